import { escapeMarkup } from "../text/escape_markup.ts";
import { plainText } from "../text/plain_text.ts";
import type { Classification } from "../base/classification.ts";
import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";

/** What the properties of an Office file say of it. */
export interface OfficeProperties {
  readonly title: string;
  readonly classification: Classification;
  readonly isSynthetic: boolean;
  /** The first of its month, `yyyy-mm-dd`, which stands for the time it was made: the clock would change the bytes. */
  readonly month: string;
}

/**
 * A workbook or Word file whose bytes depend on its content alone: its parts in order of name, at one fixed time, with
 * its core properties (title, language, class) written here, as neither library writes all of them.
 *
 * @param bytes The package as its library made it
 * @param edit Changes the text of a part whose path ends in .xml or .rels; called for each, in order of path
 */
export async function officePackage(
  bytes: Uint8Array,
  properties: OfficeProperties,
  edit: (path: string, xml: string) => string = (_, xml) => xml,
): Promise<Uint8Array<ArrayBuffer>> {
  const { strFromU8, strToU8, unzipSync, zipSync } = await import("fflate");
  const parts = unzipSync(bytes);
  // The content types must come first: some readers look at the first entry to tell what the file is.
  const paths = Object.keys(parts).sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  // fflate writes the hours of the local zone, so that a local time is what gives the same bytes in every zone.
  const mtime = new Date(1980, 0, 1);
  const packed: Parameters<typeof zipSync>[0] = {};
  for (const path of paths) {
    if (path.endsWith("/")) continue;
    const isText = /\.(xml|rels)$/.test(path);
    const part = path === "docProps/core.xml"
      ? strToU8(coreProperties(properties))
      : isText
      ? strToU8(edit(path, strFromU8(parts[path]!)))
      : parts[path]!;
    // An image is deflated as it is.
    packed[path] = [part, { mtime, level: path.endsWith(".png") ? 0 : 6 }];
  }
  return new Uint8Array(zipSync(packed));
}

function rank(path: string): number {
  return path === "[Content_Types].xml" ? 0 : 1;
}

function coreProperties({ title, classification, isSynthetic, month }: OfficeProperties): string {
  const marking = MARKINGS[classification];
  const text = (value: string) => escapeMarkup(plainText(value));
  const time = `${month}T00:00:00Z`;
  return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${text(title)}</dc:title>` +
    `<dc:subject>Classification: ${marking.label}</dc:subject>` +
    "<dc:creator>Annexa</dc:creator>" +
    `<cp:keywords>${marking.label}</cp:keywords>` +
    `<dc:description>${
      text([marking.statement, ...(isSynthetic ? [SYNTHETIC_NOTICE] : [])].join(" "))
    }</dc:description>` +
    "<cp:lastModifiedBy>Annexa</cp:lastModifiedBy>" +
    "<cp:revision>1</cp:revision>" +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${time}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${time}</dcterms:modified>` +
    `<cp:category>${marking.label}</cp:category>` +
    "<dc:language>en-GB</dc:language>" +
    "</cp:coreProperties>";
}
