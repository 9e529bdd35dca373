import { EXIT, UserError } from "../base/user_error.ts";

/**
 * The words of a line: what stands between quotes, single or double, is one.
 *
 * @throws {UserError} 2 when a quote has no end
 *
 * @example
 * ```ts
 * import { splitWords } from "./split_words.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(splitWords(`ch_exception_counts region="Great  North"`), ["ch_exception_counts", "region=Great  North"]);
 * ```
 */
export function splitWords(line: string): string[] {
  const words = line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+|["']/g) ?? [];
  if (words.some((word) => word === `"` || word === "'")) {
    throw new UserError(EXIT.wrongUsage, `Cannot read ${line.trim()} because a quote in it has no end: add it`);
  }
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}
