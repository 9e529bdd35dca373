import { join } from "node:path";
import { csr } from "../load/fixture.ts";

/** What is killed: every verb that writes; {@linkcode killArguments} says how. */
export const KILL_VERBS = [
  "load",
  "run",
  "publish",
  "rebuild",
  "withdraw",
  "report",
  "annex",
  "notebook",
  "new",
  "export",
  "exportView",
  "workbench",
  "draft",
  "trace",
  "sql",
  "dictionary",
  "contract",
] as const;

/** One of {@linkcode KILL_VERBS}. */
export type KillVerb = typeof KILL_VERBS[number];

/** Every report of the July 2019 annex but CSR and the actions, explained. */
const REGISTER = "Report,Period,Published Date,Reference,Stored At,Reason Not Published\n" +
  "5,2019-07,14/08/2019,,,\n1,2019-06,,,,INC000000439813\n2,2019 Q2,,,,Not built\n3,2019 Q2,,,,Not built\n" +
  "7,2019 Q2,,,,Not built\n" + [4, 6, 8, 9, 13].map((report) => `${report},2019-07,,,,Not built\n`).join("");

/** The arguments a verb is killed with, in a folder with an inbox. */
export function killArguments(verb: KillVerb, folder: string): string[] {
  const warehouse = ["--warehouse", join(folder, "warehouse.duckdb")];
  const inbox = ["--inbox", join(folder, "inbox")];
  const out = ["--out", join(folder, "out")];
  const month = ["--month", "2019-07"];
  const to = (name: string) => join(folder, name);
  return {
    load: ["load", ...inbox, ...warehouse],
    run: ["run", ...inbox, ...warehouse, ...out, "--no-notebooks"],
    publish: ["annex", ...month, "--publish", "--no-notebooks", ...warehouse, ...out],
    rebuild: ["load", "--rebuild", ...inbox, ...warehouse],
    withdraw: ["withdraw", "july.csv", "--why", "a wrong month", ...warehouse],
    report: ["load", to("bad.csv"), "--report", to("problems.xlsx"), ...warehouse],
    annex: ["annex", ...month, ...warehouse, ...out],
    notebook: ["notebook", "02_forecast_variance", "--html", ...month, ...warehouse, ...out],
    new: ["notebook", "new", "04_late_reports"],
    export: ["export", "--audience", "amber", "--to", to("out/parquet"), ...warehouse],
    exportView: ["export", "--xlsx", "csr_variance_summary", "--to", to("out"), ...warehouse],
    workbench: ["workbench", ...warehouse, ...out],
    draft: ["draft", ...month, "--force", "--out", to("draft.md"), ...warehouse],
    trace: ["trace", "csr_variance_summary", ...month, "--report", to("evidence.xlsx"), ...warehouse],
    sql: ["sql", "from stg_csr_variance order by all", "--out", to("answer.csv"), ...warehouse],
    dictionary: ["dictionary", ...out],
    contract: ["describe", to("unknown.csv"), "--contract", to("unknown.ts")],
  }[verb];
}

/** The exit codes of a verb that is let alone: what is there already is not started a second time. */
export function exitCodes(verb: KillVerb): { readonly first: number; readonly again: readonly number[] } {
  if (verb === "report") return { first: 4, again: [4] };
  return { first: 0, again: ["new", "contract", "withdraw"].includes(verb) ? [0, 2] : [0] };
}

/**
 * Whether the outputs of a verb are compared with those before and after. An annex is held to the hashes of its manifest
 * instead, as that says when its files were loaded; a notebook's copy and its page take their places one after the other.
 */
export function isAtOnce(verb: KillVerb): boolean {
  return !["load", "run", "publish", "rebuild", "withdraw", "annex", "notebook"].includes(verb);
}

/**
 * Makes the state before in a folder. What a verb replaces is there, made from less.
 *
 * @param project Where the program is; `new` writes into a copy of it, the folder `project`
 * @param run Runs a verb with these arguments in the folder to its end
 */
export async function prepare(
  verb: KillVerb,
  folder: string,
  project: string,
  run: (args: readonly string[]) => Promise<void>,
): Promise<void> {
  const inbox = join(folder, "inbox");
  await writeInboxBefore(inbox);
  await Deno.writeTextFile(join(folder, "bad.csv"), csr(["2019-04", "AA", "x", "1"]));
  await Deno.writeTextFile(join(folder, "unknown.csv"), "Meter Model,Meters\nA1,5\nB2,7\n");
  await run(killArguments("load", folder));
  if (verb === "run") await run(killArguments("run", folder)); // So that there is an annex to replace.
  if (["load", "run"].includes(verb)) return await writeInboxAfter(inbox);
  if (verb === "new") {
    for (const path of ["etl", "notebooks", "deno.json", "deno.lock", "package.json"]) {
      await copyTree(join(project, path), join(folder, "project", path));
    }
  }
  if (!isAtOnce(verb) || ["new", "contract", "report", "dictionary"].includes(verb)) return;
  await run(killArguments(verb, folder));
  await writeInboxAfter(inbox);
  await run(killArguments("load", folder));
}

/** The files of the state before: June, July and the register. */
export async function writeInboxBefore(inbox: string): Promise<void> {
  await Deno.mkdir(inbox, { recursive: true });
  await Deno.writeTextFile(join(inbox, "june.csv"), users("2019-06", 3000, 1));
  await Deno.writeTextFile(join(inbox, "july.csv"), users("2019-07", 2000, 1));
  await Deno.writeTextFile(join(inbox, "register.csv"), REGISTER);
}

/** The files to come: a re-issue of July, and May. */
async function writeInboxAfter(inbox: string): Promise<void> {
  await Deno.writeTextFile(join(inbox, "july re-issue.csv"), users("2019-07", 3000, 2));
  await Deno.writeTextFile(join(inbox, "may.csv"), users("2019-05", 3000, 3));
}

function users(month: string, count: number, volume: number): string {
  return csr(...Array.from(
    { length: count },
    (_, index): [string, string, string, string] => [month, `U${index}`, "1", `${volume}`],
  ));
}

/** Copies a file, or a folder with all in it. */
export async function copyTree(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isFile) return await Deno.copyFile(from, to);
  await Deno.mkdir(to, { recursive: true });
  for await (const { name } of Deno.readDir(from)) await copyTree(join(from, name), join(to, name));
}
