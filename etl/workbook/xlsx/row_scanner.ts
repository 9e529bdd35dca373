import { Buffer } from "node:buffer";
import { TENS } from "../read_decimal.ts";

// The layout of the memory, which wasm/scan_rows.as has too.
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

/** What a cell of a scanned row holds: the low byte of its meta. 0 is a blank cell; its style stands above. */
export const SCANNED = {
  /** A number that is a double. */
  number: 1,
  /** The index of a shared string. */
  shared: 2,
  /** Where in the input its ASCII bytes begin and end; nothing in them has to be decoded. */
  text: 3,
  /** The same, and the text is its own value wherever a text is: see {@link StringTable.isCode}. */
  code: 4,
  /** 0 or 1. */
  boolean: 5,
} as const;

/** Where a scan stopped: before what is not plain, before a row that is not all here, or for want of room. */
export const STOPPED = { odd: 0, cut: 1, full: 2 } as const;

/** What wasm/scan_rows.as exports. */
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
 * Reads whole rows of a worksheet's XML into columns, in WebAssembly: rows as nearly every program spells them. It stops
 * before any other and says so; nothing of such a row is read.
 *
 * A cell has two places: a meta (kind and style) and eight bytes of value, each at `column * stride + row`.
 */
export class RowScanner {
  /** How many rows lie between two columns. */
  static readonly stride = ROWS;
  readonly #exports: Exports;
  /** The XML to read goes here. */
  readonly input: Buffer;
  /** Of each row, the sheet's own number. */
  readonly numbers: Int32Array;
  /** Of each row, whether it is hidden. */
  readonly hidden: Uint8Array;
  readonly metas: Uint32Array;
  /** The values as doubles. */
  readonly doubles: Float64Array;
  /** The same as two whole numbers each. */
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

  /** One that nobody uses, as each takes megabytes of memory; to be given back with {@link release}. */
  static take(): RowScanner {
    return idle.pop() ?? new RowScanner();
  }

  release(): void {
    idle.push(this);
  }

  /** Begins a sheet that may refer to so many styles and shared strings. */
  begin(styles: number, strings: number): void {
    this.#exports.begin(styles, strings);
  }

  /** Rows read since the last {@link reset}. */
  get count(): number {
    return this.#exports.count.value;
  }

  /** The number of the last row passed, also of one without cells. */
  get last(): number {
    return this.#exports.last.value;
  }

  /** One past the rightmost cell of all rows. */
  get width(): number {
    return this.#exports.width.value;
  }

  /** Why the last {@link scan} stopped: one of {@link STOPPED}. */
  get status(): number {
    return this.#exports.status.value;
  }

  /** Forgets the rows read. */
  reset(): void {
    this.#exports.reset();
  }

  /**
   * Reads rows of the input from `at`, where one may begin.
   *
   * @param number The last row's
   * @returns Where it stopped; a row may begin there
   */
  scan(at: number, end: number, number: number): number {
    const next = this.#exports.scan(at, end, number);
    for (let place = 0; place < this.#exports.deferred.value; place++) {
      // What has too many digits, or an exponent, is read as any JavaScript program reads it.
      const cell = this.#deferred[place]!;
      const text = this.input.toString("latin1", this.words[cell * 2]!, this.words[cell * 2 + 1]!);
      this.doubles[cell] = Number(text);
    }
    this.#exports.deferred.value = 0;
    return next;
  }
}
