import { columnLetters } from "../address.ts";
import { dayFraction, isoDate } from "../iso_date.ts";
import { maskValue } from "../mask_value.ts";
import type { OdsStyles } from "./ods_styles.ts";
import type { ColumnRange } from "../workbook.ts";
import type { Cell, Row } from "../cell.ts";
import { XmlScanner } from "../xml/xml_scanner.ts";

const MAX_ROW = 1_048_576;
const MAX_COLUMN = 16_384;
/** The limit is necessary because a few bytes can repeat rows and cells a million times. */
const MAX_CELLS = 500_000_000;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const ERROR = /^(#(N\/A|DIV\/0!|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d+)$/;

/** A sheet of an OpenDocument file. */
export interface OdsSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly hiddenColumns: ColumnRange[];
}

/**
 * Reads the content of an OpenDocument spreadsheet from a stream: the list of its sheets, and the rows of one sheet.
 *
 * Repeated rows and cells are expanded if they have content. The cells under a merged cell are read like any cell. A
 * cell's text excludes its comments. OpenDocument describes formats in elements, not codes. So the format of a number
 * is `General`, a percentage with its places, or `[h]:mm:ss` for a time.
 */
export class OdsScanner extends XmlScanner {
  protected override readonly isMixed = true;
  readonly sheets: OdsSheet[] = [];
  readonly #wanted: number;
  readonly #styles: OdsStyles;
  #columnStyles: { readonly end: number; readonly style: string | undefined }[] = [];
  /** For each open group of rows or columns, whether it is collapsed. */
  readonly #groups: boolean[] = [];
  #rowStyle: string | undefined;
  #rows: Row[] = [];
  #total = 0;

  #number = 0;
  #repeatRow = 1;
  #isHidden = false;
  #cells: (Cell | undefined)[] = [];

  // The state of the open cell.
  #column = 0;
  #repeatCell = 1;
  #attributes: ReadonlyMap<string, string> = new Map();
  #paragraphs: string[] = [];

  /** The names of the open elements by depth. */
  readonly #open: string[] = [];

  /**
   * @param styles The styles from the file's styles part. The content adds its own
   * @param wanted The sheet whose rows to read, from 0. -1 reads only the list of sheets
   */
  constructor(styles: OdsStyles, wanted: number) {
    super();
    this.#styles = styles;
    this.#wanted = wanted;
  }

  /** The number of complete rows not taken yet. */
  get waiting(): number {
    return this.#rows.length;
  }

