import type { Extract } from "../contract/extract.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { queryHeader } from "./query_header.ts";
import { quoteIdentifier, quoteLiteral } from "../db/quote.ts";

/** The check that is written from the contracts: its file holds only the header. */
export const KEYS_CHECK = "check_keys_unique";

/** The staging view of an extract: the rows of it that count. */
export function stagingName(extract: Pick<Extract, "name">): string {
  return `stg_${extract.name}`;
}

/** The columns that can hold the period of a staging view's row. The first one that the view has counts. */
const PERIODS = ["reporting_month", "reporting_quarter", "period"];

/** A contract and the staging view of its extract. */
export interface Staged {
  readonly extract: Extract;
  /** The staging query's file, for messages. */
  readonly place: string;
  /** The staging query with its header. */
  readonly sql: string;
  /** The columns of the staging view. */
  readonly columns: readonly string[];
}

/**
 * The text of the check that a key stands once: a branch for each extract, on the rows that count. The key is the
 * contract's with the row's period, or the one the staging query's header states when staging renames a column of it.
 *
 * @param file The check's file. Its comment on top stays
 * @param staged The extracts that have a staging view
 * @throws {UserError} exit 1, naming the staging query: neither the contract nor the header names a key of its columns
 *
 * @example
 * ```ts
 * import { keysCheck } from "./keys_check.ts";
 * import csr from "../extracts/csr_variance.ts";
 * import { match } from "node:assert/strict";
 * const columns = ["load_id", "source_row", "reporting_month", "user_id"];
 * match(
 *   keysCheck("-- A key stands once.\nselect 1", [{ extract: csr, place: "stg_csr_variance.sql", sql: "", columns }]),
 *   /^-- A key stands once\.\nwith .*partition by staged\."reporting_month", staged\."user_id"/s,
 * );
 * ```
 */
export function keysCheck(file: string, staged: readonly Staged[]): string {
  const lines = file.split("\n");
  const header = lines.slice(0, lines.findIndex((line) => !line.startsWith("--")));
  const ctes = staged.flatMap((one) => branch(one));
  const union = staged.map(({ extract }) => `    select * from ${quoteIdentifier(`repeated_${extract.name}`)}`).join(
    "\n    union all\n",
  );
  return [
    ...header,
    `with ${ctes.join(",\n\n")},`,
    "",
    `final as (\n${union}\n)`,
    "",
    "select * from final",
    "",
  ].join("\n");
}

/**
 * The rows of an extract that share their key. Devices are too many to be sorted, so the hashes of the keys are counted
 * first: rows with one key have one hash. The keys are compared only where two rows have one hash.
 */
function branch({ extract, place, sql, columns }: Staged): string[] {
  // A list without periods has no period in any row.
  const period = extract.period === null ? undefined : PERIODS.find((name) => columns.includes(name));
  const stated = [extract.key, queryHeader(sql).key].find((key) =>
    key.length > 0 && key.every((name) => columns.includes(name))
  );
  if (stated === undefined) {
    throw new UserError(
      EXIT.failed,
      `Cannot check the keys of ${extract.name} because ${place} has not all columns of the contract's key ` +
        `(${extract.key.join(", ")}): add them, or a line "-- key:" with columns that it has`,
    );
  }
  const key = [...new Set([...period === undefined ? [] : [period], ...stated])].map(quoteIdentifier).join(", ");
  const month = period === undefined ? "null::date" : quoteIdentifier(period);
  const hashed = quoteIdentifier(`hashes_of_${extract.name}`);
  const view = quoteIdentifier(stagingName(extract));
  const group = period === undefined ? "key_hash" : "reporting_month, key_hash";
  const joined = period === undefined ? "" : `hashes.reporting_month = staged.${month}\n        and `;
  return [
    `${hashed} as (
    select
        ${month} as reporting_month,
        hash(${key}) as key_hash
    from ${view}
    group by ${group}
    having count(*) > 1
)`,
    `${quoteIdentifier(`repeated_${extract.name}`)} as (
    select
        ${quoteLiteral(extract.name)} as extract,
        ${period === undefined ? month : `staged.${month}`} as reporting_month,
        staged.load_id,
        staged.source_row
    from ${view} as staged
    inner join ${hashed} as hashes
        on ${joined}hashes.key_hash = hash(${key.replaceAll(/"[^"]+"/g, "staged.$&")})
    qualify count(*) over (partition by ${key.replaceAll(/"[^"]+"/g, "staged.$&")}) > 1
)`,
  ];
}
