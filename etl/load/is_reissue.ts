import { plainHyphens } from "../contract/plain_hyphens.ts";

/** Words by which a file's name says that it is a re-issue. `_` and `-` stand for blanks. */
const IN_NAMES =
  /re[- ]?issue|(?<![a-z])(?:revised|corrected|correction|amended|amendment|resubmi(?:t|tted|ssion)|restated)(?![a-z])|(?<![a-z0-9])(?:v|version ?|revision ?|rev ?)(?:[2-9]|[1-9]\d+)(?!\d)|(?<![a-z])revision(?! ?[01](?!\d))(?![a-z])/i;

/** A title line that is one: the words alone, with at most a date, a number or the period beside them. */
const WORD =
  "(?:re[- ]?issued?|revised|corrected|correction|amended|resubmi(?:tted|ssion)|restated|v(?:ersion)? ?(?:[2-9]|[1-9]\\d+)(?:\\.\\d+)?)";
const WHOLE_LINE = new RegExp(
  `^${WORD}(?: (?:issue|version|file|report|extract|data|figures|copy|submission))?(?: (?:on|of|for))?[\\s\\d./,-]*` +
    `(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\\s\\d./,-]*)?$`,
  "i",
);
/** `CSR Forecast Variance (Revised)`, `CSR Forecast Variance - re-issue`. */
const AT_ITS_END = new RegExp(`(?:\\(${WORD}\\)|\\s- ${WORD})$`, "i");

/**
 * Whether a file says of itself that it is a re-issue: in its name, or in a title line above its header that is such a
 * word. Words inside a sentence do not count, because `Document revision: 1.0` and `Last revised` stand on every issue.
 *
 * @example
 * ```ts
 * import { isReissue } from "./is_reissue.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const says = (name: string, ...lines: string[]) => isReissue(name, lines);
 * deepStrictEqual([says("csr_2019-07_v2.xlsx"), says("csr.xlsx", "Re-issued 14 August 2019")], [true, true]);
 * deepStrictEqual([says("csr v1.xlsx"), says("csr.xlsx", "Document revision: 1.0")], [false, false]);
 * ```
 */
export function isReissue(fileName: string, titleLines: readonly string[]): boolean {
  const name = plainHyphens(fileName).replace(/\.[^.]*$/, "").replaceAll(/[_\s]+/g, " ");
  return IN_NAMES.test(name) || titleLines.some((line) => {
    const text = plainHyphens(line).replaceAll(/\s+/g, " ").replace(/[\s.!*]+$/, "").trimStart();
    return WHOLE_LINE.test(text.replace(/^[[(*\s]+|[\])*\s]+$/g, "")) || AT_ITS_END.test(text);
  });
}
