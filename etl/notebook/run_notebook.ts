import { createHash, randomUUID } from "node:crypto";
import { basename, dirname, relative, resolve } from "node:path";
import { PROJECT } from "../warehouse/definitions.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { DamagedError } from "../db/damaged_error.ts";
import type { Classification } from "../base/classification.ts";
import type { KernelUse } from "./close_kernel.ts";
import { executedNotebook, type NotebookMarking } from "./executed_notebook.ts";
import { forbiddenCode } from "./forbidden_code.ts";
import { foreignImports } from "./foreign_imports.ts";
import { injectParameters, type Parameter } from "./inject_parameters.ts";
import { type Kernel, KernelDied, startKernel } from "./kernel.ts";
import { SETTLE } from "./kernel_preamble.ts";
import type { Notebook, NotebookCell, Output } from "./notebook_file.ts";
import { type Failure, outputSegments } from "./output_segments.ts";
import { readNotebook } from "./read_notebook.ts";
import { REFUSED } from "./refused_query.ts";
import { replaceFiles } from "../files/replace_files.ts";
import { readSeal } from "./seal.ts";

/** What to run and where the executed copy goes. */
export interface NotebookRun {
  /** The notebook; its folder is the kernel's working folder, as in Jupyter. */
  readonly path: string;
  /** Replace the defaults of its cell tagged `parameters`. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The kernel's environment, see {@linkcode kernelEnvironment}; a function is asked only when a cell is to run. */
  readonly env: Readonly<Record<string, string>> | (() => Promise<Readonly<Record<string, string>>>);
  /**
   * For whom it runs: below Red, cells may use the notebook API alone. Left out: they may do anything, as for Red.
   */
  readonly audience?: Classification;
  /** Where the executed copy stands. Nothing is written when the notebook fails. */
  readonly outPath: string;
  readonly cellTimeoutMs: number;
  /** Takes the executed copy, once it is whole; it is written to `outPath` when left out. */
  readonly write?: (copy: string) => Promise<void>;
  /** Stops it when aborted: what would come out has no place any more. */
  readonly signal?: AbortSignal;
  /** The class of the executed copy, and what stands above its first cell. */
  readonly marking?: NotebookMarking;
  /**
   * The hash of all its outputs depend on beside its text and parameters, from {@linkcode hashInputs}: when the copy that
   * is there was made from the same, nothing is run. Left out: it is run.
   */
  readonly inputs?: string;
  /** Run it even then. */
  readonly isFresh?: boolean;
  /** Called before each code cell, and at the end. */
  readonly onProgress?: (progress: NotebookProgress) => void;
}

/** How far a notebook is: about to run the `done + 1`st of `total` code cells; as many as there are: it has ended. */
export interface NotebookProgress {
  readonly notebook: string;
  readonly done: number;
  readonly total: number;
  /** Its copy is that of an earlier run, and stays. */
  readonly isUnchanged: boolean;
}

/** A notebook whose executed copy is up to date. */
export interface RunResult {
  readonly notebook: string;
  /** Absolute. */
  readonly outPath: string;
  /** Code cells the copy holds. */
  readonly cells: number;
  /** Nothing was run, as the copy of an earlier run would come out the same. */
  readonly isUnchanged: boolean;
}

