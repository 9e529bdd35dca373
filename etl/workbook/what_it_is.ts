import { describeContent } from "./describe_content.ts";
import { describePackage, packageKind } from "./package_kind.ts";
import { sniffFormat } from "./sniff_format.ts";
import { ZipError } from "./zip/zip_entry.ts";
import { ZipPackage } from "./zip/zip_package.ts";

/** Endings of files that hold a table in an unsupported format, and how to convert each. */
const ENDINGS: Readonly<Record<string, string>> = {
  numbers: "it is a Numbers document; export it from Numbers as an Excel workbook",
  gsheet: "it is a link to a Google sheet; download the sheet as .xlsx",
  eml: "it is an e-mail; save the workbook attached to it",
  msg: "it is an e-mail; save the workbook attached to it",
  parquet: "it is a Parquet file; save its table as .csv",
  json: "it is a JSON file; save its table as .csv",
};

/**
 * Describes a file whose ending is not a spreadsheet's, and how to convert it. The result is a clause.
 *
 * @param path A regular file
 * @param name The file's name
 * @returns Null when the kind is unknown, or the file cannot be opened
 *
 * @example
 * ```ts
 * import { whatItIs } from "./what_it_is.ts";
 * import { strictEqual } from "node:assert/strict";
 * const path = await Deno.makeTempFile({ suffix: ".pdf" });
 * await Deno.writeTextFile(path, "%PDF-1.7");
 * strictEqual(
 *   await whatItIs(path, "july.pdf"),
 *   "it holds a PDF document; ask the sender for the workbook it was made from",
 * );
 * await Deno.remove(path);
 * ```
 */
export async function whatItIs(path: string, name: string): Promise<string | null> {
  const ending = /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const known = ENDINGS[ending] ?? null;
  try {
    using file = await Deno.open(path);
    const head = new Uint8Array(4096);
    const sniffed = sniffFormat(head.subarray(0, await file.read(head) ?? 0));
    if (sniffed === "text" || sniffed === "binary" || sniffed === "ole") return known;
    if (sniffed !== "zip") return describeContent(sniffed);
    const parts = await ZipPackage.open(path);
    const kind = await packageKind(parts);
    return kind === "zip" && known !== null ? known : describePackage(kind, parts);
  } catch (error) {
    if (error instanceof ZipError) return known ?? `it is a zip file that cannot be read: ${error.message}`;
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) return null;
    throw error;
  }
}
