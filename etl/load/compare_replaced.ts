import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../warehouse/rows.ts";
import { describeLostRows, findLostRows } from "./find_lost_rows.ts";
import { isoDay } from "./iso_day.ts";
import type { LoadedFile } from "./record_files.ts";

/** Periods of more rows are not compared: to look for the keys of a month of Devices takes longer than to load it. */
const COMPARED_ROWS = 1_000_000;

/** What stands for an extract's period: whose rows, and which loads. */
interface Standing {
  readonly fileName: string;
  readonly isReissue: boolean;
  readonly loadIds: readonly number[];
  readonly rows: number;
}

/**
 * Compares each file with those it replaces, period by period: rows that are gone are named. What would lose something is
 * refused, unless it is a re-issue: a file of a cumulative extract that drops rows, and one that would replace a re-issue,
 * as the original does that arrives after it.
 *
 * @param files In the order in which they count, their rows in the tables, not yet in the ledger
 * @returns For each file a sentence why it is refused, or null, and its notes
 *
 * @example
 * ```ts
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../warehouse/open_warehouse.ts";
 * import { compareReplaced } from "./compare_replaced.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * deepStrictEqual(await compareReplaced(warehouse.connection, []), []);
 * ```
 */
export async function compareReplaced(
  connection: DuckDBConnection,
  files: readonly LoadedFile[],
): Promise<{ readonly refusal: string | null; readonly notes: readonly string[] }[]> {
  const standing = await readStanding(connection);
  const compared = [];
  for (const { file, result } of files) {
    const refusals: string[] = [];
    const notes: string[] = [];
    const brought = new Map(
      Map.groupBy(result.loads, ({ sheet, period }) => place(sheet.extract.name, isoDay(period))),
    );
    for (const [where, loads] of brought) {
      const { extract } = loads[0]!.sheet;
      const before = standing.get(where);
      if (before === undefined) continue;
      if (before.isReissue && !result.isReissue) {
        refusals.push(`"${before.fileName}" is a re-issue for ${where} and this file does not say that it is one`);
        continue;
      }
      if (before.rows > COMPARED_ROWS) continue;
      const lost = await findLostRows(connection, extract, before.loadIds, loads.map(({ loadId }) => loadId));
      if (lost === null) continue;
      const rows = `${describeLostRows(lost)} of "${before.fileName}" for ${where}`;
      if (extract.isCumulative && !result.isReissue) refusals.push(`it lacks ${rows}`);
      else notes.push(`${rows} ${lost.count === 1 ? "is" : "are"} not in it`);
    }
    const refusal = refusals.length === 0
      ? null
      : `Cannot load "${file.name}" as ${
        refusals.join(", and ")
      }: if it is to replace what stands, put re-issue in its ` +
        "name or give --reissue; else take it out of the inbox";
    compared.push({ refusal, notes });
    if (refusal !== null) continue;
    for (const [where, loads] of brought) {
      const rows = loads.reduce((sum, load) => sum + load.rowCount, 0);
      const loadIds = loads.map(({ loadId }) => loadId);
      standing.set(where, { fileName: file.name, isReissue: result.isReissue, loadIds, rows });
    }
  }
  return compared;
}

/** The loads of the latest file of every period, by extract and period. */
async function readStanding(connection: DuckDBConnection): Promise<Map<string, Standing>> {
  const found = await rows(
    connection,
    `with ranked as (
       select *, max(file_id) over (partition by extract, period) as latest_file_id from ledger.loads
     )
     select ranked.extract, ranked.period, any_value(files.file_name) as file_name,
       any_value(files.is_reissue) as is_reissue,
       string_agg(ranked.load_id::varchar, ' ' order by ranked.load_id) as load_ids,
       sum(ranked.row_count)::bigint as row_count
     from ranked inner join ledger.files as files on files.file_id = ranked.file_id
     where ranked.file_id = ranked.latest_file_id group by ranked.extract, ranked.period`,
  );
  return new Map(found.map(({ extract, period, file_name, is_reissue, load_ids, row_count }) => [
    place(String(extract), period as string | null),
    {
      fileName: String(file_name),
      isReissue: is_reissue === true,
      loadIds: String(load_ids).split(" ").map(Number),
      rows: Number(row_count),
    },
  ]));
}

function place(extract: string, period: string | null): string {
  return period === null ? extract : `${extract} ${period.slice(0, 7)}`;
}
