// Runs every verb that writes on a disk with ever more room, from none to enough, and says how each ended, as a line of
// JSON each. The folder given
// is on a small file system of its own, and holds everything: the warehouse, what is loaded, the outputs, and what a verb
// puts into the system's temporary folder.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { csr } from "../load/fixture.ts";
import { writeInboxBefore } from "./kill_verbs.ts";

/** How one call ended. */
export interface Ending {
  readonly verb: string;
  /** In bytes. */
  readonly room: number;
  readonly code: number;
  /** The last line it said. */
  readonly message: string;
  /** The files that are other ones now, new or gone. */
  readonly changed: readonly string[];
}

const [folder, rooms, verbs] = [Deno.args[0]!, Deno.args[1]!.split(",").map(Number), Deno.args.slice(2)];
const at = (...names: string[]) => join(folder, ...names);
const [warehouse, inbox, ballast] = [at("warehouse.duckdb"), at("inbox"), at("ballast")];
const [month, to] = [["--month", "2019-07"], ["--warehouse", warehouse]];

const CALLS: Readonly<Record<string, readonly string[]>> = {
  load: ["load", "--inbox", inbox],
  rebuild: ["load", "--rebuild", "--inbox", inbox],
  report: ["load", at("bad.csv"), "--report", at("out/problems.xlsx")],
  notebook: ["notebook", "02_forecast_variance", ...month, "--html", "--fresh", "--out", at("out")],
  sql: ["sql", "from stg_csr_variance order by all", "--format", "xlsx", "--out", at("out/answer.xlsx")],
  export: ["export", "--audience", "amber", "--to", at("out/parquet")],
  exportView: ["export", "--xlsx", "stg_csr_variance", "--audience", "amber", "--to", at("out")],
  workbench: ["workbench", "--audience", "amber", "--out", at("out")],
  draft: ["draft", ...month, "--force", "--out", at("out/draft.md")],
  trace: ["trace", "csr_variance_summary", ...month, "--report", at("out/evidence.xlsx")],
  dictionary: ["dictionary", "--out", at("out")],
  describe: ["describe", at("unknown.csv"), "--contract", at("out/unknown.ts")],
  annex: ["annex", ...month, "--audience", "amber", "--out", at("out")],
  publish: ["annex", ...month, "--no-notebooks", "--publish", "--out", at("out")],
  run: ["run", ...month, "--inbox", inbox, "--out", at("out")],
};
/** Verbs that know of no warehouse. */
const OF_FILES: ReadonlySet<string> = new Set(["dictionary", "describe"]);
/** Verbs that write what is not there yet. */
const NEW: ReadonlySet<string> = new Set(["load", "rebuild", "describe"]);
/** The exit code of a call that had room enough: a report is of a file that is rejected. */
const ENOUGH: Readonly<Record<string, number>> = { report: 4 };

const call = async (verb: string) => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "etl/main.ts", ...CALLS[verb]!, ...OF_FILES.has(verb) ? [] : to],
    env: { TMPDIR: at("tmp") },
    stdout: "null",
  }).output();
  return { code, message: new TextDecoder().decode(stderr).trimEnd().split("\n").at(-1)! };
};
const succeed = async (verb: string) => {
  const { code, message } = await call(verb);
  if (code !== (ENOUGH[verb] ?? 0)) throw new Error(`${verb} with room: ${message}`);
};
const users = (name: string, yearMonth: string, count: number) =>
  Deno.writeTextFile(
    join(inbox, name),
    csr(...Array.from(
      { length: count },
      (_, index): [string, string, string, string] => [yearMonth, `U${index}`, "1", `${index}`],
    )),
  );

await Deno.mkdir(at("tmp"));
await Deno.mkdir(at("out"));
await writeInboxBefore(inbox);
await Deno.writeTextFile(at("bad.csv"), csr(["2019-04", "AA", "x", "1"]));
await Deno.writeTextFile(at("unknown.csv"), "Outage,Minutes\nA,1\nB,2\nC,5\nD,7\n");
await succeed("load");
// What each writes stands already, made from less: it must be there still when there is no room for what follows.
for (const verb of verbs) if (!NEW.has(verb)) await succeed(verb);
await users("july re-issue.csv", "2019-07", 4_000);
await succeed("load");

for (const [index, verb] of verbs.entries()) {
  if (verb === "load" || verb === "run") await users(`may ${index} re-issue.csv`, "2019-05", 40_000 + index);
  for (const room of rooms) {
    const before = await contents();
    await leave(room);
    const { code, message } = await call(verb);
    await Deno.remove(ballast);
    const after = await contents();
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((path) => before[path] !== after[path]).sort();
    const ending: Ending = { verb, room, code, message, changed };
    console.log(JSON.stringify(ending));
    if (code === (ENOUGH[verb] ?? 0)) break;
  }
}
/** Every file by its hash, but for the log of the runs, which says that each failed; an empty folder is none. */
async function contents(below = folder, prefix = ""): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(below)) {
    const path = join(below, name);
    if (isDirectory) Object.assign(found, await contents(path, `${prefix}${name}/`));
    else if (!name.endsWith(".runs.jsonl")) {
      found[prefix + name] = createHash("sha256").update(await Deno.readFile(path)).digest("hex");
    }
  }
  return found;
}

async function leave(room: number): Promise<void> {
  const { stdout } = await new Deno.Command("df", { args: ["--output=avail", "-B1", folder] }).output();
  const free = Number(new TextDecoder().decode(stdout).trim().split("\n").at(-1));
  await Deno.writeFile(ballast, new Uint8Array(Math.max(0, free - room)));
}
