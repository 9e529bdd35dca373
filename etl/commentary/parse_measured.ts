import type { Assertion, Figure, NamedClaim } from "./commentary.ts";

/** The parameterless ways a figure or claim can be written otherwise, by the macro that does it. */
export const FILTERS: Readonly<Record<string, string>> = {
  ordinal: "ordinal_text",
  ordinal_word: "ordinal_word",
  words: "number_word",
  capital: "sentence_start",
};

const NAME = "[a-z_][a-z0-9_]*";
const FIGURE = new RegExp(`^(${NAME})\\s*\\.\\s*(${NAME})$`);
const ASSERTION = new RegExp(`^"([^"]+)"\\s+if\\s+(?:(every|some|no)\\s+)?(${NAME})\\s+has\\s+(\\S.*)$`, "s");
const CLAIM = new RegExp(`^(${NAME})\\s*(?:\\(\\s*(?:(\\d+)|'((?:[^']|'')*)')\\s*\\))?$`);

/**
 * Reads what stands between the braces of a commentary: a figure or a claim.
 *
 * @param source Without the braces
 * @throws {SyntaxError} saying what was expected
 *
 * @example
 * ```ts
 * import { parseMeasured } from "./parse_measured.ts";
 * import { strictEqual, throws } from "node:assert/strict";
 * const figure = parseMeasured("breach_streaks.current_streak_months where measure_code = 'CPM1' | ordinal", 1);
 * strictEqual(figure.where, "measure_code = 'CPM1'");
 * throws(() => parseMeasured("percent", 1), /VIEW.COLUMN/);
 * ```
 */
export function parseMeasured(source: string, line: number): Figure | Assertion | NamedClaim {
  const [body = "", ...filters] = splitOutside(source, /\|(?!\|)/y, /\|\|/y).map((part) => part.trim());
  const unknown = filters.find((filter) => !Object.hasOwn(FILTERS, filter));
  if (unknown !== undefined) {
    throw new SyntaxError(`there is no filter "${unknown}": use ${Object.keys(FILTERS).join(", ")}`);
  }
  const [subject = "", ...conditions] = splitOutside(body, /\bwhere\b/iy).map((part) => part.trim());
  if (conditions.length > 1 || conditions[0] === "") {
    throw new SyntaxError("write one condition after where, and put a query inside it in brackets");
  }
  const measured = { line, source: source.trim(), where: conditions[0] ?? null, filters };
  const claimed = /^claim\s*:\s*/i.exec(subject);
  if (claimed === null) {
    const [, view, column] = FIGURE.exec(subject) ?? [];
    if (view === undefined) {
      throw new SyntaxError("a figure is VIEW.COLUMN, with where CONDITION where it has several rows");
    }
    return { kind: "figure", view, column: column!, ...measured };
  }
  const claim = subject.slice(claimed[0].length);
  const [, words, quantifier, view, holds] = ASSERTION.exec(claim) ?? [];
  if (words !== undefined) {
    const kept = (quantifier ?? "the") as Assertion["quantifier"];
    return { kind: "assertion", words, quantifier: kept, view: view!, holds: holds!, ...measured };
  }
  const [, name, count, text] = CLAIM.exec(claim) ?? [];
  if (name === undefined) {
    throw new SyntaxError('a claim is "WORDS" if VIEW has CONDITION, or the name of one such as first_time_in(6)');
  }
  return { kind: "claim", view: `claim_${name}`, expected: count ?? text?.replaceAll("''", "'") ?? null, ...measured };
}

/**
 * Where the closing braces of a measured part stand: not inside quotes.
 *
 * @param text From after its opening braces
 * @returns -1 when there are none
 *
 * @example
 * ```ts
 * import { closingBraces } from "./parse_measured.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(closingBraces("a.b where c = '}}'}} d"), 18);
 * ```
 */
export function closingBraces(text: string): number {
  const [first = ""] = splitOutside(text, /\}\}/y);
  return first.length === text.length ? -1 : first.length;
}

/** Splits where the separator matches outside quotes and brackets, and nothing to be skipped matches first. */
function splitOutside(text: string, separator: RegExp, skipped?: RegExp): string[] {
  const parts: string[] = [];
  let quote = "";
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (quote !== "") {
      if (letter === quote) quote = "";
      continue;
    }
    if (letter === "'" || letter === '"') quote = letter;
    else if (letter === "(") depth++;
    else if (letter === ")") depth--;
    if (depth > 0 || quote !== "") continue;
    const skip = matchAt(skipped, text, at);
    const found = matchAt(separator, text, at);
    if (skip > 0) at += skip - 1;
    else if (found > 0) {
      parts.push(text.slice(start, at));
      start = at + found;
      at = start - 1;
    }
  }
  return [...parts, text.slice(start)];
}

function matchAt(pattern: RegExp | undefined, text: string, at: number): number {
  if (pattern === undefined) return 0;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
