import { basename, join, resolve } from "node:path";
import type { Classification } from "../base/classification.ts";
import { UserError } from "../base/user_error.ts";
import { onExit } from "../files/on_exit.ts";
import { PROJECT } from "../warehouse/definitions.ts";
import { audienceCopy } from "./audience_copy.ts";
import { chooseNotebooks } from "./choose_notebooks.ts";
import { type NotebookFault, readFaults } from "./read_faults.ts";
import { type NotebooksRun, runNotebooks } from "./run_notebooks.ts";

/**
 * Looks through notebooks for what {@linkcode readFaults} finds, and, given a month, for those that fail, and executed
 * copies that would not come out the same any more. It runs a notebook only when its copy does not prove that it runs,
 * and leaves every file as it is.
 *
 * @param run Which notebooks, and as {@linkcode runNotebooks} runs them; month null: none is run
 * @returns In the order of the notebooks' names and cells
 * @throws {UserError} as {@linkcode runNotebooks} does for a month or a notebook there is none of
 *
 * @example
 * ```ts
 * import { checkNotebooks } from "./check_notebooks.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(await checkNotebooks({ names: ["03_annex_a"], month: null }), []);
 * ```
 */
export async function checkNotebooks(
  run: NotebooksRun | {
    readonly names: readonly string[];
    readonly month: null;
    /** White when left out. */
    readonly audience?: Classification;
    readonly folder?: string;
  },
): Promise<NotebookFault[]> {
  const folder = run.folder ?? join(PROJECT, "notebooks");
  const found: NotebookFault[] = [];
  const { audience = "white" } = run;
  using copy = run.month === null ? null : audienceCopy({ asOf: null, lastFileId: null, ...run, folder: run.out });
  for (const file of await chooseNotebooks(folder, run.names)) {
    const faults = await readFaults(join(folder, file), audience);
    found.push(...faults);
    const isOpen = faults.some(({ rule }) => rule === "import");
    const isRefused = audience !== "red" && isOpen || faults.some(({ rule }) => UNRUNNABLE.has(rule));
    if (run.month === null || copy === null || isRefused) continue;
    const tried = await tryOut({ ...run, copy }, file);
    // Of one with modules of its own nobody can tell whether its copy is stale.
    found.push(...tried.filter(({ rule }) => rule === "failing" || !isOpen));
  }
  return found;
}

/** With one of these a notebook is not run. */
const UNRUNNABLE = new Set<NotebookFault["rule"]>(["format", "parameters", "reach", "failing"]);

/** Runs a notebook on a copy of its executed copy, as only a run can tell whether it would be the same. */
async function tryOut(run: NotebooksRun, file: string): Promise<NotebookFault[]> {
  const place = join(run.month.slice(0, 7), run.audience, "notebooks");
  await Deno.mkdir(run.out, { recursive: true });
  // Below the output folder, as a copy can be Red.
  const out = await Deno.makeTempDir({ dir: resolve(run.out), prefix: ".check-" });
  const remove = () => Deno.removeSync(out, { recursive: true });
  using _ending = onExit(remove);
  try {
    const former = join(run.out, place, file);
    const hasFormer = await Deno.stat(former).then(() => true, () => false);
    if (hasFormer) {
      await Deno.mkdir(join(out, place), { recursive: true });
      await Deno.copyFile(former, join(out, place, file));
    }
    const [result] = await runNotebooks({ ...run, names: [file], out, isHtml: false });
    if (result!.isUnchanged || !hasFormer) return [];
    const message = `${basename(file)} has a stale executed copy for ${run.month.slice(0, 7)} (${run.audience}): ` +
      `the notebook, the warehouse or the program has changed since, or somebody edited the copy; ` +
      `run \`deno task notebook\` for that month and audience`;
    return [{ notebook: file, cell: null, rule: "stale", message }];
  } catch (error) {
    // What is wrong with the month or the warehouse is none of the notebook's faults.
    if (!(error instanceof UserError) || !error.message.startsWith(`Cannot run "${file}"`)) throw error;
    const cell = / because cell (\d+) /.exec(error.message)?.[1];
    return [{
      notebook: file,
      cell: cell === undefined ? null : Number(cell),
      rule: "failing",
      message: error.message,
    }];
  } finally {
    remove();
  }
}
