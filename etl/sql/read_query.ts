import { EXIT, UserError } from "../base/user_error.ts";

/** Far above any query written by hand or by a program, far below what would take the memory. */
const LONGEST = 16 * 1024 * 1024;

/**
 * The query to run: the argument, the file of `--file`, or what is piped in; null when there is none and a person sits at
 * the terminal.
 *
 * @param standardInput What is piped in; null when standard input is a terminal
 * @throws {UserError} 2 when there are two queries or none, or a file cannot be read as text
 *
 * @example
 * ```ts
 * import { readQuery } from "./read_query.ts";
 * import { rejects, strictEqual } from "node:assert/strict";
 * strictEqual(await readQuery({ query: "select 1" }, null), "select 1");
 * strictEqual(await readQuery({}, null), null);
 * await rejects(() => readQuery({ query: "select 1", file: "a.sql" }, null), { exitCode: 2 });
 * ```
 */
export async function readQuery(
  given: { readonly query?: string | undefined; readonly file?: string | undefined },
  standardInput: ReadableStream<Uint8Array> | null,
): Promise<string | null> {
  if (given.query !== undefined && given.file !== undefined) {
    throw new UserError(EXIT.wrongUsage, `Cannot run both a QUERY and --file "${given.file}": give one of them`);
  }
  if (given.query !== undefined) return given.query;
  if (given.file !== undefined) return decode(await readFile(given.file), given.file);
  if (standardInput === null) return null;
  const text = decode(await readAll(standardInput), "standard input");
  if (text.trim() === "") {
    throw new UserError(EXIT.wrongUsage, "Cannot run sql without a query: give QUERY, --file FILE, or pipe one in");
  }
  return text;
}

async function readFile(path: string): Promise<Uint8Array> {
  try {
    if ((await Deno.stat(path)).size > LONGEST) throw tooLong(path);
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Deno.errors.NotFound ? "there is no such file" : (error as Error).message;
    throw new UserError(EXIT.wrongUsage, `Cannot read the query from "${path}": ${reason}`);
  }
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    length += piece.length;
    if (length > LONGEST) throw tooLong("standard input");
    pieces.push(piece);
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all;
}

function decode(bytes: Uint8Array, place: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(EXIT.wrongUsage, `Cannot read the query from "${place}": it is not text in UTF-8`);
  }
}

function tooLong(place: string): UserError {
  return new UserError(EXIT.wrongUsage, `Cannot read the query from "${place}": it is longer than 16 MB`);
}
