import { basename } from "node:path";
import type { ZipPackage } from "./zip/zip_package.ts";

/** The kind of a zip file, judged by its parts. */
export type PackageKind =
  | "xlsx"
  | "xlsb"
  | "ods"
  | "encrypted ods"
  | "Word document"
  | "PowerPoint presentation"
  | "OpenDocument text"
  | "OpenDocument presentation"
  | "OpenOffice 1 workbook"
  | "Numbers document"
  | "zip";

const SPREADSHEET = /\.(xlsx|xlsm|xlsb|xls|ods|csv|tsv)$/i;
const MAX_NAMED = 3;

/**
 * Finds the kind of a zip file. An `.ods` workbook declares itself in its part `mimetype`. If a program left that part
 * out, the manifest declares it.
 *
 * @throws {ZipError} when one of these parts is damaged
 */
export async function packageKind(parts: ZipPackage): Promise<PackageKind> {
  const types = parts.find("[Content_Types].xml");
  const content = parts.find("content.xml");
  const mimetype = parts.find("mimetype");
  if (mimetype !== null || (types === null && content !== null)) {
    const manifest = parts.find("META-INF/manifest.xml");
    const listed = manifest === null ? "" : await parts.xml(manifest);
    const type = mimetype === null
      ? mainType(listed) ?? "application/vnd.oasis.opendocument.spreadsheet"
      : new TextDecoder().decode(await parts.bytes(mimetype, 1000)).trim();
    if (/^application\/vnd\.sun\.xml\.calc/.test(type)) return "OpenOffice 1 workbook";
    if (/opendocument\.text/.test(type)) return "OpenDocument text";
    if (/opendocument\.presentation/.test(type)) return "OpenDocument presentation";
    if (!/^application\/(x-)?vnd\.oasis\.opendocument\.spreadsheet/.test(type) || content === null) return "zip";
    return /:encryption-data\b/.test(listed) ? "encrypted ods" : "ods";
  }
  if (types === null) {
    const isNumbers = parts.entries.some(({ name }) => /(^|\/)Index(\.zip|\/.*\.iwa)$/.test(name));
    return isNumbers ? "Numbers document" : "zip";
  }
  const text = await parts.xml(types);
  if (
    /spreadsheetml\.(sheet|template)\.main\+xml|ms-excel\.(sheet|template|addin)\.macroEnabled\.main\+xml/.test(text)
  ) return "xlsx";
  if (/ms-excel\.sheet\.binary\.macroEnabled\.main/.test(text)) return "xlsb";
  if (/wordprocessingml/.test(text)) return "Word document";
  if (/presentationml/.test(text)) return "PowerPoint presentation";
  return "zip";
}

/** The media type that the manifest declares for the whole file. */
function mainType(manifest: string): string | undefined {
  const entry = /<[^<>]*:full-path\s*=\s*["']\/["'][^<>]*>/.exec(manifest)?.[0] ?? "";
  return /:media-type\s*=\s*["']([^"']+)/.exec(entry)?.[1];
}

/** Describes a zip file whose name says something else, and how to fix it. The result is a clause. */
export function describePackage(kind: PackageKind, parts: ZipPackage): string {
  switch (kind) {
    case "xlsx":
    case "xlsb":
    case "ods":
      return `it is an .${kind} workbook; end its name in .${kind}`;
    case "encrypted ods":
      return "it is protected by a password; remove the password and save it again";
    case "OpenDocument text":
    case "OpenDocument presentation":
      return `it is an ${kind}; save its table as a workbook`;
    case "OpenOffice 1 workbook":
      return "it is a workbook of OpenOffice 1 (.sxc); open it in LibreOffice and save it as .ods";
    case "Numbers document":
      return "it is a Numbers document; export it from Numbers as an Excel workbook";
    case "zip":
      return describeZip(parts);
    default:
      return `it is a ${kind}; save its table as a workbook`;
  }
}

function describeZip({ entries }: ZipPackage): string {
  const names = entries.map(({ name }) => basename(name)).filter((name) =>
    SPREADSHEET.test(name) && !name.startsWith(".") && !name.startsWith("~$")
  );
  if (names.length === 0) {
    return "it is a zip file with no workbook in it; unpack it, or check that the file is what its name says";
  }
  const named = names.slice(0, MAX_NAMED).map((name) => JSON.stringify(name)).join(", ");
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : "";
  return `it is a zip file of ${names.length} spreadsheet${names.length === 1 ? "" : "s"} (${named}${more}); ` +
    "unpack it, and load what is in it";
}