  /** Returns the rows completed since the last call. */
  take(): Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  protected override opened(nameStart: number, nameEnd: number, end: number, depth: number): boolean {
    const name = this.buffer.toString("latin1", nameStart, nameEnd);
    if (this.capturing) return this.#openInText(name, nameEnd, end);
    this.#open[depth] = name;
    const parent = this.#open[depth - 1];
    if (parent === "table-cell" || parent === "covered-table-cell") {
      if (name === "table") throw this.#cellError("holds a table of its own");
      return this.capturing = name === "p";
    }
    if (depth > 2 && (this.#open[2] === "automatic-styles" || this.#open[2] === "styles")) {
      this.#styles.see(name, this.#read(nameEnd, end));
      // Styles contain no cells or rows, whatever an element's name is.
      this.#open[depth] = "";
      return true;
    }
    if (parent === "table-row" && name !== "table-cell" && name !== "covered-table-cell") {
      throw new SyntaxError(
        `row ${this.#number} holds an element "${name.slice(0, 20)}", where only cells are allowed`,
      );
    }
    switch (name) {
      case "document-content":
      case "document-styles":
      case "automatic-styles":
      case "styles":
      case "body":
      case "spreadsheet":
      case "table-header-rows":
      case "table-rows":
      case "calculation-settings":
      case "table-columns":
      case "table-header-columns":
        return true;
      case "table-row-group":
      case "table-column-group":
        this.#groups.push(this.#read(nameEnd, end).get("table:display") === "false");
        return true;
      case "null-date":
        this.#styles.setNullDate(this.#read(nameEnd, end).get("table:date-value"));
        return true;
      case "table-column":
        this.#addColumns(this.#read(nameEnd, end));
        return true;
      case "table":
        return parent === "spreadsheet" && this.#openTable(this.#read(nameEnd, end));
      case "table-row":
        if (this.sheets.length === 0) throw new SyntaxError("it has a row outside of a sheet");
        if (this.#wanted === -1) return false;
        this.#openRow(this.#read(nameEnd, end));
        return true;
      case "table-cell":
      case "covered-table-cell":
        this.#attributes = this.#read(nameEnd, end);
        this.#repeatCell = this.#repeats("table:number-columns-repeated", this.#attributes);
        this.#paragraphs = [];
        return true;
      default:
        return false;
    }
  }

  protected override closed(start: number, end: number, depth: number, pending: string | null): void {
    switch (this.#open[depth]) {
      case "p":
        this.#paragraphs.push(this.text(start, end, pending));
        break;
      case "table-cell":
      case "covered-table-cell":
        this.#closeCell();
        break;
      case "table-row":
        this.#closeRow();
        break;
      case "table-row-group":
      case "table-column-group":
        this.#groups.pop();
    }
  }

  /** OpenDocument collapses white space to one space. Further spaces are elements. */
  protected override text(start: number, end: number, pending: string | null): string {
    const text = super.text(start, end, null).replace(/[ \t\n]+/g, " ");
    // Only these characters are white space. A non-breaking space is an ordinary letter.
    const isFirst = pending === null || pending.endsWith(" ");
    return (pending ?? "") + (isFirst && text.startsWith(" ") ? text.slice(1) : text);
  }

  #openInText(name: string, nameEnd: number, end: number): boolean {
    if (name === "s") this.append(" ".repeat(this.#repeats("text:c", this.#read(nameEnd, end))));
    else if (name === "tab") this.append("\t");
    else if (name === "line-break") this.append("\n");
    // Comments, footnotes and reading aids do not belong to the text.
    return name !== "annotation" && name !== "note" && name !== "ruby-text";
  }

  #openTable(attributes: ReadonlyMap<string, string>): boolean {
    const isHidden = this.#styles.isHidden(attributes.get("table:style-name"));
    this.sheets.push({ name: attributes.get("table:name") ?? "", isHidden, hiddenColumns: [] });
    this.#columnStyles = [];
    return this.#wanted === -1 || this.sheets.length - 1 === this.#wanted;
  }

  #addColumns(attributes: ReadonlyMap<string, string>): void {
    const first = this.#columnStyles.at(-1)?.end ?? 0;
    const end = first + this.#repeats("table:number-columns-repeated", attributes);
    this.#columnStyles.push({ end, style: attributes.get("table:default-cell-style-name") });
    if (first < MAX_COLUMN && this.#isHiddenItem(attributes)) {
      this.sheets.at(-1)!.hiddenColumns.push({ first, last: Math.min(end, MAX_COLUMN) - 1 });
    }
  }

  #openRow(attributes: ReadonlyMap<string, string>): void {
    this.#number += 1;
    this.#repeatRow = this.#repeats("table:number-rows-repeated", attributes);
    this.#rowStyle = attributes.get("table:default-cell-style-name");
    this.#isHidden = this.#isHiddenItem(attributes);
    this.#cells = [];
    this.#column = 0;
  }

