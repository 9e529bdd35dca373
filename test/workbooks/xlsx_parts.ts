import { columnLetters } from "../../etl/workbook/address.ts";
import type { ZipPart } from "./write_zip.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** The source of a workbook. A quirk is written as XML by hand. */
export interface XlsxSource {
  /** By tab name: the content of `sheetData`, or a whole part if it begins with `<?xml`. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly states?: Readonly<Record<string, "hidden" | "veryHidden">>;
  /** The content of each `si`. */
  readonly strings?: readonly string[];
  /** Number format codes of styles 1, 2, … in this order. Style 0 is General. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
  /** XML after `sheetData`, in every sheet. */
  readonly behind?: string;
  readonly extra?: readonly ZipPart[];
}

/** Makes the parts of an `.xlsx` workbook. They are zipped directly or changed first. */
export function xlsxParts(source: XlsxSource): ZipPart[] {
  const names = Object.keys(source.sheets);
  const tabs = names.map((name, i) => {
    const state = source.states?.[name];
    return `<sheet name="${escape(name)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ""} r:id="rId${i + 1}"/>`;
  });
  const relations = names.map((_, i) =>
    relation(`rId${i + 1}`, `${RELATIONS}/worksheet`, `worksheets/sheet${i + 1}.xml`)
  );
  relations.push(relation("rIdStyles", `${RELATIONS}/styles`, "styles.xml"));
  if (source.strings) relations.push(relation("rIdStrings", `${RELATIONS}/sharedStrings`, "sharedStrings.xml"));
  const ofSpreadsheet = (kind: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml`;
  const types: Record<string, string> = {
    "xl/workbook.xml": ofSpreadsheet("sheet.main"),
    "xl/styles.xml": ofSpreadsheet("styles"),
    ...Object.fromEntries(names.map((_, i) => [`xl/worksheets/sheet${i + 1}.xml`, ofSpreadsheet("worksheet")])),
    ...source.strings ? { "xl/sharedStrings.xml": ofSpreadsheet("sharedStrings") } : {},
  };
  const parts: ZipPart[] = [
    { name: "[Content_Types].xml", content: contentTypes(types) },
    {
      name: "_rels/.rels",
      content: relationships([relation("rId1", `${RELATIONS}/officeDocument`, "xl/workbook.xml")]),
    },
    {
      name: "xl/workbook.xml",
      content: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${
        source.date1904 ? ' date1904="1"' : ""
      }/><sheets>${tabs.join("")}</sheets></workbook>`,
    },
    { name: "xl/_rels/workbook.xml.rels", content: relationships(relations) },
    { name: "xl/styles.xml", content: styles(source.formats ?? []) },
    ...names.map((name, i) => {
      const data = source.sheets[name]!;
      const content = data.startsWith("<?xml") ? data : worksheet(data, source.behind);
      return { name: `xl/worksheets/sheet${i + 1}.xml`, content };
    }),
  ];
  if (source.strings) {
    const items = source.strings.map((item) => `<si>${item}</si>`).join("");
    parts.push({ name: "xl/sharedStrings.xml", content: `${HEAD}<sst xmlns="${MAIN}">${items}</sst>` });
  }
  return [...parts, ...source.extra ?? []];
}

/** Makes a worksheet part around the content of its `sheetData`. */
export function worksheet(data: string, behind = ""): string {
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData>${behind}</worksheet>`;
}

/** A value in a table. Null is no cell. `[1, 0.5]` is 0.5 in style 1. */
export type Value = string | number | boolean | null | readonly [style: number, value: number];

/** Makes the content of a `sheetData` with these rows, the first in row `from`. Texts are inline. */
export function table(rows: readonly (readonly Value[])[], from = 1): string {
  return rows.map((values, i) => {
    const number = from + i;
    const cells = values.map((value, column) => {
      const reference = `r="${columnLetters(column)}${number}"`;
      if (value === null) return "";
      if (typeof value === "string") {
        return `<c ${reference} t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
      }
      if (typeof value === "boolean") return `<c ${reference} t="b"><v>${value ? 1 : 0}</v></c>`;
      if (typeof value === "number") return `<c ${reference}><v>${value}</v></c>`;
      return `<c ${reference} s="${value[0]}"><v>${value[1]}</v></c>`;
    });
    return cells.length === 0 ? "" : `<row r="${number}">${cells.join("")}</row>`;
  }).join("");
}

/** The content types of a package: the type of each part. */
export function contentTypes(types: Readonly<Record<string, string>>): string {
  const overrides = Object.entries(types).map(([part, type]) =>
    `<Override PartName="/${part}" ContentType="${type}"/>`
  );
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${
    overrides.join("")
  }</Types>`;
}

/** A relationships part. */
export function relationships(relations: readonly string[]): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join("")}</Relationships>`;
}

/** One relationship. */
export function relation(id: string, type: string, target: string, mode = ""): string {
  return `<Relationship Id="${id}" Type="${type}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ""}/>`;
}

function styles(formats: readonly string[]): string {
  const codes = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escape(code)}"/>`).join("");
  const xfs = ['<xf numFmtId="0"/>', ...formats.map((_, i) => `<xf numFmtId="${164 + i}" applyNumberFormat="1"/>`)]
    .join("");
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${codes}</numFmts><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs>${xfs}</cellXfs></styleSheet>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
