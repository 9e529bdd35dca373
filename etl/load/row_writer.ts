import { type DuckDBAppender, type DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import { NumberVector } from "../contract/column_vector.ts";
import type { Extract } from "../contract/extract.ts";
import type { RecognisedSheet, SheetBatch } from "../contract/reading.ts";
import { CHUNK_TYPES, ChunkColumn } from "./chunk_column.ts";

/** The rows of one sheet and period: what the ledger calls a load. */
export interface Load {
  readonly loadId: number;
  readonly sheet: RecognisedSheet;
  /** In days since 1970-01-01; null where the extract has no periods. */
  readonly period: number | null;
  rowCount: number;
}

/** Where the rows of one extract go. */
interface Table {
  readonly appender: DuckDBAppender;
  /** Reused: making one a batch costs more than filling it. */
  readonly chunk: DuckDBDataChunk;
  readonly columns: readonly ChunkColumn[];
  /** For each column of the table in its own order: its place among `load_id, source_row, period`, contract columns. */
  readonly order: readonly number[];
  /** Rows the appender holds in memory. */
  buffered: number;
}

/** By itself an appender would hold 204,800 rows, which takes megabytes and saves nothing. */
const BUFFERED = 20_480;

/**
 * Appends batches to the tables of their extracts, in the transaction that is running, giving each sheet and period a load
 * of its own.
 *
 * @example
 * ```ts
 * import { BatchBuilder } from "../contract/batch_builder.ts";
 * import csr from "../extracts/csr_variance.ts";
 * import { createExtractTables } from "../warehouse/extract_table.ts";
 * import { createLedger } from "../warehouse/ledger.ts";
 * import { openPrivate } from "../warehouse/open_warehouse.ts";
 * import { rows } from "../warehouse/rows.ts";
 * import { RowWriter } from "./row_writer.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * using warehouse = await openPrivate(":memory:");
 * await createLedger(warehouse.connection);
 * await createExtractTables(warehouse.connection, [csr]);
 * const sheet = { sheet: "CSR", extract: csr, headerRow: 1, columns: [], ignoredHeaders: [], titleLines: [] };
 * const writer = new RowWriter(warehouse.connection, 7);
 * const batch = new BatchBuilder(sheet);
 * batch.addRow(2, 18078, [18078, "90-B3", null, null, 12]);
 * await writer.add(batch.take());
 * writer.close();
 * deepStrictEqual(await rows(warehouse.connection, "from extracts.csr_variance"), [{
 *   load_id: 7, source_row: 2, period: "2019-07-01", reporting_month: "2019-07-01", user_id: "90-B3", user_name: null,
 *   forecast_volume: null, actual_volume: 12,
 * }]);
 * ```
 */
export class RowWriter {
  readonly #connection: DuckDBConnection;
  readonly #firstLoadId: number;
  readonly #tableColumns: ReadonlyMap<string, readonly string[]>;
  readonly #tables = new Map<string, Table>();
  readonly #loads = new Map<RecognisedSheet, Map<number | null, Load>>();
  #loadCount = 0;

  /**
   * @param firstLoadId The id of the first load; the others count on from it
   * @param tableColumns The columns of each extract's table, in the table's order; the contract's order where missing
   */
  constructor(
    connection: DuckDBConnection,
    firstLoadId: number,
    tableColumns: ReadonlyMap<string, readonly string[]> = new Map(),
  ) {
    this.#connection = connection;
    this.#firstLoadId = firstLoadId;
    this.#tableColumns = tableColumns;
  }

  /** The loads so far, in the order of their first rows, which is that of their ids. */
  get loads(): readonly Load[] {
    return [...this.#loads.values()].flatMap((periods) => [...periods.values()])
      .sort((left, right) => left.loadId - right.loadId);
  }

  /** Appends the good rows of a batch, at most 2,048. */
  async add(batch: SheetBatch): Promise<void> {
    if (batch.rowCount === 0) return;
    const { extract } = batch.sheet;
    let table = this.#tables.get(extract.name);
    if (table === undefined) this.#tables.set(extract.name, table = await this.#open(extract));
    const { sourceRow, period, values } = batch.vectors;
    const vectors = [this.#loadIds(batch), sourceRow, period, ...values];
    table.chunk.reset();
    table.chunk.rowCount = batch.rowCount;
    for (const [index, column] of table.columns.entries()) column.write(table.chunk, vectors[table.order[index]!]!);
    table.appender.appendDataChunk(table.chunk);
    table.buffered += batch.rowCount;
    if (table.buffered < BUFFERED) return;
    table.appender.flushSync();
    table.buffered = 0;
  }

  /** Writes what is buffered. Nothing can be added afterwards. */
  close(): void {
    for (const { appender } of this.#tables.values()) appender.closeSync();
    this.#tables.clear();
  }

  async #open(extract: Extract): Promise<Table> {
    const names = ["load_id", "source_row", "period", ...Object.keys(extract.columns)];
    const kinds = ["id", "id", "date", ...Object.values(extract.columns).map((column) => column.kind)] as const;
    const order = (this.#tableColumns.get(extract.name) ?? names).map((name) => names.indexOf(name));
    return {
      appender: await this.#connection.createAppender(extract.name, "extracts"),
      chunk: DuckDBDataChunk.create(order.map((place) => CHUNK_TYPES[kinds[place]!])),
      columns: order.map((place, index) => new ChunkColumn(index, kinds[place]!)),
      order,
      buffered: 0,
    };
  }

  #loadIds(batch: SheetBatch): NumberVector {
    let periods = this.#loads.get(batch.sheet);
    if (periods === undefined) this.#loads.set(batch.sheet, periods = new Map());
    const ids = new NumberVector("date", batch.rowCount);
    const { period: days } = batch.vectors;
    let load: Load | undefined;
    for (let row = 0; row < batch.rowCount; row++) {
      const period = days.isNull(row) ? null : days.data[row]!;
      // Rows of one period mostly stand together.
      if (load === undefined || load.period !== period) load = periods.get(period);
      if (load === undefined) {
        load = { loadId: this.#firstLoadId + this.#loadCount++, sheet: batch.sheet, period, rowCount: 0 };
        periods.set(period, load);
      }
      load.rowCount++;
      ids.addNumber(load.loadId);
    }
    return ids;
  }
}