/**
 * Runs a notebook's cells in order on a Deno kernel of its own and writes the executed copy: the same notebook,
 * parameters and data give the same bytes. It stops at the first cell that fails; no kernel, and no file but the executed
 * copy, is left behind however it ends.
 *
 * Nothing is run when the copy would come out the same and nobody has touched it since. A notebook that imports anything
 * but the notebook API is run always, as nobody can tell what that reads; so is one that names the ledger, which knows of
 * publications.
 *
 * @throws {UserError} exit 1 when a cell fails, ends the kernel or takes too long. Exit 2 when the file is missing or
 * does not declare a parameter. Exit 4 when the file is not a notebook for the Deno kernel. Exit 6 when code or a
 * query is above the audience.
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
  const total = codes.length;
  const seal = hashRun(run, notebook);
  if (!run.isFresh && seal !== undefined && await readCopy(outPath) === seal) {
    run.onProgress?.({ notebook: notebook.name, done: total, total, isUnchanged: true });
    return { notebook: notebook.name, outPath, cells: total, isUnchanged: true };
  }
  const mark = `annexa-end-${randomUUID()}`;
  const segments = outputSegments(mark);

  const forbidden = run.audience === undefined
    ? null
    : await forbiddenCode(committed.cells, dirname(resolve(run.path)));
  if (forbidden !== null && forbidden.length > 0 && run.audience !== "red") {
    throw new UserError(
      forbidden.every(({ isSyntax }) => isSyntax === true) ? EXIT.failed : EXIT.refusedByClassification,
      forbidden.map(({ cell, what }) => `Cannot run "${notebook.name}" because cell ${cell} ${what}`).join("\n"),
    );
  }
  const env = typeof run.env === "function" ? await run.env() : run.env;
  const isClosed = forbidden !== null && forbidden.length === 0;
  await using kernel = await startKernel({
    // The notebook API finds its packages from the project's folder. A closed notebook imports nothing else.
    cwd: isClosed && !isWithin(PROJECT, run.path) ? PROJECT : dirname(resolve(run.path)),
    env,
    listen: segments.add,
    ...isClosed ? { prelude: closingCode(codes) } : {},
  });
  run.signal?.throwIfAborted();
  run.signal?.addEventListener("abort", () => kernel.stop(), { once: true });
  const places = codes.map((cell) => new CellPlace(notebook, cell, numbers.get(cell.id) ?? null));
  for (const [index, place] of places.entries()) {
    run.onProgress?.({ notebook: notebook.name, done: index, total, isUnchanged: false });
    const isLast = index === codes.length - 1;
    await within(run.cellTimeoutMs, kernel, place, async () => {
      const { failure } = await kernel.execute(executable(codes[index]!));
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
  const { write = (copy) => replaceFiles(new Map([[outPath, copy]])) } = run;
  await write(executedNotebook(notebook, outputs, run.marking, seal));
  run.onProgress?.({ notebook: notebook.name, done: total, total, isUnchanged: false });
  return { notebook: notebook.name, outPath, cells: total, isUnchanged: false };
}

/** A `const` of the parameters cell runs like a `let`: the cell after it sets it anew. The copy keeps its text. */
function executable({ tags, source }: NotebookCell): string {
  return tags.includes("parameters") ? source.replace(/^const(?=\s+[A-Za-z_$])/gm, "let") : source;
}

/** Has the kernel give up its permissions once what the cells use is loaded. */
function closingCode(codes: readonly NotebookCell[]): string {
  const text = codes.map(({ source }) => source).join("\n");
  const use: KernelUse = {
    hasCharts: /\bshow\b/.test(text),
    hasFrames: /\bframe\b/.test(text),
    // The methods of danfojs that need mathjs, also as texts, as `agg` takes them.
    hasMathjs: /\bframe\b/.test(text) && /\b(?:median|mode|std|var|describe)\b/.test(text),
  };
  const module = JSON.stringify(import.meta.resolve("./close_kernel.ts"));
  return `await (await import(${module})).closeKernel(${JSON.stringify(use)});\nundefined;`;
}

/** The hash of all the executed copy depends on; undefined when that cannot be told. */
function hashRun({ path, inputs, marking }: NotebookRun, { cells, metadata }: Notebook): string | undefined {
  const folder = dirname(resolve(path));
  const isOpen = cells.some(({ kind, source }) =>
    kind === "code" && (foreignImports(source, folder).length > 0 || /\bledger\b/i.test(source))
  );
  if (inputs === undefined || isOpen) return undefined;
  return createHash("sha256").update(JSON.stringify([inputs, marking ?? null, cells, metadata])).digest("hex");
}

/** What the copy that is there was made from; null when there is none, or it was changed since. */
async function readCopy(path: string): Promise<string | null> {
  try {
    return readSeal(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
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

  constructor(notebook: Notebook, cell: NotebookCell, number: number | null) {
    const [firstLine = ""] = cell.source.trimStart().split("\n");
    const code = firstLine.length > 60 ? `${firstLine.slice(0, 59)}…` : firstLine;
    const name = number === null ? "the injected cell" : `cell ${number}`;
    this.#place = `Cannot run "${basename(notebook.name)}" because ${name} (${code})`;
  }

  failed({ name, value }: Failure): UserError {
    // Not the cell is at fault, and the message says all.
    if (name === DamagedError.name) return new UserError(EXIT.failed, value);
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

function isWithin(folder: string, path: string): boolean {
  return !relative(folder, resolve(path)).startsWith("..");
}
