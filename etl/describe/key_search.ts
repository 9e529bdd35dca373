import type { ColumnProfile } from "./column_profile.ts";
import { namesCodes } from "./infer_kind.ts";
import { SeenValues } from "./seen_values.ts";

/** The most columns tried alone, in pairs and in threes; the most sets followed after the first rows. */
const COLUMNS = 12;
const MOST_CANDIDATES = 8;
/** From this row on, only the best sets are followed, to save memory. */
const MANY_ROWS = 20_000;
const MOST_CANDIDATES_LONG = 2;
/** The number of rows that select the sets to follow. */
const SAMPLE = 200;
const LISTED = 3;

/** A row that repeats an earlier row in the expected key. */
export interface Repeat {
  readonly row: number;
  readonly earlierRow: number;
}

/** The columns that identify a table's rows. Columns are indexes into the profiles. */
export interface FoundKey {
  /** The smallest key found. Null when none of the sets tried is unique. */
  readonly key: readonly number[] | null;
  /** Whether a key was given. */
  readonly isGiven: boolean;
  /**
   * The first rows that repeat an earlier row, and their total number. The given key is compared, or else all columns.
   */
  readonly repeats: readonly Repeat[];
  readonly repeated: number;
}

type Identities = readonly (string | null)[];

/**
 * Finds the smallest set of columns that identifies every row, row by row. Sets that fail in the first rows
 * are dropped. In a long table only the best two are followed.
 *
 * @example
 * ```ts
 * import { ColumnProfile } from "./column_profile.ts";
 * import { KeySearch } from "./key_search.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const profiles = [new ColumnProfile(0, "Region"), new ColumnProfile(1, "User ID")];
 * const search = new KeySearch(profiles, null);
 * for (const [row, user] of [[2, "A"], [3, "B"]] as const) {
 *   const cells = ["North", user].map((text) => ({ kind: "text", text }) as const);
 *   search.add(profiles.map((profile, at) => profile.add(cells[at], row)?.identity ?? null), row);
 * }
 * deepStrictEqual(search.finish(), { key: [1], isGiven: false, repeats: [], repeated: 0 });
 * ```
 */
export class KeySearch {
  readonly #expected: KeyCandidate;
  #candidates: KeyCandidate[] | null = null;
  readonly #sample: {
    readonly identities: Identities;
    readonly row: number;
  }[] = [];
  #rows = 0;

  /**
   * @param profiles The table's columns
   * @param given The key that must be unique; null to compare whole rows
   */
  constructor(
    readonly profiles: readonly ColumnProfile[],
    readonly given: readonly number[] | null,
  ) {
    this.#expected = new KeyCandidate(
      given ?? profiles.map((_, at) => at),
      given === null,
    );
  }

  /** Adds a row: the identity of the value in each column, null for a blank. */
  add(identities: Identities, row: number): void {
    this.#rows++;
    this.#expected.add(identities, row);
    if (this.#candidates !== null) this.#follow(identities, row);
    else if (this.#sample.push({ identities, row }) === SAMPLE) this.#choose();
  }

  finish(): FoundKey {
    if (this.#candidates === null) this.#choose();
    const key = this.#rows < 2 ? undefined : this.#candidates![0]?.columns;
    const { repeats, repeated } = this.#expected;
    return {
      key: key ?? null,
      isGiven: this.given !== null,
      repeats,
      repeated,
    };
  }

  #choose(): void {
    this.#candidates = this.#sets().map((columns) => new KeyCandidate(columns, false));
    for (const { identities, row } of this.#sample) {
      this.#follow(identities, row);
    }
    this.#candidates.splice(MOST_CANDIDATES);
    this.#sample.length = 0;
  }

  #follow(identities: Identities, row: number): void {
    this.#candidates = this.#candidates!.filter((one) => one.add(identities, row));
    if (this.#rows >= MANY_ROWS) this.#candidates.splice(MOST_CANDIDATES_LONG);
  }

  /** Single columns, pairs, threes, then all together. The likeliest come first. */
  #sets(): number[][] {
    const usable = this.profiles.map((profile, at) => ({ profile, at }))
      .filter(({ profile, at }) =>
        profile.blank === 0 && profile.filled > 0 &&
        (at === 0 || isLikely(profile))
      )
      .sort((left, right) =>
        Number(namesCodes(right.profile)) -
        Number(namesCodes(left.profile))
      )
      .slice(0, COLUMNS).map(({ at }) => at);
    const larger = (sets: number[][]) =>
      sets.flatMap((set) => usable.slice(usable.indexOf(set.at(-1)!) + 1).map((at) => [...set, at]));
    const singles = usable.map((at) => [at]);
    const pairs = larger(singles);
    return [
      ...singles,
      ...pairs,
      ...larger(pairs),
      ...(usable.length > 3 ? [usable] : []),
    ];
  }
}

/** A set of columns and the values of its rows so far. */
class KeyCandidate {
  readonly repeats: Repeat[] = [];
  repeated = 0;
  readonly #seen = new SeenValues();

  constructor(
    readonly columns: readonly number[],
    readonly mayBeBlank: boolean,
  ) {}

  /** @returns Whether the row's value is new */
  add(identities: Identities, row: number): boolean {
    let value = "";
    for (const at of this.columns) {
      const identity = identities[at] ?? null;
      if (identity === null && !this.mayBeBlank) return false;
      value += identity === null ? "\u0000" : `${identity}\u0001`;
    }
    const earlierRow = this.#seen.add(value, row);
    if (earlierRow === null) return true;
    this.repeated++;
    if (this.repeats.length < LISTED) this.repeats.push({ row, earlierRow });
    return false;
  }
}

/** Whether a column may be part of a key. Volumes and percentages are unique only by chance. */
function isLikely(column: ColumnProfile): boolean {
  const { header, forms } = column;
  if (
    namesCodes(column) ||
    /\b(?:year|quarter|month|week|date|day)s?\b/i.test(header)
  ) return true;
  const figures = [
    "whole number",
    "decimal or negative number",
    "percentage",
    "percentage stored as text",
  ] as const;
  return !figures.some((form) => forms.has(form)) &&
    (forms.has("text") || !forms.has("number stored as text"));
}
