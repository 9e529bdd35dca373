import { join } from "node:path";
import { csr } from "../load/fixture.ts";

/** What is killed. */
export const KILL_VERBS = ["load", "run", "publish", "rebuild", "notebook"] as const;

/** One of {@linkcode KILL_VERBS}: `publish` is `annex --publish`, `rebuild` is `load --rebuild`. */
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
  return {
    load: ["load", ...inbox, ...warehouse],
    run: ["run", ...inbox, ...warehouse, ...out, "--no-notebooks"],
    publish: ["annex", "--month", "2019-07", "--publish", "--no-notebooks", ...warehouse, ...out],
    rebuild: ["load", "--rebuild", ...inbox, ...warehouse],
    notebook: ["notebook", "02_forecast_variance", "--month", "2019-07", ...warehouse, ...out],
  }[verb];
}

/** What makes the state before, in order; `run` also makes its annex, so that there is one to replace. */
export function preparing(verb: KillVerb): readonly KillVerb[] {
  return verb === "run" ? ["run"] : ["load"];
}

/** The files of the state before: June, July and the register. */
export async function writeInboxBefore(inbox: string): Promise<void> {
  await Deno.mkdir(inbox, { recursive: true });
  await Deno.writeTextFile(join(inbox, "june.csv"), users("2019-06", 3000, 1));
  await Deno.writeTextFile(join(inbox, "july.csv"), users("2019-07", 2000, 1));
  await Deno.writeTextFile(join(inbox, "register.csv"), REGISTER);
}

/** The files to come: a re-issue of July, and May. */
export async function writeInboxAfter(inbox: string): Promise<void> {
  await Deno.writeTextFile(join(inbox, "july re-issue.csv"), users("2019-07", 3000, 2));
  await Deno.writeTextFile(join(inbox, "may.csv"), users("2019-05", 3000, 3));
}

function users(month: string, count: number, volume: number): string {
  return csr(...Array.from(
    { length: count },
    (_, index): [string, string, string, string] => [month, `U${index}`, "1", `${volume}`],
  ));
}
