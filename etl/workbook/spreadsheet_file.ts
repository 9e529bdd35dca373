import type { UserError } from "../base/user_error.ts";
import { unreadable } from "./unreadable.ts";
import type { Workbook } from "./workbook.ts";

/** A spreadsheet file on disk. A reader opens it for each pass and never holds it open. */
export interface SpreadsheetFile {
  readonly path: string;
  /** The name without the folder, for messages. */
  readonly name: string;
  readonly format: Workbook["format"];
  /** Size and modification time when the file was opened. If a later pass finds another stamp, the file has changed. */
  readonly stamp: string;
}

/**
 * Makes the error that refuses a file. It gives the file's name and the format its ending promises.
 *
 * @example
 * ```ts
 * import { refuse } from "./spreadsheet_file.ts";
 * import { strictEqual } from "node:assert/strict";
 * const file = { path: "inbox/a.ods", name: "a.ods", format: "ods" as const, stamp: "" };
 * strictEqual(refuse(file, "it is damaged").message, 'Cannot read "a.ods" as an .ods workbook: it is damaged');
 * ```
 */
export function refuse(file: SpreadsheetFile, reason: string): UserError {
  const article = file.format === "csv" || file.format === "tsv"
    ? `a .${file.format} table`
    : `an .${file.format} workbook`;
  return unreadable(file.name, article, reason);
}

/** The reason given when a file changes while it is read. */
export const CHANGED = "it changed while it was read; wait until it is copied or saved, then read it again";

/** Makes the stamp of a file from its size in bytes and its modification time in milliseconds. */
export function fileStamp(size: number, changedAt: number): string {
  return `${size} ${changedAt}`;
}
