import { join } from "node:path";
import { writeNew } from "../files/write_new.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { PROJECT } from "../warehouse/definitions.ts";

/**
 * Starts a notebook from the template `etl/notebook/template.ipynb`: question, parameters, table, chart, reading. It runs
 * as it is.
 *
 * @param name In lower case with underscores, with or without `.ipynb`: `04_late_reports` becomes "Late reports?"
 * @param folder The folder of notebooks; another one in tests
 * @returns Its path
 * @throws {UserError} exit 2, for another kind of name, or when there is one of that name
 *
 * @example
 * ```ts
 * import { newNotebook } from "./new_notebook.ts";
 * import { rejects } from "node:assert/strict";
 * await rejects(() => newNotebook("03_annex_a"), { exitCode: 2 });
 * ```
 */
export async function newNotebook(name: string, folder: string = join(PROJECT, "notebooks")): Promise<string> {
  const stem = name.replace(/\.ipynb$/, "");
  if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(stem)) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot start a notebook "${name}": name it in lower case with underscores, such as 04_late_reports`,
    );
  }
  const words = stem.replace(/^\d+_/, "").replaceAll("_", " ");
  const template = await Deno.readTextFile(join(PROJECT, "etl/notebook/template.ipynb"));
  const path = join(folder, `${stem}.ipynb`);
  if (await writeNew(path, template.replace("TITLE", words.charAt(0).toUpperCase() + words.slice(1)))) return path;
  throw new UserError(EXIT.wrongUsage, `Cannot start a notebook "${name}" because there is one: choose another name`);
}
