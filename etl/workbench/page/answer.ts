/** A value as the page shows, sorts and downloads it: days and times as ISO text. */
export type AnswerValue = string | number | boolean | null;

/** A column of an answer. */
export interface AnswerColumn {
  readonly name: string;
  readonly kind: "number" | "date" | "time" | "boolean" | "text";
}

/** What this file needs of Arrow's batches: duckdb-wasm hands over Arrow. */
interface Batch {
  readonly numRows: number;
  getChildAt(index: number): { get(row: number): unknown } | null;
}

/** What this file needs of Arrow's fields. */
interface Field {
  readonly name: string;
  readonly type: { readonly typeId: number };
}

/** Arrow's numbers of its types. */
const KINDS: Readonly<Record<number, AnswerColumn["kind"]>> = {
  2: "number",
  3: "number",
  6: "boolean",
  7: "number",
  8: "date",
  10: "time",
};

/** An answer, kept as the engine sent it: a row is turned into values when it is asked for. */
export class Answer {
  readonly columns: readonly AnswerColumn[];
  readonly rowCount: number;
  readonly #batches: readonly Batch[];
  readonly #starts: readonly number[];

  constructor(fields: readonly Field[], batches: readonly Batch[]) {
    this.columns = fields.map(({ name, type }) => ({ name, kind: KINDS[type.typeId] ?? "text" }));
    this.#batches = batches.filter((batch) => batch.numRows > 0);
    const starts: number[] = [];
    let count = 0;
    for (const batch of this.#batches) {
      starts.push(count);
      count += batch.numRows;
    }
    this.#starts = starts;
    this.rowCount = count;
  }

  /** Some rows in order; fewer where the answer ends. */
  *rows(first = 0, count = this.rowCount): Generator<AnswerValue[]> {
    const end = Math.min(first + count, this.rowCount);
    let at = this.#starts.findLastIndex((start) => start <= first);
    for (let row = first; row < end; row++) {
      while (row >= this.#starts[at]! + this.#batches[at]!.numRows) at++;
      const batch = this.#batches[at]!;
      yield this.columns.map(({ kind }, index) => plain(batch.getChildAt(index)?.get(row - this.#starts[at]!), kind));
    }
  }

  /** Rows as objects by column name. */
  records(): Record<string, AnswerValue>[] {
    return [...this.rows()].map((row) =>
      Object.fromEntries(row.map((value, index) => [this.columns[index]!.name, value]))
    );
  }
}

/** As `plainValue` has it on the command line. */
function plain(value: unknown, kind: AnswerColumn["kind"]): AnswerValue {
  if (value === null || value === undefined) return null;
  if (kind === "date") return iso(value).slice(0, 10);
  if (kind === "time") return iso(value).replace(/\.?0*Z$/, "");
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return String(value);
}

function iso(value: unknown): string {
  return new Date(value instanceof Date ? value.getTime() : Number(value)).toISOString();
}
