/** Functions of one row's values. */
const ROW_WISE = new Set(
  ("abs ceil ceiling chr coalesce concat concat_ws contains date_add date_diff date_part date_sub date_trunc datediff " +
    "datepart datetrunc day dayofmonth dayofweek ends_with floor format getvariable greatest if ifnull isodow last_day " +
    "least left length list_contains list_value lower lpad ltrim make_date mod month monthname nullif printf quarter " +
    "regexp_extract regexp_full_match regexp_matches regexp_replace repeat replace reverse right round rpad rtrim sign " +
    "split_part starts_with strftime strptime struct_extract struct_pack substr substring suffix to_days to_months " +
    "to_years trim trunc upper week year").split(" "),
);

/** Aggregates whose answer is the same however often a value stands there. */
const COUNT_FREE = new Set(["any_value", "arbitrary", "bool_and", "bool_or", "max", "min"]);

/**
 * Whether a function's answer can tell how many rows there are: true for every aggregate but those that do not mind how
 * often a value stands there, and for every function not known here.
 *
 * @param name In lower case
 *
 * @example
 * ```ts
 * import { countsRows } from "./counts_rows.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(["sum", "max", "upper", "unheard_of"].map(countsRows), [true, false, false, true]);
 * ```
 */
export function countsRows(name: string): boolean {
  return !ROW_WISE.has(name) && !COUNT_FREE.has(name);
}
