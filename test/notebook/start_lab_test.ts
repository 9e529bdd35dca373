import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { PROJECT } from "../commands/annexa.ts";
import { withFolder } from "./fixture.ts";

const TASKS: Record<string, { command: string }> =
  JSON.parse(await Deno.readTextFile(join(PROJECT, "deno.json"))).tasks;

/** Runs the task's own command, and so with its permissions, on a machine that has these programs only. */
async function lab(folder: string, programs: Readonly<Record<string, string>>, ...args: string[]) {
  for (const [name, script] of Object.entries(programs)) {
    await Deno.writeTextFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...TASKS.lab!.command.split(" ").slice(1), ...args],
    cwd: PROJECT,
    env: { PATH: folder, NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

const EDITOR = 'echo "$0 $* | $PWD | $ANNEXA_AUDIENCE | $ANNEXA_AS_OF | $ANNEXA_WAREHOUSE | $JUPYTER_PATH"';
const KERNELS = join(PROJECT, "etl/notebook/jupyter");

// The programs are shell scripts, which Windows does not run.
Deno.test({
  name: "lab opens the notebooks' folder on this machine only, in JupyterLab before Jupyter Notebook",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withFolder(async (folder) => {
      const { code, stdout } = await lab(
        folder,
        { "jupyter-lab": EDITOR, "jupyter-notebook": EDITOR },
        ...["--audience", "amber", "--as-of", "2019-08-31", "--warehouse", "deno.json"],
      );
      strictEqual(code, 0);
      deepStrictEqual(stdout.trim().split(" | "), [
        `${join(folder, "jupyter-lab")} --ip=127.0.0.1`,
        join(PROJECT, "notebooks"),
        "amber",
        "2019-08-31",
        join(PROJECT, "deno.json"),
        KERNELS,
      ]);
    }),
});

Deno.test({
  name: "lab brings the Deno kernel, which is the Deno that runs it, and ends as the editor does",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withFolder(async (folder) => {
      const { argv } = JSON.parse(await Deno.readTextFile(join(KERNELS, "kernels/deno/kernel.json")));
      const { code, stdout } = await lab(folder, {
        deno: "exit 1",
        "jupyter-notebook": `${EDITOR}; command -v ${argv[0]}; exit 7`,
      });
      match(stdout, /jupyter-notebook --ip=127\.0\.0\.1 .* \| white \| +\| +\| /);
      strictEqual(stdout.trim().split("\n").at(-1), Deno.execPath());
      strictEqual(code, 7);
    }),
});

Deno.test({
  name: "lab says how to get an editor when there is none",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withFolder(async (folder) => {
      const { code, stdout, stderr } = await lab(folder, {});
      strictEqual(code, 1);
      strictEqual(stdout, "");
      match(
        stderr,
        /^Cannot open the notebooks because neither jupyter-lab nor jupyter-notebook is on this machine: install/,
      );
      match(stderr, /`pipx install jupyterlab`.* run `deno task lab` again/);
    }),
});
