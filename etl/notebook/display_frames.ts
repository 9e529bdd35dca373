import type { DataFrame } from "danfojs";
import type { MimeBundle } from "./notebook_file.ts";
import { tableBundle } from "./table_bundle.ts";

/** What Jupyter's Deno kernel calls on a value to display it. */
const DISPLAY = Symbol.for("Jupyter.display");

/**
 * Makes DataFrames show as tables in notebooks, which danfojs 1.1 does not by itself. The only place that changes
 * anything of danfojs.
 *
 * @param frames The class
 *
 * @example
 * ```ts ignore
 * displayFrames((await import("danfojs")).DataFrame);
 * ```
 */
export function displayFrames(frames: typeof DataFrame): void {
  Object.defineProperty(frames.prototype, DISPLAY, {
    configurable: true,
    value(this: DataFrame): MimeBundle {
      // Row numbers say nothing; labels that somebody set do.
      const isLabelled = this.index.some((label) => typeof label === "string");
      const cells = this.values as unknown[][];
      return tableBundle({
        headings: isLabelled ? ["", ...this.columns] : this.columns,
        rows: isLabelled ? cells.map((row, index) => [this.index[index], ...row]) : cells,
      });
    },
  });
}
