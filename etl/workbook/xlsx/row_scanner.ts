import { Buffer } from "node:buffer";
import { TENS } from "../read_decimal.ts";

// The memory layout. wasm/scan_rows.as has the same one.
const INPUT = 2 ** 20;
const ROWS = 8192;
const COLUMNS = 128;
const TENS_AT = INPUT + 4096;
const NUMBERS = TENS_AT + 4096;
const HIDDEN = NUMBERS + ROWS * 4;
const METAS = HIDDEN + ROWS;
const VALUES = METAS + ROWS * COLUMNS * 4;
const DEFERRED = VALUES + ROWS * COLUMNS * 8;
const MAX_DEFERRED = 65_536;
const PAGES = Math.ceil((DEFERRED + MAX_DEFERRED * 4) / 65_536);

/** The kinds of a scanned cell, in the low byte of its meta. 0 is a blank cell. The style is in the higher bytes. */
export const SCANNED = {
  /** A double. */
  number: 1,
  /** The index of a shared string. */
  shared: 2,
  /** The bounds of its ASCII bytes in the input. They need no decoding. */
  text: 3,
  /** Like `text`, and the text never needs cleaning: see {@link StringTable.isCode}. */
  code: 4,
  /** 0 or 1. */
  boolean: 5,
} as const;

/**
 * Why a scan stopped: `odd` before an unusual spelling, `cut` before an incomplete row, `full` when no room is left.
 */
export const STOPPED = { odd: 0, cut: 1, full: 2 } as const;

/** The exports of wasm/scan_rows.as. */
interface Exports {
  readonly count: WebAssembly.Global;
  readonly last: WebAssembly.Global;
  readonly width: WebAssembly.Global;
  readonly deferred: WebAssembly.Global;
  readonly status: WebAssembly.Global;
  readonly begin: (styles: number, strings: number) => void;
  readonly reset: () => void;
  readonly scan: (at: number, end: number, number: number) => number;
}

let program: WebAssembly.Module | undefined;
const idle: RowScanner[] = [];

/**
 * Reads whole rows of a worksheet's XML into columns, in WebAssembly. It supports the spelling of nearly every program.
 * It stops before any other row, reports why, and keeps no part of that row.
 *
 * A cell has a meta (kind and style) and eight bytes of value, both at `column * stride + row`.
 */
export class RowScanner {
  /** The number of rows in each column. */
  static readonly stride = ROWS;
  readonly #exports: Exports;
  /** The buffer for the XML. */
  readonly input: Buffer;
  /** The sheet's row number of each row. */
  readonly numbers: Int32Array;
  /** For each row, whether it is hidden. */
  readonly hidden: Uint8Array;
  readonly metas: Uint32Array;
  /** The values as doubles. */
  readonly doubles: Float64Array;
  /** The same values as two integers each. */
  readonly words: Int32Array;
  readonly #deferred: Uint32Array;

  private constructor() {
    const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
    program ??= new WebAssembly.Module(Deno.readFileSync(new URL("wasm/scan_rows.wasm", import.meta.url)));
    this.#exports = new WebAssembly.Instance(program, { env: { memory } }).exports as unknown as Exports;
    const { buffer } = memory;
    this.input = Buffer.from(buffer, 0, INPUT);
    this.numbers = new Int32Array(buffer, NUMBERS, ROWS);
    this.hidden = new Uint8Array(buffer, HIDDEN, ROWS);
    this.metas = new Uint32Array(buffer, METAS, ROWS * COLUMNS);
    this.doubles = new Float64Array(buffer, VALUES, ROWS * COLUMNS);
    this.words = new Int32Array(buffer, VALUES, ROWS * COLUMNS * 2);
    this.#deferred = new Uint32Array(buffer, DEFERRED, MAX_DEFERRED);
    new Float64Array(buffer, TENS_AT, TENS.length).set(TENS);
  }

  /**
   * Takes an idle scanner or makes one. Scanners are reused because each needs megabytes of memory. Return it with
   * {@link release}.
   */
  static take(): RowScanner {
    return idle.pop() ?? new RowScanner();
  }

  release(): void {
    idle.push(this);
  }

  /** Begins a sheet. Cells may refer to these numbers of styles and shared strings. */
  begin(styles: number, strings: number): void {
    this.#exports.begin(styles, strings);
  }

  /** The number of rows read since the last {@link reset}. */
  get count(): number {
    return this.#exports.count.value;
  }

  /** The number of the last row, even if it had no cells. */
  get last(): number {
    return this.#exports.last.value;
  }

  /** One more than the index of the rightmost cell of all rows. */
  get width(): number {
    return this.#exports.width.value;
  }

  /** Why the last {@link scan} stopped: one of {@link STOPPED}. */
  get status(): number {
    return this.#exports.status.value;
  }

  /** Discards the rows. */
  reset(): void {
    this.#exports.reset();
  }

  /**
   * Reads rows of the input from `at`, a place for a row.
   *
   * @param number The number of the last row
   * @returns Where it stopped, again a place for a row
   */
  scan(at: number, end: number, number: number): number {
    const next = this.#exports.scan(at, end, number);
    for (let place = 0; place < this.#exports.deferred.value; place++) {
      // JavaScript reads the numbers with an exponent or too many digits.
      const cell = this.#deferred[place]!;
      const text = this.input.toString("latin1", this.words[cell * 2]!, this.words[cell * 2 + 1]!);
      this.doubles[cell] = Number(text);
    }
    this.#exports.deferred.value = 0;
    return next;
  }
}
