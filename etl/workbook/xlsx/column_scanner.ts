import { readDecimal } from "../read_decimal.ts";
import type { ColumnRange } from "../workbook.ts";
import { XmlScanner } from "../xml/xml_scanner.ts";

const MAX_COLUMN = 16_384;

/** Finds the hidden columns of a worksheet. It reads the XML up to the first row. */
export class ColumnScanner extends XmlScanner {
  readonly hidden: ColumnRange[] = [];
  /** Whether the rows have begun. Columns are only described before them. */
  isDone = false;

  protected override opened(nameStart: number, nameEnd: number, end: number, depth: number): boolean {
    const is = (name: string) => this.spells(name, nameStart, nameEnd);
    if (depth === 1) return true;
    if (depth === 2) {
      if (is("sheetData")) this.isDone = true;
      return is("cols");
    }
    if (depth === 3 && is("col")) this.#addColumn(nameEnd, end);
    return false;
  }

  protected override closed(): void {}

  #addColumn(at: number, end: number): void {
    let first = NaN;
    let last = NaN;
    let isHidden = false;
    while ((at = this.nextAttribute(at, end)) > 0) {
      const is = (name: string) => this.spells(name, this.nameStart, this.nameEnd);
      if (is("min")) first = readDecimal(this.buffer, this.valueStart, this.valueEnd) - 1;
      else if (is("max")) last = readDecimal(this.buffer, this.valueStart, this.valueEnd) - 1;
      else if (is("hidden")) isHidden = /^(1|true|on)$/.test(this.attributeValue());
    }
    if (isHidden && first >= 0 && last >= first) {
      this.hidden.push({ first, last: Math.min(last, MAX_COLUMN - 1) });
    }
  }
}
