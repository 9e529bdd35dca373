import { Buffer } from "node:buffer";
import { columnLetters } from "../address.ts";
import { CellBlock, placeCell } from "./cell_block.ts";
import { CELL_TYPES, CellValues, type SheetContext } from "./cell_values.ts";
import type { NumberFormat } from "../number_formats.ts";
import { readDecimal } from "../read_decimal.ts";
import { type RowScanner, STOPPED } from "./row_scanner.ts";
import { startsWith } from "../starts_with.ts";
import { TextCells } from "./text_cells.ts";
import type { Cell, Row } from "../cell.ts";
import { XmlScanner } from "../xml/xml_scanner.ts";
import { decodeEscapes } from "../xml/xml_text.ts";

const MAX_ROW = 1_048_576;
const MAX_COLUMN = 16_384;
/** In bytes. A longer incomplete row is read as it arrives. */
const MAX_WAIT = 2 ** 18;
/** In bytes. The opening tag of a row is shorter than this. */
const LOOK_AHEAD = 1024;

// The spellings of the shortcut. SHARED, STR and INLINE_STR are also the values of the attribute t.
const bytesOf = (text: string) => Buffer.from(text);
const NUMBER = bytesOf("n");
const SHARED = bytesOf("s");
const STR = bytesOf("str");
const INLINE_STR = bytesOf("inlineStr");
const F_END = bytesOf("</f>");
const V = bytesOf("<v>");
const V_C = bytesOf("</v></c>");
const IS_T = bytesOf("<is><t>");
const T_IS_C = bytesOf("</t></is></c>");

/**
 * Reads the XML of one worksheet from a stream. It stores only the rows not taken yet.
 *
 * Two readers must never disagree. So each ambiguity is an error that names the row or cell. Examples are rows out of
 * order, a duplicate cell, an invalid number, a missing string or style, and a reference outside of the sheet. Some
 * writers split a row over several elements. It is one row if its cells continue to the right.
 */
export class SheetScanner extends XmlScanner {
  readonly #values: CellValues;
  readonly #texts = new TextCells();
  /** Reads the rows with the usual spelling. Null to read every row with events. */
  readonly #plain: RowScanner | null;
  /** The pieces read and not taken yet, in order: rows, or the bounds of rows in `#plain`. */
  #pieces: (Row[] | { readonly from: number; to: number })[] = [];
  #isEnding = false;
  #isInData = false;
  #hasData = false;

  #number = 0;
  #isHidden = false;
  #cells: (Cell | undefined)[] = [];
  #cellCount = 0;
  /** The first column of the cells in this row element. Cells before it were in an earlier element. */
  #firstColumn = 0;
  #isInRow = false;
  /** Whether a row has begun but not ended. */
  #isRowOpen = false;

  // The state of the open cell.
  #column = -1;
  #type: typeof CELL_TYPES[number] = "n";
  #format: NumberFormat;
  #cell: Cell | undefined;
  #formula: string | null = null;
  #inline: string | null = null;
  #part: "value" | "formula" | "inline" = "value";

  /** @param plain Reads the rows with the usual spelling many times faster. The result is the same without it */
  constructor(context: SheetContext, plain: RowScanner | null = null) {
    super(plain?.input);
    this.#values = new CellValues(context);
    this.#format = this.#values.format(0);
    this.#plain = plain;
    plain?.begin(context.formats.length, context.strings?.count ?? 0);
  }

  override push(chunk: Uint8Array): void {
    // The texts of these rows are in the bytes that are about to move.
    this.#pieces = this.#pieces.map((piece) => Array.isArray(piece) ? piece : this.#block(piece).rows());
    this.#plain?.reset();
    super.push(chunk);
  }

