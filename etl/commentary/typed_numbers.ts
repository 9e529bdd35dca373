/** A number somebody typed, as a claim about figures: what it may mean, and how near to it a figure has to be. */
export interface TypedNumber {
  /** As typed, with its unit: "4,077,703", "96.60%", "27th". */
  readonly text: string;
  /** Where it begins and ends in the text it was found in. */
  readonly start: number;
  readonly end: number;
  readonly kind: "count" | "percent";
  /** The values it can mean, percentages in points. "2 years" is 2, or 24 months. */
  readonly values: readonly number[];
  /** Digits after the decimal point. */
  readonly decimals: number;
  /** What it was rounded to by its own words ("4.1 million"): 1 otherwise. */
  readonly scale: number;
  /** What is said of the figure: that it is this, above it, below it, or near it. */
  readonly bound: Bound;
  /** Whether it counts months, as a streak is counted. */
  readonly isMonths: boolean;
}

/** How a typed number stands to the figure it speaks of. */
export type Bound = "is" | "over" | "under" | "about";

const MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December|" +
  "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)";
const WORD = "(?:one|two|three|four|five|six|seven|eight|nine|ten)";

/** What has a number and is no figure: dates, clauses, references, names of measures and papers. */
const NO_FIGURES = [
  `\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:and\\s+\\d{1,2}\\s+)?${MONTH}\\b\\.?(?:\\s+\\d{4}\\b)?`,
  `\\b${MONTH}\\b\\.?[\\s-](?:\\d{4}|\\d{2})\\b`,
  "\\b\\d{1,2}/\\d{1,2}/\\d{4}\\b",
  "\\b(?:19|20)\\d{2}(?:-\\d{2}){1,2}\\b",
  "\\bQ[1-4]\\b(?:\\s+\\d{4}\\b)?",
  // A year alone or a financial year: the papers' span.
  "\\b(?:19|20)\\d{2}(?:[/–-](?:20)?\\d{2})?\\b(?![,.]?\\d|%)",
  "\\b\\d{1,2}:\\d{2}\\b",
  "\\b\\d{1,2}\\.\\d{2}\\s*(?:am|pm|hours)\\b",
  // The numbered things papers refer to by their number.
  "\\b(?:sections?|clauses?|paragraphs?|items?|appendix|annex|PMs?|CPMs?|categor(?:y|ies)|lots?|part|phase|stage|step|" +
  `tier|release|version|row|table|figure|note|no\\.|ISO)\\)?\\s+(?:[A-Z]{0,3}\\d[\\d.]*(?:\\s*(?:-|–|,|and|or)\\s*\\d[\\d.]*)*|${WORD})\\b`,
  "\\bAppendix\\s+[A-Z]{1,2}(?:\\s+section)?\\s+\\d[\\d.]*",
  // INC000000439813, H3.24, PM3.2, MP122, OPSG_50, SECP_72_1309_22; 4G, but not 27th or 4.1m.
  "\\b[A-Za-z_]+[-_]?\\d[\\w.-]*",
  "\\b\\d+(?!(?:st|nd|rd|th|m|bn|k)\\b)[A-Za-z_][\\w-]*",
].map((pattern) => new RegExp(pattern, "gi"));

const DIGITS =
  /(?<![\w.,])(\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+)(?:\.(\d+))?(?:(st|nd|rd|th)\b|\s*(%|per\s?cent\b)|\s*(m|bn|k|thousand|million|billion)\b)?/gi;
const POWERS: Readonly<Record<string, number>> = { k: 3, thousand: 3, m: 6, million: 6, bn: 9, billion: 9 };

const BOUNDS: readonly (readonly [Bound, RegExp])[] = [
  ["over", /(?:\bover|\babove|\bmore than|\bat least|\bexceed(?:s|ed|ing)|\bin excess of)\s+$/i],
  ["under", /(?:\bunder|\bbelow|\b(?:fewer|less) than|\bat most|\bnearly|\balmost|\bup to)\s+$/i],
  ["about", /(?:\babout|\baround|\bapprox(?:imately|\.)?|\broughly|\bsome|\bcirca)\s+$/i],
];
const AFTER_MONTHS = /^(?:[-\s]+(?:consecutive|successive|further))?[-\s]+months?\b/i;
const AFTER_ORDINAL = /^\s+(?:(?:consecutive|successive)\s+)?(?:months?|instances?|time)\b/i;
const AFTER_YEARS = /^[-\s]+years?\b/i;

/**
 * The numbers in digits that could be figures. Dates, clause numbers, references and names of measures are left out.
 *
 * @example
 * ```ts
 * import { typedNumbers } from "./typed_numbers.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const found = typedNumbers("On 2 August 2019 (H3.24) PM3.2 was at 96.60% for the 2nd month: 33% of 1,234 Alerts.");
 * deepStrictEqual(found.map(({ text }) => text), ["96.60%", "2nd", "33%", "1,234"]);
 * ```
 */
export function typedNumbers(text: string): TypedNumber[] {
  const bare = NO_FIGURES.reduce(
    (left, pattern) => left.replace(pattern, (found) => " ".repeat(found.length)),
    text,
  );
  const numbers = digitNumbers(bare).map((number) => inContext(number, bare));
  return numbers.map((number, at) => asRange(number, numbers[at + 1], bare));
}

/** A number as it stands by itself, before what is said around it. */
type BareNumber = Omit<TypedNumber, "bound" | "isMonths"> & { readonly isOrdinal: boolean };

function digitNumbers(bare: string): BareNumber[] {
  return [...bare.matchAll(DIGITS)].map((match) => {
    const [text, whole, fraction = "", ordinal, percent, scale] = match;
    const power = scale === undefined ? 0 : POWERS[scale.toLowerCase()]!;
    return {
      text,
      start: match.index,
      end: match.index + text.length,
      kind: percent === undefined ? "count" : "percent",
      values: [Number(`${whole!.replace(/\D/g, "")}.${fraction}e${power}`)],
      decimals: fraction.length,
      scale: 10 ** power,
      isOrdinal: ordinal !== undefined,
    };
  });
}

function inContext({ isOrdinal, ...number }: BareNumber, bare: string): TypedNumber {
  const [before, after] = [bare.slice(0, number.start), bare.slice(number.end)];
  const bound = BOUNDS.find(([, words]) => words.test(before))?.[0] ?? "is";
  const isYears = number.kind === "count" && AFTER_YEARS.test(after);
  const isMonths = number.kind === "count" && (AFTER_MONTHS.test(after) || (isOrdinal && AFTER_ORDINAL.test(after)));
  const values = isYears ? number.values.flatMap((value) => [value, 12 * value]) : number.values;
  return { ...number, values, bound, isMonths };
}

/** "10 to 15%", "between 10 and 15 months": what the second is, the first is as well. */
function asRange(number: TypedNumber, next: TypedNumber | undefined, bare: string): TypedNumber {
  if (next === undefined || number.kind !== "count") return number;
  const between = bare.slice(number.end, next.start);
  const isBetween = /\bbetween\s+$/i.test(bare.slice(0, number.start)) && /^\s+and\s+$/i.test(between);
  if (!isBetween && !/^\s*(?:-|–|\bto\b)\s*$/i.test(between)) return number;
  return { ...number, kind: next.kind === "percent" ? "percent" : "count", isMonths: number.isMonths || next.isMonths };
}
