import type { BareNumber } from "./typed_numbers.ts";

const ONES = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];
const TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS = [
  "zeroth",
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
];
const MORE_ORDINALS = ["eleventh", "twelfth", ...TEENS.map((teen) => `${teen}th`)];

const CARDINALS: ReadonlyMap<string, number> = new Map([
  ...[...ONES, ...TEENS].map((word, value) => [word, value] as const),
  ...TENS.map((word, at) => [word, 20 + 10 * at] as const),
]);
const SCALES: ReadonlyMap<string, number> = new Map([
  ["dozen", 12],
  ["hundred", 100],
  ["thousand", 1e3],
  ["million", 1e6],
]);
const ORDINAL_VALUES: ReadonlyMap<string, number> = new Map([
  ...[...ORDINALS, ...MORE_ORDINALS].map((word, value) => [word, value] as const),
  ...TENS.map((word, at) => [`${word.slice(0, -1)}ieth`, 20 + 10 * at] as const),
]);

/** Parts of a whole in points, by what stands under the line. */
const PARTS: ReadonlyMap<string, number> = new Map(
  [["half", 2], ["halves", 2], ["third", 3], ["thirds", 3], ["quarter", 4], ["quarters", 4], ["fifth", 5], [
    "fifths",
    5,
  ], [
    "tenth",
    10,
  ], ["tenths", 10]] as const,
);

/** How many points a word says something grew by; twice as many is also 200% of it. */
const GROWTH: readonly (readonly [RegExp, readonly number[]])[] = [
  [/\b(?:doubled|doubling|double the|double that|two-?fold|twice (?:as|the))\b/gi, [100, 200]],
  [/\b(?:trebled|tripled|three-?fold|three times (?:as|the))\b/gi, [200, 300]],
  [/\b(?:quadrupled|four-?fold|four times (?:as|the))\b/gi, [300, 400]],
  [/\b(?:halved|halving)\b/gi, [-50, 50]],
];

const CARDINAL = [...CARDINALS.keys()].sort((one, other) => other.length - one.length).join("|");
const SCALE = [...SCALES.keys()].join("|");
const ORDINAL = [...ORDINAL_VALUES.keys()].join("|");
const PART = [...PARTS.keys()].join("|");
const SPELLED = new RegExp(
  `\\b(?:(?:an?[ -](?:${SCALE})|${CARDINAL})(?:(?:[ -]|,? and )(?:${CARDINAL}|${SCALE}))*` +
    `(?:[ -](?:${ORDINAL})\\b)?|${ORDINAL})\\b(?:\\s+per\\s?cent\\b)?`,
  "gi",
);
const FRACTION = new RegExp(`\\b(?:(an?|one|two|three|four|nine)[ -])?(${PART})\\b`, "gi");

/** Words around a number in which it is none: half-hourly, third parties, two-way, per second, the second half. */
const BEFORE_NONE = /\b(?:per|split|every|each)\s$/i;
const AFTER_NONE =
  /^(?:\s+part(?:y|ies)\b|-(?:way|factor|phase|part|stage|step|tier|off|hand)\b|\s+(?:forecasts?|tolerance|volumes?)\b)/i;
const AFTER_NO_ORDINAL = /^\s+(?:quarter|half)\b/i;
const HALF_NONE_BEFORE = /\b(?:first|second|latter|last|other|mid)\s$/i;
const HALF_NONE_AFTER = /^[- ](?:hour|hourly|year|yearly|way|term|day|month|life)\b/i;

/**
 * The numbers spelled out in a text: cardinals ("twenty-one"), ordinals ("second"), parts ("a third", "half") and growth
 * ("doubled"). "One" and "first" are none: they count nothing.
 *
 * @param text Without what has a number and is no figure
 *
 * @example
 * ```ts
 * import { spelledNumbers } from "./spelled_numbers.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const found = spelledNumbers("Third parties doubled two hundred and fourteen half-hourly reads to a third.");
 * deepStrictEqual(found.map(({ text, values }) => [text, values[0]]), [
 *   ["two hundred and fourteen", 214], ["a third", 100 / 3], ["doubled", 100],
 * ]);
 * ```
 */
export function spelledNumbers(text: string): BareNumber[] {
  const fractions = [...text.matchAll(FRACTION)].flatMap((match) => fraction(match, text));
  const isTaken = (start: number) => fractions.some((one) => start >= one.start && start < one.end);
  const growths = GROWTH.flatMap(([words, values]) =>
    [...text.matchAll(words)].map((match) => bareNumber(match, "growth", values))
  );
  const isGrowth = (start: number) => growths.some((one) => start >= one.start && start < one.end);
  const whole = [...text.matchAll(SPELLED)].filter(({ index }) => !isTaken(index) && !isGrowth(index))
    .flatMap((match) => spelled(match, text));
  return [...whole, ...fractions, ...growths];
}

function spelled(match: RegExpMatchArray & { index: number }, text: string): BareNumber[] {
  const [found] = match;
  const after = text.slice(match.index + found.length);
  if (BEFORE_NONE.test(text.slice(0, match.index)) || AFTER_NONE.test(after)) return [];
  const isPercent = /cent$/i.test(found);
  const words = found.toLowerCase().replace(/\s+per\s?cent$/, "").split(/[\s,-]+/).filter((word) => word !== "and");
  if (words.length === 1 && ["one", "first"].includes(words[0]!) && !isPercent) return [];
  const isOrdinal = ORDINAL_VALUES.has(words.at(-1)!);
  if (isOrdinal && AFTER_NO_ORDINAL.test(after)) return [];
  const value = valueOf(words.filter((word) => !/^an?$/.test(word)));
  return [bareNumber(match, isPercent ? "percent" : "count", [value], isOrdinal)];
}

function valueOf(words: readonly string[]): number {
  let [total, group] = [0, 0];
  for (const word of words) {
    const scale = SCALES.get(word);
    if (scale === undefined) group += CARDINALS.get(word) ?? ORDINAL_VALUES.get(word)!;
    else if (scale < 1e3) group = Math.max(1, group) * scale;
    else {
      total += Math.max(1, group) * scale;
      group = 0;
    }
  }
  return total + group;
}

/** "A third" and "two thirds" are parts; "the third" is not, and "a quarter" is one only of something. */
function fraction(match: RegExpMatchArray & { index: number }, text: string): BareNumber[] {
  const [found, count, part] = match;
  const [before, after] = [text.slice(0, match.index), text.slice(match.index + found.length)];
  const name = part!.toLowerCase();
  const under = PARTS.get(name)!;
  if (name.startsWith("hal")) {
    if (HALF_NONE_BEFORE.test(before) || HALF_NONE_AFTER.test(after)) return [];
  } else if (count === undefined || AFTER_NONE.test(after) || (!name.endsWith("s") && !/^\s+of\b/i.test(after))) {
    if (count === undefined || name !== "third" || AFTER_NONE.test(after)) return [];
  } else if (name === "quarters" && !/^\s+of\b/i.test(after)) return [];
  const over = count === undefined ? 1 : CARDINALS.get(count.toLowerCase()) ?? 1;
  return [bareNumber(match, "percent", [100 * over / under])];
}

function bareNumber(
  match: RegExpMatchArray & { index: number },
  kind: BareNumber["kind"],
  values: readonly number[],
  isOrdinal = false,
): BareNumber {
  const [text] = match;
  return { text, start: match.index, end: match.index + text.length, kind, values, decimals: 0, scale: 1, isOrdinal };
}
