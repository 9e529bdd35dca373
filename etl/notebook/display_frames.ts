import type { NDframe } from "danfojs";
import { showSuppressed } from "../tables/show_suppressed.ts";
import type { MimeBundle } from "./notebook_file.ts";
import { tableBundle } from "./table_bundle.ts";

/** What Jupyter's Deno kernel calls on a value to display it. */
export const DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/**
 * Makes DataFrames and Series show as tables in notebooks, which danfojs 1.1 does not by itself. The only place that
 * changes anything of danfojs.
 *
 * @param frames The class that both descend from: what an operation returns is of another class than what it was made of
 *
 * @example
 * ```ts ignore
 * displayFrames((await import("danfojs")).NDframe);
 * ```
 */
export function displayFrames(frames: typeof NDframe): void {
  Object.defineProperty(frames.prototype, DISPLAY, {
    configurable: true,
    value(this: NDframe): MimeBundle {
      // Row numbers say nothing; labels that somebody set do.
      const isLabelled = this.index.some((label) => typeof label === "string");
      const rows = (this.values as unknown[]).map((row, index) => {
        const cells = Array.isArray(row) ? row : [row];
        return isLabelled ? [this.index[index], ...cells] : cells;
      });
      const shown = showSuppressed(isLabelled ? ["", ...this.columns] : this.columns, rows);
      return tableBundle({ headings: shown.names, rows: shown.rows, notes: shown.notes });
    },
  });
}
