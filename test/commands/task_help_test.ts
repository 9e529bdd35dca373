import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { PROJECT } from "./annexa.ts";

const CONFIG = JSON.parse(await Deno.readTextFile(join(PROJECT, "deno.json")));

/** Deno answers `--help` of a test run itself, and `ok` is a chain of Deno's own commands. */
const OF_DENO = ["ok", "test"];

const TASKS = Object.entries(CONFIG.tasks as Record<string, { command: string }>)
  .filter(([name, { command }]) => !OF_DENO.includes(name) && !command.includes("etl/main.ts"))
  .map(([name]) => name);

for (const task of TASKS) {
  Deno.test(`deno task ${task} --help says what it does and does nothing`, async () => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "-q", task, "--help"],
      cwd: PROJECT,
      env: { NO_COLOR: "1" },
    }).output();
    strictEqual(code, 0, new TextDecoder().decode(stderr));
    match(new TextDecoder().decode(stdout), new RegExp(`^deno task ${task}\\b[^]*\\n\\n {2}\\w`));
    strictEqual(new TextDecoder().decode(stderr), "");
  });
}

Deno.test("permissions.default grants nothing that a task's own set does not", () => {
  const sets = CONFIG.permissions as Record<string, Record<string, boolean | string[]>>;
  const used = Object.values(CONFIG.tasks as Record<string, { command: string }>)
    .flatMap(({ command }) => / -P=(\w+)/.exec(command)?.[1] ?? []);
  deepStrictEqual([...new Set(used)].sort(), Object.keys(sets).filter((name) => name !== "default").sort());
  for (const name of used) {
    for (const [kind, granted] of Object.entries(sets.default!)) {
      const own = sets[name]![kind];
      ok(own === true || (Array.isArray(granted) && granted.every((one) => own instanceof Array && own.includes(one))));
    }
  }
});

Deno.test("the continuous integration checks against a frozen lock", async () => {
  match(await Deno.readTextFile(join(PROJECT, ".ci/run")), /"check --frozen"/);
});
