import { SUPPRESSED } from "../tables/format_value.ts";
import type { Value } from "../db/value.ts";
import { type Classification, highest, mayShow } from "../base/classification.ts";
import { isLengthShown } from "./is_length_shown.ts";
import type { Trace } from "./trace.ts";

/** What of a figure an audience may see. */
export interface ShownFigure {
  /** The class of what is shown. */
  readonly classification: Classification;
  /** By column, its class where its values are withheld, and null where they are shown. */
  readonly withheld: readonly (Classification | null)[];
  /** With null in the place of every value withheld, and `[c]` in that of one suppressed. */
  readonly rows: readonly (readonly Value[])[];
  /** The condition; null when there is none, or the audience may not see it. */
  readonly where: string | null;
  /** The class of a condition the audience may not see, as it can name a User; else null. */
  readonly whereWithheld: Classification | null;
}

/**
 * A traced figure as an audience may see it: without values above it, and a condition that can name a User. Names and
 * hashes of files are White, and so are addresses, but those that tell how long a Red list is.
 *
 * @example
 * ```ts
 * import { withhold } from "./withhold.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const columns = [
 *   { name: "reporting_month", type: "DATE", classification: "white" },
 *   { name: "user_id", type: "VARCHAR", classification: "amber" },
 * ] as const;
 * const rows = [["2019-07-01", "90-B3-D5-1F-30-01-00-00"]];
 * const shown = withhold({ columns, rows, loads: [], where: null, suppressed: [[]] }, "white");
 * deepStrictEqual(shown.rows, [["2019-07-01", null]]);
 * deepStrictEqual(shown.withheld, [null, "amber"]);
 * ```
 */
export function withhold(
  { columns, loads, rows, where, suppressed }: Pick<Trace, "columns" | "loads" | "rows" | "where" | "suppressed">,
  audience: Classification,
): ShownFigure {
  const withheld = columns.map(({ classification }) => mayShow(classification, audience) ? null : classification);
  const isWhereShown = where !== null && mayShow(where.classification, audience);
  return {
    classification: highest([
      ...columns.map(({ classification }) => classification).filter((one) => mayShow(one, audience)),
      ...(isWhereShown ? [where.classification] : []),
      ...(loads.some((load) => load.classification === "red" && isLengthShown(load, audience)) ? ["red" as const] : []),
    ]),
    withheld,
    rows: rows.map((row, place) =>
      row.map((value, at) =>
        withheld[at] !== null ? null : suppressed[place]?.includes(columns[at]!.name) ? SUPPRESSED : value
      )
    ),
    where: isWhereShown ? where.sql : null,
    whereWithheld: where === null || isWhereShown ? null : where.classification,
  };
}
