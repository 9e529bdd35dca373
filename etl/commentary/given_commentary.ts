import { EXIT, UserError } from "../base/user_error.ts";
import { commentaryBeside, type CommentaryFile, readCommentary } from "./read_commentary.ts";

/**
 * The commentary a command line means: the file given, or the one beside the warehouse, where there is one.
 *
 * @param given The path of `--commentary`
 * @param month The first of the annex month, `yyyy-mm-dd`
 * @throws {UserError} exit 2, when a file is given and not there
 *
 * @example
 * ```ts
 * import { givenCommentary } from "./given_commentary.ts";
 * import { rejects, strictEqual } from "node:assert/strict";
 * strictEqual(await givenCommentary(undefined, "no/such/warehouse.duckdb", "2019-07-01"), null);
 * await rejects(() => givenCommentary("no/such.md", "data/warehouse.duckdb", "2019-07-01"), { exitCode: 2 });
 * ```
 */
export async function givenCommentary(
  given: string | undefined,
  warehouse: string,
  month: string,
): Promise<CommentaryFile | null> {
  const file = await readCommentary(given ?? commentaryBeside(warehouse, month));
  if (file === null && given !== undefined) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot read the commentary "${given}" because there is no such file: write one with \`deno task draft\``,
    );
  }
  return file;
}
