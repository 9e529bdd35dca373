import { dirname, join } from "node:path";
import { EXIT, UserError } from "../base/user_error.ts";

/** A commentary is prose: more than this is another file. */
const MOST_BYTES = 1_000_000;

/** A month's commentary file. */
export interface CommentaryFile {
  /** For messages. */
  readonly place: string;
  readonly text: string;
}

/**
 * Where a month's commentary stands unless told otherwise: in the folder `commentary` beside the warehouse.
 *
 * @param month The first of the annex month, `yyyy-mm-dd`
 *
 * @example
 * ```ts
 * import { commentaryBeside } from "./read_commentary.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(commentaryBeside("data/warehouse.duckdb", "2019-07-01"), "data/commentary/2019-07.md");
 * ```
 */
export function commentaryBeside(warehouse: string, month: string): string {
  return join(dirname(warehouse), "commentary", `${month.slice(0, 7)}.md`);
}

/**
 * Reads a month's commentary.
 *
 * @returns Null when there is none
 * @throws {UserError} exit 4, when the file is not UTF-8 text or is too large to be prose
 *
 * @example
 * ```ts
 * import { readCommentary } from "./read_commentary.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(await readCommentary("no/such/2019-07.md"), null);
 * ```
 */
export async function readCommentary(place: string): Promise<CommentaryFile | null> {
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(place);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  if (bytes.length <= MOST_BYTES) {
    try {
      return { place, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  throw new UserError(
    EXIT.inputRejected,
    `Cannot read the commentary ${place} because it must be UTF-8 text of at most ${MOST_BYTES} bytes: save it as such`,
  );
}
