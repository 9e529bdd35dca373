import { type DuckDBConnection, DuckDBTableFunction, LIST } from "@duckdb/node-api";
import { type ColumnVector, NumberVector, TextVector } from "../contract/column_vector.ts";
import type { Extract } from "../contract/extract.ts";
import type { RecognisedSheet, SheetBatch } from "../contract/reading.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { CHUNK_TYPES, ChunkColumn } from "./chunk_column.ts";

/** The rows of one sheet and period: what the ledger calls a load. */
export interface Load {
  readonly loadId: number;
  readonly sheet: RecognisedSheet;
  /** In days since 1970-01-01; null where the extract has no periods. */
  readonly period: number | null;
  rowCount: number;
}

/** So many batches are worth a statement: 20,480 rows. */
const WORTH = 10;

/** So many batches wait at most: while DuckDB compresses a row group, 0.1 s, as many rows as it holds, 122,880, are read. */
const WAITING = 60;

/** So many bytes of text wait at most, where texts are long. */
const WAITING_BYTES = 16_000_000;

/** A connection keeps the first function of a name for good, so that each has a name of its own. */
let functions = 0;

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
 * import { openPrivate } from "../db/open_warehouse.ts";
 * import { rows } from "../db/rows.ts";
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
 * await writer.close();
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
  /** By the extract's name. */
  readonly #statements = new Map<string, string>();
  readonly #loads = new Map<RecognisedSheet, Map<number | null, Load>>();
  #loadCount = 0;
  /** Batches not yet written, all of one extract. */
  #staged: (readonly ColumnVector[])[] = [];
  #stagedBytes = 0;
  #statement = "";
  /** The batches that DuckDB is about to ask for. */
  #given: readonly (readonly ColumnVector[])[] = [];
  #writing: Promise<unknown> = Promise.resolve();
  #isWriting = false;

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

  /**
   * Takes the good rows of a batch, at most 2,048. DuckDB writes them in a thread of its own while the next are read; what
   * it cannot write, a later call or {@linkcode close} throws.
   */
  async add(batch: SheetBatch): Promise<void> {
    if (batch.rowCount === 0) return;
    const { extract } = batch.sheet;
    let statement = this.#statements.get(extract.name);
    if (statement === undefined) this.#statements.set(extract.name, statement = this.#prepare(extract));
    if (this.#statement !== statement) await this.#write();
    this.#statement = statement;
    const { sourceRow, period, values } = batch.vectors;
    this.#staged.push([this.#loadIds(batch), sourceRow, period, ...values]);
    for (const vector of values) if (vector instanceof TextVector) this.#stagedBytes += vector.start(vector.length);
    const isDue = this.#staged.length >= (this.#isWriting ? WAITING : WORTH) || this.#stagedBytes >= WAITING_BYTES;
    if (isDue) await this.#write();
  }

  /** Writes what is left. Nothing can be added afterwards. */
  async close(): Promise<void> {
    await this.#write();
    await this.#writing;
  }

  /** Begins to write what is staged, once what was staged before is written. */
  async #write(): Promise<void> {
    await this.#writing;
    if (this.#staged.length === 0) return;
    this.#given = this.#staged;
    this.#staged = [];
    this.#stagedBytes = 0;
    this.#isWriting = true;
    this.#writing = this.#connection.run(this.#statement).finally(() => this.#isWriting = false);
    this.#writing.catch(() => {}); // Whoever awaits it next is told.
  }

  /**
   * The statement that writes what is given into an extract's table. It asks for all of it at once, as lists: each call
   * waits for its turn in this thread, which is busy reading.
   */
  #prepare(extract: Extract): string {
    const names = ["load_id", "source_row", "period", ...Object.keys(extract.columns)];
    const kinds = ["id", "id", "date", ...Object.values(extract.columns).map((column) => column.kind)] as const;
    const order = (this.#tableColumns.get(extract.name) ?? names).map((name) => names.indexOf(name));
    const columns = order.map((place, index) => new ChunkColumn(index, kinds[place]!));
    const name = `staged_rows_${++functions}`;
    this.#connection.registerTableFunction(DuckDBTableFunction.create({
      name,
      bindFunction: (info) => {
        for (const place of order) info.addResultColumn(names[place]!, LIST(CHUNK_TYPES[kinds[place]!]));
      },
      initFunction: () => {},
      mainFunction: (_info, chunk) => {
        const batches = this.#given;
        this.#given = [];
        chunk.rowCount = batches.length; // None: that was all.
        if (batches.length === 0) return;
        for (const [index, column] of columns.entries()) {
          column.write(chunk, batches.map((vectors) => vectors[order[index]!]!));
        }
      },
    }));
    const lists = order.map((place) => `unnest(${quoteIdentifier(names[place]!)})`).join(", ");
    return `insert into extracts.${quoteIdentifier(extract.name)} select ${lists} from ${name}()`;
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
