import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../db/rows.ts";
import { mainPeriod } from "./main_period.ts";

/** How a load counts; the ledger says what each means. */
export type CountsAs = "whole" | "added" | "repeated";

/** A load of an extract's period that the ledger has. */
export interface EarlierLoad {
  readonly loadId: number;
  readonly fileId: number;
  readonly fileName: string;
  readonly isReissue: boolean;
  readonly countsAs: CountsAs;
  readonly isWithdrawn: boolean;
  /** Whether it is of the file's main period. */
  readonly isMain: boolean;
  /** Whether this call brought it. */
  readonly isNew: boolean;
}

/**
 * The loads of every period, and which of them count. Follows the ledger while files are recorded, without asking it again.
 *
 * @example
 * ```ts
 * import { Standing } from "./standing.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const load = { fileName: "a.xlsx", isReissue: false, countsAs: "whole" as const, isWithdrawn: false, isMain: true, isNew: false };
 * const standing = new Standing(new Map());
 * standing.add("csr_variance", "2019-07-01", { ...load, loadId: 1, fileId: 1 });
 * standing.add("csr_variance", "2019-07-01", { ...load, loadId: 2, fileId: 2 });
 * deepStrictEqual(standing.of("csr_variance", "2019-07-01").map(({ loadId }) => loadId), [2]);
 * ```
 */
export class Standing {
  readonly #loads: Map<string, EarlierLoad[]>;

  constructor(loads: Map<string, EarlierLoad[]>) {
    this.#loads = loads;
  }

  /** As the ledger has it now. */
  static async read(connection: DuckDBConnection): Promise<Standing> {
    const found = await rows(
      connection,
      `select loads.load_id, loads.extract, loads.period, loads.counts_as, files.file_id, files.file_name,
         files.is_reissue, loads.row_count, coalesce(last_change.is_withdrawn, false) as is_withdrawn
       from ledger.loads as loads inner join ledger.files as files using (file_id)
       left join (
         select load_id, not arg_max(is_undone, change_id) as is_withdrawn from ledger.withdrawals group by load_id
       ) as last_change using (load_id)
       order by files.file_id, loads.load_id`,
    );
    const standing = new Standing(new Map());
    const mains = new Map(
      [...Map.groupBy(found, ({ file_id, extract }) => `${file_id} ${extract}`)].map(([place, loads]) => {
        const sizes = new Map<string | null, number>();
        for (const { period, row_count } of loads) {
          sizes.set(period as string | null, (sizes.get(period as string | null) ?? 0) + Number(row_count));
        }
        return [place, mainPeriod(String(loads[0]!.file_name), sizes)];
      }),
    );
    for (const { load_id, extract, period, counts_as, file_id, file_name, is_reissue, is_withdrawn } of found) {
      standing.add(String(extract), period as string | null, {
        loadId: load_id as number,
        fileId: file_id as number,
        fileName: String(file_name),
        isReissue: is_reissue === true,
        countsAs: counts_as as CountsAs,
        isWithdrawn: is_withdrawn === true,
        isMain: mains.get(`${file_id} ${extract}`) === period,
        isNew: false,
      });
    }
    return standing;
  }

  /** @param period Its first day, `yyyy-mm-dd`; null where a file is the whole list */
  add(extract: string, period: string | null, load: EarlierLoad): void {
    const place = `${extract} ${period}`;
    const loads = this.#loads.get(place);
    if (loads === undefined) this.#loads.set(place, [load]);
    else loads.push(load);
  }

  /** Every load of a period, in the order in which they count. */
  all(extract: string, period: string | null): readonly EarlierLoad[] {
    return this.#loads.get(`${extract} ${period}`) ?? [];
  }

  /** Those that count. */
  of(extract: string, period: string | null): readonly EarlierLoad[] {
    const loads = this.all(extract, period).filter((load) => !load.isWithdrawn && load.countsAs !== "repeated");
    const whole = loads.findLast(({ countsAs }) => countsAs === "whole")?.fileId ?? 0;
    return loads.filter(({ fileId }) => fileId >= whole);
  }
}
