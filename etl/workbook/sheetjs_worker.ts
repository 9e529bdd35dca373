/** The thread of {@linkcode sheetjsWorkbook}: parses the bytes it is sent and hands over the rows in batches. */
import { parentPort } from "node:worker_threads";
import { parseWithSheetjs } from "./parse_with_sheetjs.ts";
import type { ColumnRange, Row, Sheet } from "./workbook.ts";

/** What the thread says, in this order: each sheet, then its rows; and the end, or why there is none. */
export type SheetjsMessage =
  | {
    readonly kind: "sheet";
    readonly name: string;
    readonly visibility: Sheet["visibility"];
    readonly hiddenColumns: readonly ColumnRange[];
  }
  | { readonly kind: "rows"; readonly rows: readonly Row[] }
  | { readonly kind: "end" }
  | { readonly kind: "refused"; readonly reason: string };

const say = (message: SheetjsMessage) => parentPort!.postMessage(message);

parentPort!.on("message", async (bytes: Uint8Array) => {
  try {
    for (const { name, visibility, rows, hiddenColumns } of await parseWithSheetjs(bytes)) {
      say({ kind: "sheet", name, visibility, hiddenColumns: await hiddenColumns() });
      for await (const batch of rows()) say({ kind: "rows", rows: batch });
    }
    say({ kind: "end" });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    say({ kind: "refused", reason: error.message });
  }
});
