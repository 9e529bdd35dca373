import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { PROJECT } from "./commands/annexa.ts";

const README = await Deno.readTextFile(join(PROJECT, "README.md"));

/** The lines of the README's `sh` blocks. */
const COMMANDS = [...README.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block!.trim().split("\n"));

Deno.test("every command of the README runs, in order, on a machine that has only what is committed", async () => {
  const folder = await Deno.makeTempDir();
  const project = join(folder, "annexa");
  await copyTracked(project);
  await copyFiles(join(PROJECT, "data/samples/inbox"), join(project, "data/inbox"));
  for (const command of COMMANDS) {
    // The test command is this very run.
    if (command === "npx -y deno@2.9.6 task test") continue;
    const { code, stderr } = await new Deno.Command("sh", {
      args: ["-c", command.replace("npx -y deno@2.9.6", "deno")],
      cwd: project,
      env: { NO_COLOR: "1", PATH: `${join(Deno.execPath(), "..")}:${Deno.env.get("PATH")}` },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    strictEqual(code, 0, `${command}\n${new TextDecoder().decode(stderr)}`);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the README's two commands are the ones CI and a newcomer use", async () => {
  deepStrictEqual(COMMANDS.slice(0, 2), ["npx -y deno@2.9.6 task demo", "npx -y deno@2.9.6 task test"]);
  ok((await Deno.readTextFile(join(PROJECT, ".ci/run"))).includes(COMMANDS[1]!));
});

/** Files git knows, as they stand in the working tree. */
async function copyTracked(target: string): Promise<void> {
  const { stdout } = await new Deno.Command("git", { args: ["ls-files", "-z"], cwd: PROJECT }).output();
  for (const path of new TextDecoder().decode(stdout).split("\0")) {
    if (path === "") continue;
    await Deno.mkdir(join(target, path, ".."), { recursive: true });
    await Deno.copyFile(join(PROJECT, path), join(target, path));
  }
}

async function copyFiles(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) await Deno.copyFile(join(from, entry.name), join(to, entry.name));
}
