import { dirname, posix } from "node:path";
import { SaxesParser } from "saxes";
import { strFromU8, unzipSync } from "fflate";

/** An `.xlsx` as its parts say it, for the accessible-spreadsheet checklist: its structure and styles, not its meaning. */
export interface WrittenWorkbook {
  readonly title: string;
  readonly language: string;
  /** Names of parts: macros and pictures are found by them. */
  readonly parts: readonly string[];
  readonly sheets: readonly WrittenSheet[];
  readonly styles: readonly WrittenStyle[];
  readonly activeSheet: number;
}

/** One sheet; rows and columns count from 1. */
export interface WrittenSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly cells: readonly {
    readonly row: number;
    readonly column: number;
    readonly text: string;
    readonly style: number;
  }[];
  readonly widths: ReadonlyMap<number, number>;
  readonly mergedCells: number;
  readonly hiddenRowsAndColumns: number;
  readonly panes: number;
  readonly hasHeaderOrFooter: boolean;
  readonly tables: readonly WrittenTable[];
  /** The address under the cursor; null where the file does not say, which is A1. */
  readonly activeCell: string | null;
}

/** A marked table: where it stands, and what its columns are called. */
export interface WrittenTable {
  readonly name: string;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly headerRows: number;
  readonly columns: readonly string[];
  readonly hasFilter: boolean;
}