  override finish(): void {
    this.#isEnding = true;
    if (this.isWaiting) this.push(new Uint8Array());
    super.finish();
    if (!this.#hasData) throw new SyntaxError("it has no place for rows");
  }

  /** Returns the rows completed since the last call. */
  take(): Row[] {
    return this.takePieces().flatMap((piece) => piece instanceof CellBlock ? piece.rows() : piece);
  }

  /** Like `take()`, in the form in which they were read. A block is valid until the next push. */
  takePieces(): (CellBlock | Row[])[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    if (this.#mayLastRowContinue()) this.#retainLastRow(pieces);
    return pieces.map((piece) => Array.isArray(piece) ? piece : this.#block(piece));
  }

  /** Whether the next element may continue the last row, judged by the bytes so far. */
  #mayLastRowContinue(): boolean {
    if (!this.#isInData || this.#isRowOpen) return false;
    let at = this.unread;
    while (at < this.bytesEnd && this.buffer[at]! <= 0x20) at++;
    const next = /^<(?:row((?:\s[^<>]*)?[\s/>])?|[^r/!?<>][^<>]*:row([^<>]*[\s/>])?|\/)/.exec(
      this.buffer.toString("latin1", at, Math.min(this.bytesEnd, at + LOOK_AHEAD)),
    );
    if (next === null) return true;
    if (next[0] === "</") return false;
    const number = /\sr=["'](\d+)["']/.exec(next[1] ?? next[2] ?? "")?.[1];
    // A row without a number is the next row.
    return number === undefined ? !next[0].endsWith(">") : Number(number) === this.#number;
  }

  /** Moves the last row back to `#pieces`. */
  #retainLastRow(pieces: (Row[] | { readonly from: number; to: number })[]): void {
    const last = pieces.pop();
    if (last === undefined) return;
    if (Array.isArray(last)) {
      this.#pieces.push([last.at(-1)!]);
      if (last.length > 1) pieces.push(last.slice(0, -1));
    } else {
      this.#pieces.push({ from: last.to - 1, to: last.to });
      if (last.to - last.from > 1) pieces.push({ from: last.from, to: last.to - 1 });
    }
  }

  /** Removes the last row and returns it if it has this number. */
  #reopenLastRow(number: number): Row | null {
    const last = this.#pieces.pop();
    if (last === undefined) return null;
    const rows = Array.isArray(last) ? last : this.#block(last).rows();
    const row = rows.at(-1)?.number === number ? rows.pop()! : null;
    if (rows.length > 0) this.#pieces.push(rows);
    return row;
  }

  #block({ from, to }: { readonly from: number; readonly to: number }): CellBlock {
    return new CellBlock(this.#plain!, from, to, this.#values, this.#texts);
  }

  protected override opened(nameStart: number, nameEnd: number, end: number, depth: number): boolean {
    const is = (name: string) => this.spells(name, nameStart, nameEnd);
    switch (depth) {
      case 1:
        if (is("worksheet")) return true;
        throw new SyntaxError("it is no worksheet");
      case 2:
        if (!is("sheetData")) return false;
        if (this.#hasData) throw new SyntaxError("it holds its rows twice");
        return this.#hasData = this.#isInData = true;
      case 3:
        if (!is("row")) return this.#skipUnknown(nameStart, nameEnd);
        this.#openRow(nameEnd, end);
        return true;
      case 4:
        if (!is("c")) return this.#skipUnknown(nameStart, nameEnd);
        this.#isInRow = false;
        this.#openCell(nameEnd, end);
        return true;
      case 5:
        if (is("v")) this.#part = "value";
        else if (is("f")) this.#part = "formula";
        else if (is("is")) this.#part = "inline";
        else return this.#skipUnknown(nameStart, nameEnd);
        if (this.#part !== "formula" && (this.#cell !== undefined || this.#inline !== null)) {
          throw this.#withCellName(new SyntaxError("holds two values"));
        }
        this.capturing = this.#part !== "inline";
        if (this.#part === "inline") this.#inline = "";
        return true;
      default:
        // In is: t, or t in a run r. Phonetic runs (rPh) and properties do not belong to the text.
        if (is("t")) return this.capturing = true;
        if (depth === 6 && is("r")) return true;
        if (is("rPh") || is("phoneticPr") || is("rPr")) return false;
        return this.#skipUnknown(nameStart, nameEnd);
    }
  }

  /** Skips an extension list. Any other element here is an error, because it could be a row or cell in disguise. */
  #skipUnknown(nameStart: number, nameEnd: number): boolean {
    if (this.spells("extLst", nameStart, nameEnd)) return false;
    const name = JSON.stringify(this.buffer.toString("latin1", nameStart, Math.min(nameEnd, nameStart + 20)));
    throw new SyntaxError(`it holds an element ${name} among its rows or cells, where none is allowed`);
  }

  protected override closed(start: number, end: number, depth: number, pending: string | null): void {
    if (depth > 5) {
      if (end > start || pending !== null) this.#inline += this.text(start, end, pending);
    } else if (depth === 5) {
      if (this.#part === "formula") this.#formula = this.text(start, end, pending);
      else if (this.#part === "value") this.#readValue(start, end, pending);
    } else if (depth === 4) {
      this.#isInRow = true;
      this.#closeCell();
    } else if (depth === 3) {
      this.#isInRow = this.#isRowOpen = false;
      if (this.#cells.length > 0) this.#add({ number: this.#number, cells: this.#cells, hidden: this.#isHidden });
    } else if (depth === 2) {
      this.#isInData = false;
    }
  }

  #add(row: Row): void {
    const last = this.#pieces.at(-1);
    if (Array.isArray(last)) last.push(row);
    else this.#pieces.push([row]);
  }

  protected override shortcut(at: number, length: number): number {
    if (this.#isInRow) return this.#readCells(at, length);
    return this.#isInData && this.#plain !== null && this.buffer === this.#plain.input
      ? this.#readRows(at, length)
      : at;
  }

  /** Reads rows with the usual spelling. It waits for the rest of an incomplete row. */
  #readRows(at: number, length: number): number {
    const plain = this.#plain!;
    const from = plain.count;
    const next = plain.scan(at, length, this.#number);
    this.#number = plain.last;
    const last = this.#pieces.at(-1);
    if (last !== undefined && !Array.isArray(last) && last.to === from) last.to = plain.count;
    else if (plain.count > from) this.#pieces.push({ from, to: plain.count });
    this.isWaiting = plain.status === STOPPED.cut && !this.#isEnding && length - next < MAX_WAIT;
    return next;
  }

  /**
   * Reads cells in the spellings of nearly every program, such as `<c r="A1" s="1" t="s"><v>2</v></c>`. It stops before
   * the first cell that has another spelling, needs decoding, or is incomplete. It may look beyond `length`, but only a
   * cell that ends before `length` counts. This is one long function because it runs for every cell, with its state in
   * local variables.
   */
  #readCells(at: number, length: number): number {
    const buffer = this.buffer;
    const values = this.#values;
    while (buffer[at] === 0x3c && buffer[at + 1] === 0x63) { // <c
      let next = at + 2;
      let column = -1;
      let style = 0;
      let type = NUMBER;
      while (buffer[next] === 0x20) {
        if (buffer[next + 2] !== 0x3d || buffer[next + 3] !== 0x22) return at;
        const name = buffer[next + 1];
        next += 4;
        let byte = buffer[next]!;
        if (name === 0x72) { // r
          column = 0;
          for (; byte >= 0x41 && byte <= 0x5a; byte = buffer[++next]!) column = column * 26 + byte - 0x40;
          if (byte === 0x30) return at;
          let row = 0;
          for (; byte >= 0x30 && byte <= 0x39; byte = buffer[++next]!) row = row * 10 + byte - 0x30;
          if (row !== this.#number) return at;
          column--;
        } else if (name === 0x73) { // s
          if (byte === 0x22) return at;
          for (; byte >= 0x30 && byte <= 0x39; byte = buffer[++next]!) style = style * 10 + byte - 0x30;
        } else if (name === 0x74) { // t
          if (byte === 0x73 && buffer[next + 1] === 0x22) type = SHARED;
          else if (startsWith(buffer, next, STR)) type = STR;
          else if (startsWith(buffer, next, INLINE_STR)) type = INLINE_STR;
          else return at;
          next += type.length;
        } else {
          return at;
        }
        if (buffer[next++] !== 0x22) return at;
      }
      if (buffer[next++] !== 0x3e || column < this.#cells.length || column >= MAX_COLUMN) return at;
      if (buffer[next] === 0x3c && buffer[next + 1] === 0x66) next = skipFormula(buffer, next, length);
      const opening = type === INLINE_STR ? IS_T : V;
      if (!startsWith(buffer, next, opening)) return at;
      const start = next + opening.length;
      let end = start;
      while (end < length && buffer[end] !== 0x3c) end++;
      const closing = type === INLINE_STR ? T_IS_C : V_C;
      if (end + closing.length > length || !startsWith(buffer, end, closing)) return at;
      let cell: Cell | null;
      this.#column = column;
      try {
        const format = values.format(style);
        if (type === STR || type === INLINE_STR) {
          cell = this.#texts.cell(buffer, start, end);
          if (cell === null) return at;
        } else {
          const value = readDecimal(buffer, start, end);
          if (value !== value) return at;
          cell = type === SHARED ? values.shared(value) : values.number(value, format);
        }
      } catch (error) {
        throw this.#withCellName(error);
      }
      this.#put(column, cell);
      at = end + closing.length;
    }
    return at;
  }

  #openRow(at: number, end: number): void {
    let number = this.#number + 1;
    this.#isHidden = false;
    while ((at = this.nextAttribute(at, end)) > 0) {
      if (this.spells("r", this.nameStart, this.nameEnd)) {
        number = readDecimal(this.buffer, this.valueStart, this.valueEnd);
      } else if (this.spells("hidden", this.nameStart, this.nameEnd)) {
        this.#isHidden = /^(1|true|on)$/.test(this.attributeValue());
      }
    }
    if (!Number.isInteger(number) || number > MAX_ROW) {
      throw new SyntaxError(`it has a row ${number}, but a sheet has 1,048,576`);
    }
    if (number < this.#number || (number === this.#number && this.#isRowOpen)) throw this.#rowOutOfOrder(number);
    const before = number === this.#number ? this.#reopenLastRow(number) : null;
    this.#number = number;
    this.#column = -1;
    this.#cellCount = 0;
    this.#cells = before === null ? [] : [...before.cells];
    this.#firstColumn = this.#cells.length;
    this.#isHidden ||= before?.hidden === true;
    this.#isInRow = this.#isRowOpen = true;
  }

  #rowOutOfOrder(number: number): SyntaxError {
    return new SyntaxError(
      `row ${number} ${number === this.#number ? "occurs twice" : `comes after row ${this.#number}`}`,
    );
  }

  #openCell(at: number, end: number): void {
    this.#column++;
    this.#type = "n";
    this.#cell = undefined;
    this.#formula = null;
    this.#inline = null;
    let style = 0;
    while ((at = this.nextAttribute(at, end)) > 0) {
      if (this.nameEnd - this.nameStart !== 1) continue;
      const name = this.buffer[this.nameStart];
      if (name === 0x72) this.#column = this.#referredColumn();
      else if (name === 0x73) style = this.#referredStyle();
      else if (name === 0x74) this.#type = this.#typeOf(this.attributeValue());
    }
    if (this.#column >= MAX_COLUMN || ++this.#cellCount > MAX_COLUMN) {
      throw new SyntaxError(`row ${this.#number} has cells past column XFD, the last of a sheet`);
    }
    try {
      this.#format = this.#values.format(style);
    } catch (error) {
      throw this.#withCellName(error);
    }
  }

  #readValue(start: number, end: number, pending: string | null): void {
    try {
      this.#cell = this.#values.fromText(this.#type, this.text(start, end, pending), this.#format);
    } catch (error) {
      throw this.#withCellName(error);
    }
  }

  #closeCell(): void {
    let cell = this.#cell;
    if (cell === undefined && this.#inline !== null) cell = { kind: "text", text: decodeEscapes(this.#inline) };
    // A formula of type str with an empty v has the empty text as its value. A formula never calculated has no v at
    // all.
    if (cell === undefined && this.#formula !== null) cell = { kind: "uncached", formula: this.#formula };
    if (cell !== undefined) this.#put(this.#column, cell);
  }

  #put(column: number, cell: Cell): void {
    const cells = this.#cells;
    if (column < this.#firstColumn) throw this.#rowOutOfOrder(this.#number);
    if (column !== cells.length) {
      if (cells[column] !== undefined) throw this.#withCellName(new SyntaxError("occurs twice"));
    }
    placeCell(cells, column, cell);
  }

  /** The column of the reference in the attribute found last. */
  #referredColumn(): number {
    const buffer = this.buffer;
    let at = this.valueStart;
    let column = 0;
    while (true) {
      const letter = buffer[at]! & ~0x20; // Some writer uses lower case.
      if (letter < 0x41 || letter > 0x5a) break;
      column = column * 26 + letter - 0x40;
      at++;
    }
    const isWhole = column > 0 && buffer[at] !== 0x30 && readDecimal(buffer, at, this.valueEnd) === this.#number;
    if (isWhole) return column - 1;
    const reference = JSON.stringify(this.attributeValue().slice(0, 20));
    throw new SyntaxError(`row ${this.#number} has a cell that says it is ${reference}`);
  }

  /** The style in the attribute found last. An empty one means style 0. */
  #referredStyle(): number {
    if (this.valueStart === this.valueEnd) return 0;
    return readDecimal(this.buffer, this.valueStart, this.valueEnd);
  }

  #typeOf(name: string): typeof CELL_TYPES[number] {
    const type = CELL_TYPES.find((one) => one === name);
    if (type === undefined) {
      throw this.#withCellName(new SyntaxError(`has an unknown type (${JSON.stringify(name.slice(0, 20))})`));
    }
    return type;
  }

  #withCellName(error: unknown): unknown {
    if (!(error instanceof SyntaxError)) return error;
    return new SyntaxError(`cell ${columnLetters(this.#column)}${this.#number} ${error.message.replace(/^it /, "")}`);
  }
}

/**
 * Returns the end of the `f` element at `at`, or `at` when it is not plain text. A formula only matters without a
 * value.
 */
function skipFormula(bytes: Uint8Array, at: number, length: number): number {
  let end = at + 2;
  if (bytes[end] !== 0x20 && bytes[end] !== 0x2f && bytes[end] !== 0x3e) return at;
  while (end < length && bytes[end] !== 0x3e) end++;
  if (bytes[end - 1] === 0x2f) return end + 1;
  while (end < length && bytes[end] !== 0x3c) end++;
  return startsWith(bytes, end, F_END) ? end + F_END.length : at;
}
