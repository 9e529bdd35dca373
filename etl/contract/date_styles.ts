import type { Cell } from "../workbook/cell.ts";
import { cleanText } from "../text/clean_text.ts";

/**
 * Detects whether a program with US settings has changed one column's dates. Such a program reads `08/09/2019` as 9
 * August and makes a date cell of it. It leaves `19/08/2019` as text, because there is no month 19.
 *
 * @example
 * ```ts
 * import { DateStyles } from "./date_styles.ts";
 * import { strictEqual } from "node:assert/strict";
 * const styles = new DateStyles();
 * styles.add({ kind: "date", iso: "2019-09-08" });
 * styles.add({ kind: "date", iso: "2019-12-07" });
 * strictEqual(styles.areSwapped, false);
 * styles.add({ kind: "text", text: "19/08/2019" });
 * strictEqual(styles.areSwapped, true);
 * ```
 */
export class DateStyles {
  #earlyCells = 0;
  #lateCells = 0;
  #earlyTexts = 0;
  #lateTexts = 0;

  /** @param cell A cell that holds a date */
  add(cell: Cell): void {
    if (cell.kind === "date") {
      if (Number(cell.iso.slice(8, 10)) > 12) this.#lateCells++;
      else this.#earlyCells++;
    } else if (cell.kind === "text") {
      const day = /^(\d{1,2})[-/.]\d{1,2}[-/.]\d{4}/.exec(cleanText(cell.text))?.[1];
      if (day === undefined) return;
      if (Number(day) > 12) this.#lateTexts++;
      else this.#earlyTexts++;
    }
  }

  /** Whether every date cell has a day up to 12, and every text a later day. With two dates that could be chance. */
  get areSwapped(): boolean {
    return this.#lateCells === 0 && this.#earlyTexts === 0 && this.#earlyCells > 0 && this.#lateTexts > 0 &&
      this.#earlyCells + this.#lateTexts > 2;
  }
}
