/** What calling a function can tell of the rows around it, beyond its arguments. */
export interface FunctionEffect {
  /** Its answer can tell how many rows there are, or in which order. */
  readonly countsRows: boolean;
  /** Its answer is over a group of rows: of which, the keys of the grouping decide. */
  readonly aggregates: "never" | "always" | "unknown";
  /** It can give several rows for one, as many as its arguments say. */
  readonly expands: boolean;
}

/** Functions of one row's values that give one value. */
const ROW_WISE = new Set(
  ("abs array_to_string ascii ceil ceiling chr coalesce concat concat_ws contains damerau_levenshtein date_add date_diff date_part date_sub " +
    "date_trunc datediff datepart datetrunc day dayofmonth dayofweek ends_with floor format getvariable greatest hash if " +
    "ifnull isodow last_day least left len length list_contains list_sort list_value log10 lower lpad ltrim make_date map_from_entries mod month " +
    "monthname nfc_normalize nullif printf quarter regexp_extract regexp_full_match regexp_matches regexp_replace repeat replace " +
    "reverse right round rpad rtrim sign split_part starts_with strftime string_split strptime struct_extract " +
    "struct_pack substr substring suffix to_days to_minutes to_months to_years translate trim trunc upper week year")
    .split(" "),
);

/** Aggregates of one argument whose answer is the same however often a value stands there. */
const COUNT_FREE = new Set(["bool_and", "bool_or", "max", "min"]);

/** Other aggregates and window functions. */
const AGGREGATES = new Set(
  ("any_value approx_count_distinct approx_quantile arbitrary arg_max arg_min array_agg avg bit_and bit_or bit_xor count count_if count_star " +
    "cume_dist dense_rank entropy first first_value group_concat histogram lag last last_value lead list listagg mad " +
    "max_by mean median min_by mode nth_value ntile percent_rank product quantile quantile_cont quantile_disc rank " +
    "row_number stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance").split(" "),
);

/**
 * What a function of DuckDB can tell of the rows it is called on. One that is not known here can tell everything.
 *
 * @param name In lower case
 * @param argumentCount `max` of two arguments gives the greatest few, each as often as it stands there
 *
 * @example
 * ```ts
 * import { functionEffect } from "./function_effect.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(functionEffect("upper", 1), { countsRows: false, aggregates: "never", expands: false });
 * deepStrictEqual(functionEffect("max", 1), { countsRows: false, aggregates: "always", expands: false });
 * deepStrictEqual(functionEffect("max", 2), { countsRows: true, aggregates: "always", expands: false });
 * deepStrictEqual(functionEffect("unheard_of", 1), { countsRows: true, aggregates: "unknown", expands: true });
 * ```
 */
export function functionEffect(name: string, argumentCount: number): FunctionEffect {
  if (ROW_WISE.has(name)) return { countsRows: false, aggregates: "never", expands: false };
  if (COUNT_FREE.has(name)) return { countsRows: argumentCount > 1, aggregates: "always", expands: false };
  if (AGGREGATES.has(name)) return { countsRows: true, aggregates: "always", expands: false };
  return { countsRows: true, aggregates: "unknown", expands: true };
}