/** What a cell looks like. */
export interface WrittenStyle {
  readonly named: string;
  readonly font: string;
  readonly size: number;
  readonly isItalic: boolean;
  readonly isSuperscript: boolean;
  readonly isWrapped: boolean;
  readonly isTurned: boolean;
  /** RRGGBB; null for the automatic colour, or no fill. */
  readonly color: string | null;
  readonly fill: string | null;
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/**
 * Reads back a workbook that this project has written.
 *
 * @param bytes The file's
 * @throws {Error} when it is no `.xlsx`
 *
 * @example
 * ```ts
 * import { readWrittenWorkbook } from "./read_written_workbook.ts";
 * import { throws } from "node:assert/strict";
 * throws(() => readWrittenWorkbook(new Uint8Array()));
 * ```
 */
export function readWrittenWorkbook(bytes: Uint8Array): WrittenWorkbook {
  const parts = unzipSync(bytes);
  const part = (path: string) => parts[path] === undefined ? null : parseXml(strFromU8(parts[path]));
  const workbook = part("xl/workbook.xml")!;
  const core = part("docProps/core.xml");
  const strings = all(part("xl/sharedStrings.xml"), "si").map((si) => all(si, "t").map(({ text }) => text).join(""));
  const links = relations(part("xl/_rels/workbook.xml.rels"));
  const sheets = all(workbook, "sheet").map(({ attributes }) => {
    const path = posix.join("xl", links.get(attributes["r:id"]!)!);
    const name = attributes.name!;
    const isHidden = (attributes.state ?? "visible") !== "visible";
    const targets = relations(part(posix.join(dirname(path), "_rels", `${posix.basename(path)}.rels`)));
    const tables = [...targets.values()].map((target) => posix.join(dirname(path), target))
      .filter((target) => /\/tables\/[^/]+\.xml$/.test(target)).map((target) => table(part(target)!));
    return { name, isHidden, tables, ...sheet(part(path)!, strings) };
  });
  return {
    title: all(core, "dc:title")[0]?.text ?? "",
    language: all(core, "dc:language")[0]?.text ?? "",
    parts: Object.keys(parts).sort(),
    sheets,
    styles: styles(part("xl/styles.xml")),
    activeSheet: Number(all(workbook, "workbookView")[0]?.attributes.activeTab ?? 0),
  };
}

function sheet(root: Element, strings: readonly string[]) {
  const widths = new Map<number, number>();
  for (const { attributes: { min, max, width } } of all(root, "col")) {
    for (let column = Number(min); column <= Math.min(Number(max), 16384); column++) widths.set(column, Number(width));
  }
  const cells = all(root, "c").map((cell) => {
    const value = all(cell, "v")[0]?.text ?? "";
    const { r = "", t, s = "0" } = cell.attributes;
    const text = t === "s"
      ? strings[Number(value)] ?? ""
      : t === "inlineStr"
      ? all(cell, "t").map((one) => one.text).join("")
      : value;
    return { ...address(r), text, style: Number(s) };
  });
  const isHidden = ({ attributes }: Element) => attributes.hidden === "1" || attributes.hidden === "true";
  return {
    cells,
    widths,
    mergedCells: all(root, "mergeCell").length,
    hiddenRowsAndColumns: [...all(root, "row"), ...all(root, "col")].filter(isHidden).length,
    panes: all(root, "pane").length,
    hasHeaderOrFooter: ["oddHeader", "oddFooter", "evenHeader", "firstHeader"].some((name) =>
      all(root, name).some(({ text }) => text !== "")
    ),
    activeCell: all(root, "selection")[0]?.attributes.activeCell ?? null,
  };
}

function table(root: Element): WrittenTable {
  const { attributes } = root;
  const [first = "A1", last = first] = (attributes.ref ?? "").split(":");
  return {
    name: attributes.displayName ?? "",
    firstRow: address(first).row,
    firstColumn: address(first).column,
    lastRow: address(last).row,
    lastColumn: address(last).column,
    headerRows: Number(attributes.headerRowCount ?? 1),
    columns: all(root, "tableColumn").map((column) => column.attributes.name ?? ""),
    hasFilter: all(root, "autoFilter").length > 0,
  };
}

function styles(root: Element | null): WrittenStyle[] {
  const list = (name: string) => all(root, name)[0]?.children ?? [];
  const [fonts, fills] = [list("fonts"), list("fills")];
  const names = new Map(list("cellStyles").map(({ attributes }) => [attributes.xfId, attributes.name ?? ""]));
  const rgb = (element: Element | undefined) => element?.attributes.rgb?.slice(-6) ?? null;
  return list("cellXfs").map((xf) => {
    const font = fonts[Number(xf.attributes.fontId ?? 0)] ?? null;
    const fill = all(fills[Number(xf.attributes.fillId ?? 0)] ?? null, "patternFill")[0];
    const alignment = all(xf, "alignment")[0]?.attributes ?? {};
    return {
      named: names.get(xf.attributes.xfId) ?? "",
      font: all(font, "name")[0]?.attributes.val ?? "",
      size: Number(all(font, "sz")[0]?.attributes.val ?? 11),
      isItalic: all(font, "i").length > 0,
      isSuperscript: all(font, "vertAlign").length > 0,
      isWrapped: ["1", "true"].includes(alignment.wrapText ?? ""),
      isTurned: (alignment.textRotation ?? "0") !== "0",
      color: rgb(all(font, "color")[0]),
      fill: fill?.attributes.patternType === "solid" ? rgb(all(fill, "fgColor")[0]) : null,
    };
  });
}

function relations(root: Element | null): ReadonlyMap<string, string> {
  return new Map(all(root, "Relationship").map(({ attributes }) => [attributes.Id!, attributes.Target!]));
}

function address(text: string): { row: number; column: number } {
  const [, letters = "A", digits = "1"] = /^([A-Z]+)(\d+)$/.exec(text) ?? [];
  return { row: Number(digits), column: [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) };
}

/** The elements of a name at or below one, in order. */
function all(root: Element | null, name: string): Element[] {
  if (root === null) return [];
  return [...(root.name === name ? [root] : []), ...root.children.flatMap((child) => all(child, name))];
}

function parseXml(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: "" };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => void (open.at(-1)!.text += text));
  parser.on("closetag", () => void open.pop());
  parser.write(xml.replace(/^\uFEFF/, "")).close();
  return root.children[0]!;
}
