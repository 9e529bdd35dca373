import { basename } from "node:path";
import { csvWorkbook } from "./csv/csv_workbook.ts";
import { describeContent } from "./describe_content.ts";
import { describePackage, packageKind } from "./package_kind.ts";
import { type Sniffed, sniffFormat } from "./sniff_format.ts";
import { fileStamp, refuse, type SpreadsheetFile } from "./spreadsheet_file.ts";
import { unreadable } from "./unreadable.ts";
import type { Workbook } from "./workbook.ts";
import { ZipError } from "./zip/zip_entry.ts";
import { ZipPackage } from "./zip/zip_package.ts";

const FORMATS = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv"] as const;

/**
 * Opens a spreadsheet file: `.xlsx .xlsm .xlsb .xls .ods .csv .tsv`.
 *
 * The file must be complete, and its bytes must match its name. A file that cannot be read exactly is refused. It is
 * never read as fewer cells than it holds. No file stays open.
 *
 * @param path A regular file
 * @param name The file's name if its path does not show it, for example a file stored under its hash. A CSV's sheet has
 * this name
 * @throws {UserError} exit 4. The message says what is wrong with the file and how to fix it
 *
 * @example
 * ```ts
 * import { openWorkbook } from "./open_workbook.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "Month,Volume\n2019-07,0012\n");
 * const { sheets: [sheet] } = await openWorkbook(path);
 * for await (const [header, july] of sheet!.rows()) {
 *   deepStrictEqual(header!.cells[1], { kind: "text", text: "Volume" });
 *   deepStrictEqual(july, {
 *     number: 2,
 *     cells: [{ kind: "text", text: "2019-07" }, { kind: "text", text: "0012" }],
 *     hidden: false,
 *     fields: 2,
 *   });
 * }
 * await Deno.remove(path);
 * ```
 */
export async function openWorkbook(path: string, name: string = basename(path)): Promise<Workbook> {
  const file = await inspectFile(path, name);
  const sniffed = sniffFormat(await readHead(path));
  if (file.format === "csv" || file.format === "tsv") {
    // The text reader refuses "binary" itself, because it can name the offending byte.
    if (sniffed !== "text" && sniffed !== "binary") throw refuse(file, await describeOther(file, sniffed));
    return await csvWorkbook(file);
  }
  if (file.format === "xls") {
    if (sniffed !== "ole" && sniffed !== "biff") throw refuse(file, await describeOther(file, sniffed));
    return await openOle(file);
  }
  if (sniffed === "ole" || sniffed === "biff") {
    const { checkOle } = await import("./binary/check_ole.ts");
    const { packageWithDefaultKey } = await import("./binary/default_key.ts");
    const bytes = await Deno.readFile(path);
    const zip = packageWithDefaultKey(bytes);
    if (zip !== null) return await openZip(file, () => ZipPackage.of(zip));
    const checked = checkOle(bytes);
    throw refuse(file, typeof checked === "string" ? checked : "it is an old .xls workbook; end its name in .xls");
  }
  if (sniffed !== "zip") throw refuse(file, describeContent(sniffed));
  return await openZip(file, () => ZipPackage.open(path));
}

/** Describes a file whose content does not match its name. It looks into the parts of a zip file. */
async function describeOther(file: SpreadsheetFile, sniffed: Sniffed): Promise<string> {
  if (sniffed !== "zip") return describeContent(sniffed);
  const { whatItIs } = await import("./what_it_is.ts");
  return await whatItIs(file.path, "") ?? describeContent(sniffed);
}

async function inspectFile(path: string, name: string): Promise<SpreadsheetFile> {
  const ending = /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const format = FORMATS.find((one) => one === ending);
  if (name.startsWith("~$")) {
    throw unreadable(
      name,
      "a workbook",
      "it is the lock file Excel keeps while a workbook is open; close Excel and load the workbook itself",
    );
  }
  let info: Deno.FileInfo;
  try {
    info = await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw unreadable(name, "a workbook", "there is no such file; check its path");
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw unreadable(name, "a workbook", "it may not be opened; give yourself the right to read it");
    }
    throw error;
  }
  if (!info.isFile) {
    throw unreadable(name, "a workbook", `it is a ${info.isDirectory ? "folder" : "device"}; give a file`);
  }
  if (format === undefined) {
    const kinds = FORMATS.map((one) => `.${one}`).join(" ");
    const { whatItIs } = await import("./what_it_is.ts");
    const known = await whatItIs(path, name);
    throw unreadable(name, "a workbook", known ?? `its name ends in none of ${kinds}; save it as one of these`);
  }
  const file = { path, name, format, stamp: fileStamp(info.size, info.mtime?.getTime() ?? 0) };
  if (info.size === 0) throw refuse(file, "it is empty (0 bytes); ask the sender for it again");
  return file;
}

async function readHead(path: string): Promise<Uint8Array> {
  using file = await Deno.open(path);
  const head = new Uint8Array(4096);
  const read = await file.read(head);
  return head.subarray(0, read ?? 0);
}

async function openOle(file: SpreadsheetFile): Promise<Workbook> {
  const { checkOle } = await import("./binary/check_ole.ts");
  const { xlsWorkbook } = await import("./binary/xls_workbook.ts");
  const bytes = await Deno.readFile(file.path);
  const checked = checkOle(bytes);
  if (typeof checked === "string") {
    const { packageWithDefaultKey } = await import("./binary/default_key.ts");
    const zip = packageWithDefaultKey(bytes);
    // This is an .xlsx workbook with another ending. openZip() reports that.
    if (zip !== null) return await openZip(file, () => ZipPackage.of(zip));
  }
  if (typeof checked === "string") throw refuse(file, checked);
  return xlsWorkbook(file, checked);
}

async function openZip(file: SpreadsheetFile, open: () => Promise<ZipPackage>): Promise<Workbook> {
  try {
    return await openParts(file, await open());
  } catch (error) {
    if (error instanceof ZipError) throw refuse(file, error.message);
    throw error;
  }
}

async function openParts(file: SpreadsheetFile, parts: ZipPackage): Promise<Workbook> {
  const kind = await packageKind(parts);
  const expected = file.format === "xlsm" ? "xlsx" : file.format;
  if (kind !== expected) throw refuse(file, describePackage(kind, parts));
  if (kind === "xlsx") {
    const { xlsxWorkbook } = await import("./xlsx/xlsx_workbook.ts");
    return await xlsxWorkbook(file, parts);
  }
  if (kind === "ods") {
    const { odsWorkbook } = await import("./ods/ods_workbook.ts");
    return await odsWorkbook(file, parts);
  }
  const { xlsbWorkbook } = await import("./binary/xlsb_workbook.ts");
  return await xlsbWorkbook(file, parts);
}
