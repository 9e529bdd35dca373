import { basename, join, resolve } from "node:path";
import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import type { Classification } from "../base/classification.ts";
import { replaceFiles } from "../files/replace_files.ts";
import { PROJECT } from "../warehouse/definitions.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { rows } from "../db/rows.ts";
import { unknownMonth } from "../warehouse/unknown_month.ts";
import { type AudienceCopy, audienceCopy } from "./audience_copy.ts";
import { chooseNotebooks } from "./choose_notebooks.ts";
import { hashInputs } from "./hash_inputs.ts";
import { type NotebookProgress, runNotebook, type RunResult } from "./run_notebook.ts";

/** Which notebooks to run, and for whom. */
export interface NotebooksRun {
  /** File names with or without `.ipynb`; none means all. */
  readonly names: readonly string[];
  /** The first of the annex month, `yyyy-mm-dd`. */
  readonly month: string;
  readonly audience: Classification;
  /** Answer every measure as it was known at the end of that day, `yyyy-mm-dd`; null: as known now. */
  readonly asOf?: string | null;
  /** And as if no file had come after that one; null: every file. */
  readonly lastFileId?: number | null;
  /** What to say the answers depend on, when copies are made again as they were: see {@linkcode hashInputs}. */
  readonly inputs?: string;
  readonly warehouse: string;
  /** Outputs go to `<out>/<month>/<audience>/notebooks/`. */
  readonly out: string;
  readonly cellTimeoutMs: number;
  /** Write each executed copy also as an HTML page; one that is there is kept up to date in any case. */
  readonly isHtml?: boolean;
  /** Run also what is unchanged. */
  readonly isFresh?: boolean;
  /**
   * Takes a notebook's executed copy and page, by absolute path, when both are whole; of one that is unchanged the page
   * alone, or nothing. They are written when left out, together.
   */
  readonly write?: (files: ReadonlyMap<string, string>) => Promise<void>;
  /** Stops the notebooks when aborted. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: NotebookProgress) => void;
  /** The folder of the notebooks; another one in tests. */
  readonly folder?: string;
  /** What the notebooks ask, where the caller runs several times; made for this run when left out. */
  readonly copy?: AudienceCopy;
}

/** What became of one notebook. */
export interface NotebookResult extends RunResult {
  /** The copy as an HTML page, absolute; null when there is none. */
  readonly htmlPath: string | null;
  /** The notebook, absolute. */
  readonly sourcePath: string;
  /** The hash of what its answers depend on beside its text and the month. */
  readonly inputs: string;
}

/** Kernels at a time: two cores are what an analyst's laptop spares. */
const AT_A_TIME = 2;

/**
 * Runs notebooks for a month and an audience, two at a time, in the order of their names. Each executed copy opens with
 * the audience's class, and says so when the warehouse holds synthetic samples.
 *
 * A notebook whose copy would come out the same is not run, so that a run that failed goes on where it failed.
 *
 * @returns what became of each, in the order of the names
 * @throws {UserError} exit 2 for an unknown notebook, or a month nothing is loaded for; else what
 * {@linkcode runNotebook} throws for the first that fails, after which none is started
 *
 * @example
 * ```ts ignore
 * await runNotebooks({
 *   names: [],
 *   month: "2019-07-01",
 *   audience: "white",
 *   warehouse: "data/warehouse.duckdb",
 *   out: "out",
 *   cellTimeoutMs: 120_000,
 * });
 * ```
 */
export async function runNotebooks(run: NotebooksRun): Promise<NotebookResult[]> {
  const { folder = join(PROJECT, "notebooks") } = run;
  const files = await chooseNotebooks(folder, run.names);
  const { isSynthetic, inputs } = await readWarehouse(run);
  const { audience, asOf = null, lastFileId = null, warehouse, out } = run;
  using own = audienceCopy({ warehouse, audience, asOf, lastFileId, folder: out });
  const copy = run.copy ?? own;
  const results = new Map<string, NotebookResult>();
  const failures: unknown[] = [];
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      try {
        results.set(file, await runOne(run, join(folder, file), { isSynthetic, inputs, copy }));
      } catch (error) {
        failures.push(error);
        waiting.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  if (failures.length > 0) throw failures[0];
  return files.map((file) => results.get(file)!);
}

async function runOne(
  run: NotebooksRun,
  path: string,
  { isSynthetic, inputs, copy }: {
    readonly isSynthetic: boolean;
    readonly inputs: string;
    readonly copy: AudienceCopy;
  },
): Promise<NotebookResult> {
  const { audience, write = replaceFiles } = run;
  const month = run.month.slice(0, 7);
  const outPath = resolve(run.out, month, audience, "notebooks", basename(path));
  const htmlPath = outPath.replace(/\.ipynb$/, ".html");
  const hasPage = run.isHtml === true || await Deno.stat(htmlPath).then(() => true, () => false);
  const withPage = async (copy: string): Promise<[string, string][]> => {
    if (!hasPage) return [];
    const { htmlCopy } = await import("./html_copy.ts");
    const about = { name: basename(path, ".ipynb"), classification: audience, isSynthetic, month: run.month };
    return [[htmlPath, await htmlCopy(copy, about)]];
  };
  const result = await runNotebook({
    path,
    parameters: { month },
    audience,
    env: async () => ({
      ANNEXA_WAREHOUSE: await copy.path(),
      ANNEXA_AUDIENCE: audience,
      ANNEXA_AS_OF: run.asOf ?? "",
      ANNEXA_LAST_FILE_ID: String(run.lastFileId ?? ""),
    }),
    outPath,
    cellTimeoutMs: run.cellTimeoutMs,
    marking: { heading: heading(audience, isSynthetic), classification: audience, isSynthetic },
    inputs,
    isFresh: run.isFresh ?? false,
    write: async (text) => {
      const pages = await withPage(text);
      const { refuseValues } = await import("./refuse_values.ts");
      await refuseValues({
        ...{ notebook: basename(path), copy: text, page: pages[0]?.[1] ?? null, audience },
        ...{ warehouse: run.warehouse, audienceCopy: await copy.path() },
      });
      await write(new Map([[outPath, text], ...pages]));
    },
    ...run.signal === undefined ? {} : { signal: run.signal },
    ...run.onProgress === undefined ? {} : { onProgress: run.onProgress },
  });
  if (result.isUnchanged) await write(new Map(await withPage(await Deno.readTextFile(outPath))));
  return { ...result, htmlPath: hasPage ? htmlPath : null, sourcePath: resolve(path), inputs };
}

function heading(audience: Classification, isSynthetic: boolean): string {
  const { label, statement } = MARKINGS[audience];
  const marking = `**${label.toUpperCase()}** – ${statement}`;
  return isSynthetic ? `${marking}\n\n${SYNTHETIC_NOTICE}` : marking;
}

/** What the copies depend on, and say of it; nobody should wait for a kernel to hear of a wrong month. */
async function readWarehouse(
  { warehouse: path, month, audience, asOf = null, lastFileId = null, ...run }: NotebooksRun,
) {
  using warehouse = await openReadOnly(path, { asOf, lastFileId });
  const { connection } = warehouse;
  const known = await rows(connection, "select 1 as one from annex_months where annex_month = $1::date", [month]);
  if (known.length === 0) throw await unknownMonth(connection, month, "run notebooks for");
  const [answer] = await rows(connection, "select bool_or(is_synthetic) as is_synthetic from known_files");
  const isSynthetic = answer?.is_synthetic === true;
  return { isSynthetic, inputs: run.inputs ?? await hashInputs(connection, { audience, asOf, lastFileId }) };
}
