/// <reference lib="dom" />
import { AsyncDuckDB, type AsyncDuckDBConnection, DuckDBAccessMode, VoidLogger } from "@duckdb/duckdb-wasm";
import { Answer } from "./answer.ts";
import { dataAddress } from "./data_address.ts";

/** The file's name, in the page's folder. */
const WAREHOUSE = "warehouse.duckdb";

/** A query that was stopped because another took its place or the reader asked. */
export class CancelledError extends Error {
  override name = "CancelledError";
}

/** DuckDB in a worker of the page, over the warehouse beside it. Queries run one after the other. */
export class Engine {
  readonly #database: Promise<{ connection: AsyncDuckDBConnection }>;
  #last: Promise<unknown> = Promise.resolve();
  #cancelled = 0;

  constructor() {
    this.#database = open();
    this.#database.catch(() => {}); // Said by whoever asks first.
  }

  /** Resolves when the first query can run. */
  async ready(): Promise<void> {
    await this.#database;
  }

  /**
   * Answers a query after those asked before it.
   *
   * @throws {CancelledError} when it was stopped; {@linkcode Error} with DuckDB's message when it is wrong
   */
  ask(sql: string): Promise<Answer> {
    const turn = this.#cancelled;
    const answered = this.#last.then(() => this.#run(sql, turn));
    this.#last = answered.catch(() => {});
    return answered;
  }

  /** Stops the query that runs and those that wait. */
  async cancel(): Promise<void> {
    this.#cancelled++;
    await (await this.#database).connection.cancelSent();
  }

  async #run(sql: string, turn: number): Promise<Answer> {
    const { connection } = await this.#database;
    if (turn !== this.#cancelled) throw new CancelledError();
    try {
      const reader = await connection.send(sql);
      await reader.open();
      // Kept now: a reader forgets it at its end.
      const { fields } = reader.schema;
      const batches = [];
      for await (const batch of reader) {
        batches.push(batch);
        if (turn !== this.#cancelled) throw new CancelledError();
      }
      return new Answer(fields, batches);
    } catch (error) {
      throw turn === this.#cancelled ? error : new CancelledError();
    }
  }
}

async function open(): Promise<{ connection: AsyncDuckDBConnection }> {
  const database = new AsyncDuckDB(new VoidLogger(), new Worker(beside("duckdb-browser-eh.worker.js")));
  // The engine is compiled while it arrives, and the warehouse arrives meanwhile.
  const [bytes] = await Promise.all([
    fetchBytes(dataAddress(WAREHOUSE)),
    moduleAddress("duckdb-eh.wasm").then((address) => database.instantiate(address)),
  ]);
  await database.registerFileBuffer(WAREHOUSE, bytes);
  await database.open({
    path: WAREHOUSE,
    accessMode: DuckDBAccessMode.READ_ONLY,
    // Without it decimals come as whole numbers.
    query: { castDecimalToDouble: true },
  });
  const connection = await database.connect();
  // A name of an extension in a query would else send the engine to look for it on the network.
  await connection.query("set enable_external_access = false");
  await connection.query("set lock_configuration = true");
  return { connection };
}

async function fetchBytes(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`Cannot read ${address}: the server says ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** A plain server may not know WebAssembly's type, which a browser insists on: then it is said here. */
async function moduleAddress(name: string): Promise<string> {
  const head = await fetch(beside(name), { method: "HEAD" });
  if (head.ok && head.headers.get("content-type") === "application/wasm") return beside(name);
  const bytes = await fetchBytes(beside(name));
  return URL.createObjectURL(new Blob([bytes as BlobPart], { type: "application/wasm" }));
}

function beside(name: string): string {
  return new URL(name, document.baseURI).href;
}
