import { basename } from "node:path";
import { EXIT, UserError } from "../base/user_error.ts";
import type { Notebook, NotebookCell } from "./notebook_file.ts";

/**
 * Reads a notebook (`.ipynb`, nbformat 4.5 or a later 4) for the Deno kernel. Outputs it may carry are left behind.
 *
 * @param path The notebook file
 * @throws {UserError} exit 2 when there is no such file; exit 4 with everything that is wrong with it when it is no such
 * notebook
 *
 * @example
 * ```ts
 * import { readNotebook } from "./read_notebook.ts";
 * import { rejects } from "node:assert/strict";
 * await rejects(() => readNotebook("no_such.ipynb"), { exitCode: 2 });
 * ```
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const name = basename(path);
  const content = parse(name, await readText(path));
  const faults = [...formatFaults(content), ...cellFaults(content.cells)];
  if (faults.length > 0) {
    throw new UserError(
      EXIT.inputRejected,
      faults.map((fault) => `Cannot read "${name}" as a notebook: ${fault}`).join("\n"),
    );
  }
  return { name, cells: (content.cells as RawCell[]).map(readCell), metadata: content.metadata as RawObject };
}

type RawObject = Readonly<Record<string, unknown>>;

interface RawCell {
  readonly id: string;
  readonly cell_type: NotebookCell["kind"];
  readonly source: string | readonly string[];
  readonly metadata: RawObject;
}

async function readText(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot read "${path}" because there is no such file: check its name and folder`,
    );
  }
}

function parse(name: string, text: string): RawObject {
  try {
    const content: unknown = JSON.parse(text);
    if (isObject(content)) return content;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(
    EXIT.inputRejected,
    `Cannot read "${name}" as a notebook: it is not a JSON object; open and save it in Jupyter, or restore it`,
  );
}

function formatFaults({ nbformat, nbformat_minor: minor, metadata }: RawObject): string[] {
  const faults: string[] = [];
  if (nbformat !== 4 || typeof minor !== "number" || minor < 5) {
    faults.push(`it must have format 4.5: it has ${nbformat}.${minor}; open and save it in a current Jupyter`);
  }
  const kernelspec = isObject(metadata) && isObject(metadata.kernelspec) ? metadata.kernelspec.name : undefined;
  if (kernelspec !== "deno") {
    faults.push(
      `its kernel must be deno: it is ${kernelspec ?? "not said"}; choose the Deno kernel in Jupyter and save`,
    );
  }
  return faults;
}

function cellFaults(cells: unknown): string[] {
  if (!Array.isArray(cells)) return ["it must have a list of cells"];
  const ids = new Set<unknown>();
  return cells.flatMap((cell: unknown, index) => {
    if (!isRawCell(cell)) return [`cell ${index + 1} must have an id, a known type, a source and metadata`];
    if (ids.has(cell.id)) return [`cell ${index + 1} must have an id of its own: it repeats "${cell.id}"`];
    ids.add(cell.id);
    return [];
  });
}

function isRawCell(cell: unknown): cell is RawCell {
  return isObject(cell) && typeof cell.id === "string" && isObject(cell.metadata) &&
    ["code", "markdown", "raw"].includes(cell.cell_type as string) &&
    (typeof cell.source === "string" ||
      Array.isArray(cell.source) && cell.source.every((line) => typeof line === "string"));
}

function readCell({ id, cell_type: kind, source, metadata }: RawCell): NotebookCell {
  const tags = Array.isArray(metadata.tags) ? metadata.tags.map(String) : [];
  return { id, kind, source: typeof source === "string" ? source : source.join(""), tags, metadata };
}

function isObject(value: unknown): value is RawObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