  /** Whether a row or column is hidden, filtered out, or in a collapsed group. */
  #isHiddenItem(attributes: ReadonlyMap<string, string>): boolean {
    const visibility = attributes.get("table:visibility");
    return visibility === "collapse" || visibility === "filter" || this.#groups.includes(true);
  }

  #closeRow(): void {
    const last = this.#number + this.#repeatRow - 1;
    if (this.#cells.length > 0) {
      if (last > MAX_ROW) throw new SyntaxError(`it has a row ${last}, but a sheet has 1,048,576`);
      this.#total += this.#cells.length * this.#repeatRow;
      if (this.#total > MAX_CELLS) throw new SyntaxError("it holds more than 500 million cells");
      for (let number = this.#number; number <= last; number++) {
        this.#rows.push({ number, cells: this.#cells, hidden: this.#isHidden });
      }
    }
    this.#number = last;
  }

  #closeCell(): void {
    const cell = this.#cell();
    if (cell !== undefined) {
      if (this.#column + this.#repeatCell > MAX_COLUMN) {
        throw new SyntaxError(`row ${this.#number} has cells past column XFD`);
      }
      while (this.#cells.length < this.#column) this.#cells.push(undefined);
      for (let i = 0; i < this.#repeatCell; i++) this.#cells.push(cell);
    }
    this.#column += this.#repeatCell;
  }

  #cell(): Cell | undefined {
    const attributes = this.#attributes;
    const shown = this.#paragraphs.join("\n");
    const type = attributes.get("office:value-type");
    if (attributes.get("calcext:value-type") === "error") return { kind: "error", text: shown };
    switch (type) {
      case "float":
      case "currency":
      case "percentage": {
        // Programs without an error type save an error as the number 0, shown as the error.
        if (ERROR.test(shown)) return { kind: "error", text: shown };
        const text = attributes.get("office:value") ?? "";
        const value = NUMBER.test(text) ? Number(text) : NaN;
        if (!Number.isFinite(value)) throw this.#cellError(`is no number: it is written like "${maskValue(text)}"`);
        // LibreOffice saves a formula's true or false as 1 or 0.
        if (value === (shown === "TRUE" ? 1 : shown === "FALSE" ? 0 : NaN)) {
          return { kind: "boolean", value: value === 1 };
        }
        return this.#numberCell(value, type === "percentage");
      }
      case "date": {
        const text = attributes.get("office:date-value") ?? "";
        const iso = isoDate(text);
        if (iso === null) throw this.#cellError(`is no date: it is written like "${maskValue(text)}"`);
        return { kind: "date", iso };
      }
      case "time": {
        const text = attributes.get("office:time-value") ?? "";
        const value = dayFraction(text);
        if (value === null) throw this.#cellError(`is no time: it is written like "${maskValue(text)}"`);
        return { kind: "number", value, format: "[h]:mm:ss" };
      }
      case "boolean": {
        const text = attributes.get("office:boolean-value");
        if (text !== "true" && text !== "false") throw this.#cellError("is neither true nor false");
        return { kind: "boolean", value: text === "true" };
      }
      case "string":
        return { kind: "text", text: attributes.get("office:string-value") ?? shown };
      default: {
        const formula = attributes.get("table:formula");
        // A formula whose result is the empty text has no type, but it has an empty paragraph.
        if (formula !== undefined) {
          return this.#paragraphs.length === 0 ? { kind: "uncached", formula } : { kind: "text", text: shown };
        }
        return shown === "" ? undefined : { kind: "text", text: shown };
      }
    }
  }

  #numberCell(value: number, isPercentage: boolean): Cell {
    const style = this.#attributes.get("table:style-name") ?? this.#rowStyle ??
      this.#columnStyles.find((columns) => this.#column < columns.end)?.style;
    const format = this.#styles.format(style);
    const iso = format === "date" && !isPercentage ? this.#styles.date(value) : null;
    if (iso !== null) return { kind: "date", iso };
    const usual = isPercentage ? "0.00%" : "General";
    return { kind: "number", value, format: format === null || format === "date" ? usual : format };
  }

  #read(at: number, end: number): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    while ((at = this.nextAttribute(at, end)) > 0) {
      attributes.set(this.buffer.toString("latin1", this.nameStart, this.nameEnd), this.attributeValue());
    }
    return attributes;
  }

  #repeats(name: string, attributes: ReadonlyMap<string, string>): number {
    const text = attributes.get(name) ?? "1";
    if (!/^[1-9]\d{0,8}$/.test(text)) {
      throw new SyntaxError(`it repeats something ${JSON.stringify(text.slice(0, 20))} times`);
    }
    return Number(text);
  }

  #cellError(what: string): SyntaxError {
    return new SyntaxError(`cell ${columnLetters(this.#column)}${this.#number} ${what}`);
  }
}
