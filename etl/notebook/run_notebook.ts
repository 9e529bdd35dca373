import { randomUUID } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import { EXIT, UserError } from "../user_error.ts";
import { executedNotebook } from "./executed_notebook.ts";
import { injectParameters, type Parameter } from "./inject_parameters.ts";
import { type Kernel, KernelDied, startKernel } from "./kernel.ts";
import { SETTLE } from "./kernel_preamble.ts";
import type { Cell, Notebook, Output } from "./notebook_file.ts";
import { type Failure, outputSegments } from "./output_segments.ts";
import { readNotebook } from "./read_notebook.ts";
import { REFUSED } from "./refused_query.ts";
import { replaceFile } from "./replace_file.ts";

/** What to run and where the executed copy goes. */
export interface NotebookRun {
  /** The notebook; its folder is the kernel's working folder, as in Jupyter. */
  readonly path: string;
  /** Replace the defaults of its cell tagged `parameters`. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Added to this process's environment for the kernel. */
  readonly env: Readonly<Record<string, string>>;
  /** The executed copy. Nothing is written when the notebook fails. */
  readonly outPath: string;
  readonly cellTimeoutMs: number;
  /** The executed copy is written after this, and not if it fails; at once when left out. */
  readonly writeAfter?: Promise<unknown>;
  /** Markdown that stands above the executed copy's first cell, such as its class. */
  readonly heading?: string;
  /** Called before each code cell. */
  readonly onProgress?: (progress: NotebookProgress) => void;
}

/** How far a notebook is: about to run the `done + 1`st of `total` code cells. */
export interface NotebookProgress {
  readonly notebook: string;
  readonly done: number;
  readonly total: number;
}

/** A notebook that ran to its end. */
export interface RunResult {
  readonly notebook: string;
  /** Absolute. */
  readonly outPath: string;
  /** Code cells executed. */
  readonly cells: number;
}

/**
 * Runs a notebook's cells in order on a Deno kernel of its own and writes the executed copy: the same notebook,
 * parameters and data give the same bytes. It stops at the first cell that fails; no kernel, and no file but the executed
 * copy, is left behind however it ends.
 *
 * @throws {UserError} exit 1 when a cell fails, ends the kernel, or takes longer than its time; exit 2 for parameters
 * the notebook does not declare and a missing file; exit 4 for a file that is no notebook for the Deno kernel; exit 6
 * when a query reads what the audience may not see
 *
 * @example
 * ```ts ignore
 * await runNotebook({
 *   path: "notebooks/03_annex_a.ipynb",
 *   parameters: { month: "2019-07" },
 *   env: { ANNEXA_AUDIENCE: "white" },
 *   outPath: "out/2019-07/white/notebooks/03_annex_a.ipynb",
 *   cellTimeoutMs: 60_000,
 * });
 * ```
 */
export async function runNotebook(run: NotebookRun): Promise<RunResult> {
  const committed = await readNotebook(run.path);
  const notebook = injectParameters(committed, run.parameters);
  const outPath = resolve(run.outPath);
  const numbers = new Map(committed.cells.map((cell, index) => [cell.id, index + 1]));
  const codes = notebook.cells.filter((cell) => cell.kind === "code");
  const mark = `annexa-end-${randomUUID()}`;
  const segments = outputSegments(mark);

  await using kernel = await startKernel({ cwd: dirname(resolve(run.path)), env: run.env, listen: segments.add });
  const places = codes.map((cell) => new CellPlace(notebook, cell, numbers.get(cell.id) ?? null));
  for (const [index, place] of places.entries()) {
    run.onProgress?.({ notebook: notebook.name, done: index, total: codes.length });
    const isLast = index === codes.length - 1;
    await within(run.cellTimeoutMs, kernel, place, async () => {
      const { failure } = await kernel.execute(codes[index]!.source);
      if (failure !== null) throw place.failed(failure);
      await kernel.execute(SETTLE(mark));
      if (isLast) await Promise.race([segments.complete(codes.length), kernel.ended]);
    });
    // What a cell reported by itself may arrive cells later; the name is right all the same.
    for (const [done, earlier] of places.slice(0, index + 1).entries()) {
      const failure = segments.failure(done);
      if (failure !== null) throw earlier.failed(failure);
    }
  }

  const outputs = new Map<string, Output[]>(codes.map((cell, index) => [cell.id, segments.outputs(index)]));
  await run.writeAfter;
  await replaceFile(outPath, executedNotebook(notebook, outputs, run.heading));
  return { notebook: notebook.name, outPath, cells: codes.length };
}

/** Waits for a cell's work; when its time is over the kernel ends, as nothing else stops a cell that waits. */
async function within<T>(ms: number, kernel: Kernel, place: CellPlace, work: () => Promise<T>): Promise<T> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kernel.stop();
  }, ms);
  try {
    return await work();
  } catch (error) {
    if (isLate) throw place.late(ms);
    if (error instanceof KernelDied) throw place.died(error);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Says of a cell what went wrong there. */
class CellPlace {
  readonly #place: string;

  constructor(notebook: Notebook, cell: Cell, number: number | null) {
    const [firstLine = ""] = cell.source.trimStart().split("\n");
    const code = firstLine.length > 60 ? `${firstLine.slice(0, 59)}…` : firstLine;
    const name = number === null ? "the injected cell" : `cell ${number}`;
    this.#place = `Cannot run "${basename(notebook.name)}" as ${name} (${code})`;
  }

  failed({ name, value }: Failure): UserError {
    const code = name === REFUSED ? EXIT.refusedByClassification : EXIT.failed;
    // All the kernel says of code it cannot compile, and of an import it cannot find.
    const hint = value === "Execution failed" ? ": it does not parse, or what it imports cannot be found" : "";
    return new UserError(code, `${this.#place} fails with ${name}: ${value}${hint}`);
  }

  late(ms: number): UserError {
    return new UserError(
      EXIT.failed,
      `${this.#place} is not done after ${ms / 1000} s: make it faster or give it more with --timeout SECONDS`,
    );
  }

  died(error: KernelDied): UserError {
    return new UserError(EXIT.failed, `${this.#place} does not end: ${error.message}`);
  }
}
