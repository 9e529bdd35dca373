import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { Value } from "./value.ts";

/**
 * Converts one DuckDB value to a plain value. All conversions happen here.
 *
 * | DuckDB | here |
 * | --- | --- |
 * | BIGINT, HUGEINT | number when it is a safe integer, else its digits as text |
 * | DECIMAL, DOUBLE | number |
 * | DATE | `yyyy-mm-dd` |
 * | TIMESTAMP | `yyyy-mm-ddThh:mm:ss`, with a fraction when there is one, without a zone |
 * | BOOLEAN, VARCHAR, NULL | boolean, string, null |
 * | anything else | DuckDB's text for it |
 *
 * @example
 * ```ts
 * import { plainValue } from "./plain_value.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(plainValue(4077703n), 4077703);
 * strictEqual(plainValue(170141183460469231731687303715884105727n), "170141183460469231731687303715884105727");
 * ```
 */
export function plainValue(value: DuckDBValue): Value {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBDateValue) return value.toString();
  if (
    value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampSecondsValue ||
    value instanceof DuckDBTimestampMillisecondsValue || value instanceof DuckDBTimestampNanosecondsValue ||
    value instanceof DuckDBTimestampTZValue
  ) {
    return value.toString().replace(" ", "T");
  }
  return value.toString();
}
