import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { annexa, PROJECT } from "./annexa.ts";

const TASKS: Record<string, { command: string }> = JSON.parse(await Deno.readTextFile(`${PROJECT}deno.json`)).tasks;
const VERBS = Object.keys(TASKS).filter((task) => TASKS[task]!.command.includes("etl/main.ts"));

Deno.test("every verb explains itself with usage, options, examples and exit codes", async () => {
  for (const verb of VERBS) {
    const { code, stdout } = await annexa(verb, "--help");
    strictEqual(code, 0, verb);
    ok(stdout.startsWith(`deno task ${verb}`), verb);
    for (const part of ["Options", "--help", "Examples", `  deno task ${verb}`, "Exit codes: 0 done"]) {
      ok(stdout.includes(part), `${verb} --help lacks ${part}`);
    }
    const [usage = ""] = stdout.split("\n\n", 1);
    for (const [, option] of stdout.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)) {
      ok(option === "--help" || usage.includes(option!), `the usage of ${verb} lacks ${option}`);
    }
    const wide = stdout.split("\n").filter((line) => line.length > 100 && !line.startsWith("  deno task "));
    deepStrictEqual(wide, [], `${verb} --help`);
  }
});

Deno.test("main lists every verb that has a task, and no other", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--no-prompt", "-P", "etl/main.ts", "--help"],
    cwd: PROJECT,
  }).output();
  const listed = [...new TextDecoder().decode(stdout).matchAll(/^ {2}(\w+) {2,}/gm)].map(([, verb]) => verb!);
  deepStrictEqual(listed.toSorted(), VERBS.toSorted());
});

Deno.test("the README describes every verb, and CONTRIBUTING every other task", async () => {
  for (const task of Object.keys(TASKS)) {
    const page = VERBS.includes(task) ? "README.md" : "CONTRIBUTING.md";
    ok((await Deno.readTextFile(`${PROJECT}${page}`)).includes(`\`${task}\``), `${page}: ${task}`);
  }
});

Deno.test("a mistake on the command line ends with one sentence that says how to mend it, and exit 2", async () => {
  const cases: [args: string[], message: RegExp][] = [
    [
      ["status", "--mnth", "2019-07"],
      /^Cannot run status: Unknown option '--mnth': did you mean --month; see `deno task status --help`\n$/,
    ],
    [["status", "--quarter", "3"], /^Cannot run status: Unknown option '--quarter'; see `deno task status --help`\n$/],
    [["annex"], /^Cannot make an annex without its month: add --month, such as --month 2019-07\n$/],
    [["annex", "--month", "2019-13"], /^Cannot read "2019-13" as a month: write it as YYYY-MM, such as 2019-07\n$/],
    [["annex", "--month", "2019-07", "--audience", "pink"], /^Cannot use "pink" as a classification: use white, /],
    [["workbench", "--port", "65536"], /^Cannot serve on port "65536": give a number from 0 to 65535\n$/],
    [
      ["notebook", "--month", "2019-07", "--timeout", "86401"],
      /^Cannot read "86401" as the time a cell may take: give /,
    ],
    [["check", "extra"], /^Cannot run check because it takes no argument "extra"; see `deno task check --help`\n$/],
    [
      ["status", "--warehouse", "no/such.duckdb"],
      /^Cannot open "no\/such.duckdb" because there is no such file: run `deno task load` first\n$/,
    ],
    [["load", "--inbox", "no/such"], /^Cannot read inbox "no\/such" because there is no such folder: create it /],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await annexa(...args);
    strictEqual(code, 2, args.join(" "));
    match(stderr, message);
    strictEqual(stdout, "");
  }
});

Deno.test("an unknown verb is named with the nearest, or with the ones there are", async () => {
  for (
    const [verb, mend] of [["lod", /: did you mean load\n$/], ["paint", /: use one of demo, load, /]] as const
  ) {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-q", "--no-prompt", "-P", "etl/main.ts", verb],
      cwd: PROJECT,
    }).output();
    strictEqual(code, 2);
    const message = new TextDecoder().decode(stderr);
    ok(message.startsWith(`Cannot run "${verb}" because there is no such verb: `), message);
    match(message, mend);
  }
});
