import type * as Docx from "docx";
import { escapeMarkup } from "../text/escape_markup.ts";
import { houseFonts } from "../text/house_fonts.ts";
import { type MeasureText, measureText } from "../text/measure_text.ts";
import { plainText } from "../text/plain_text.ts";
import { columnWidths } from "../tables/column_widths.ts";
import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import { officePackage } from "../tables/office_package.ts";
import type { Block, DrawnChart, PanelDocument, Section } from "./panel_document.ts";
import { formatTable, type FormattedTable, NO_ROWS } from "../tables/formatted_table.ts";
import type { AnnexTable } from "../tables/table_set.ts";

/** Twentieths of a point: A4, and its margins. */
const A4 = { short: 11_906, long: 16_838 } as const;
const MARGIN = 1_020;
const CELL_PADDING = 90;
const TWIPS_PER_PIXEL = 15;
const NAVY = "0B2F5B";
const RULE = "A9B4BF";
/** Rows of more characters than this, and tables of more rows, may break across pages. */
const LONGEST_UNBROKEN_ROW = 1_500;
const LONGEST_UNBROKEN_TABLE = 12;
/** Notes that are kept with their table's source. */
const MOST_NOTES_TOGETHER = 5;

/** What a table has to fit into; measured in the house face. */
interface Page {
  readonly room: number;
  readonly measure: MeasureText;
}

/**
 * A document as a Word file: real headings and lists, tables with a heading row repeated on each page, charts as images
 * with their description, and its class in the header and footer of every page. The bytes depend on the document alone.
 */
export async function docxDocument(document: PanelDocument): Promise<Uint8Array<ArrayBuffer>> {
  const docx = await import("docx");
  const room = (document.orientation === "landscape" ? A4.long : A4.short) - 2 * MARGIN;
  const [, bold] = await houseFonts();
  const file = new docx.Document({
    title: plainText(document.title),
    customProperties: [
      { name: "Classification", value: MARKINGS[document.classification].label },
      { name: "Synthetic", value: String(document.isSynthetic) },
    ],
    styles: styles(),
    sections: [{
      properties: {
        page: {
          // The library swaps the two for a landscape page.
          size: { width: A4.short, height: A4.long, orientation: docx.PageOrientation[orientationKey(document)] },
          margin: { top: 1_200, bottom: 1_100, left: MARGIN, right: MARGIN, header: 500, footer: 450 },
        },
      },
      headers: { default: new docx.Header({ children: [pageMarking(docx, document)] }) },
      footers: { default: new docx.Footer({ children: [pageFoot(docx, document, room)] }) },
      children: body(docx, document, { room, measure: measureText(bold!.bytes) }),
    }],
  });
  const captions = tablesOf(document).map((table) => table.title);
  return await officePackage(
    new Uint8Array(await docx.Packer.toArrayBuffer(file)),
    document,
    (path, xml) => path === "word/document.xml" ? withCaptions(xml, captions) : xml,
  );
}

function orientationKey(document: PanelDocument): "LANDSCAPE" | "PORTRAIT" {
  return document.orientation === "landscape" ? "LANDSCAPE" : "PORTRAIT";
}

function styles(): Docx.IStylesOptions {
  const heading = (size: number, before: number, after: number): Docx.IBaseParagraphStyleOptions => ({
    run: { font: "Arial", size, bold: true, color: NAVY },
    paragraph: { spacing: { before, after }, keepNext: true },
  });
  return {
    default: {
      document: {
        run: { font: "Arial", size: 21, language: { value: "en-GB" } },
        paragraph: { spacing: { after: 120, line: 270, lineRule: "auto" } },
      },
      heading1: heading(36, 0, 160),
      heading2: heading(27, 360, 120),
      heading3: heading(23, 240, 100),
      heading4: heading(21, 200, 80),
    },
  };
}

function body(docx: typeof Docx, document: PanelDocument, page: Page): Docx.FileChild[] {
  const blocks = document.sections.flatMap((section) => section.blocks);
  return [
    new docx.Paragraph({ heading: docx.HeadingLevel.HEADING_1, children: texts(docx, document.title) }),
    new docx.Paragraph({ children: texts(docx, MARKINGS[document.classification].statement, { bold: true }) }),
    ...(document.isSynthetic ? [syntheticNotice(docx)] : []),
    ...document.facts.map(([label, value]) =>
      new docx.Paragraph({
        spacing: { after: 40 },
        children: [...texts(docx, `${label}: `, { bold: true }), ...texts(docx, value)],
      })
    ),
    ...document.sections.flatMap((section) => [
      new docx.Paragraph({
        heading: section.level === 2 ? docx.HeadingLevel.HEADING_2 : docx.HeadingLevel.HEADING_3,
        children: texts(docx, section.heading),
      }),
      ...section.blocks.flatMap((block) =>
        blockChildren(docx, block, page, { number: blocks.indexOf(block) + 1, level: section.level })
      ),
    ]),
  ];
}

function syntheticNotice(docx: typeof Docx): Docx.Paragraph {
  const edge = { style: docx.BorderStyle.SINGLE, size: 8, space: 6, color: "8A5A00" };
  return new docx.Paragraph({
    border: { top: edge, bottom: edge, left: edge, right: edge },
    shading: { type: docx.ShadingType.CLEAR, fill: "FFF4D6" },
    indent: { left: 120, right: 120 },
    children: texts(docx, SYNTHETIC_NOTICE, { bold: true }),
  });
}

/** Where a block stands: its number in the document, and its section's level. */
interface Place {
  readonly number: number;
  readonly level: Section["level"];
}

function blockChildren(docx: typeof Docx, block: Block, page: Page, place: Place): Docx.FileChild[] {
  switch (block.kind) {
    case "paragraph":
      return [new docx.Paragraph({ children: texts(docx, block.text) })];
    case "list":
      return bullets(docx, block.items);
    case "table":
      return tableChildren(docx, block.table, page);
    case "chart":
      return chartChildren(docx, block.chart, place, page.room);
  }
}

function bullets(docx: typeof Docx, items: readonly string[], areTogether = false): Docx.Paragraph[] {
  return items.map((item, at) =>
    new docx.Paragraph({
      bullet: { level: 0 },
      keepNext: areTogether && at + 1 < items.length,
      spacing: { after: at + 1 < items.length ? 60 : 120 },
      children: texts(docx, item),
    })
  );
}

function tableChildren(docx: typeof Docx, table: AnnexTable, page: Page): Docx.FileChild[] {
  const shown = formatTable(table);
  return [
    ...(shown.rows.length === 0
      ? [new docx.Paragraph({ keepNext: true, children: texts(docx, NO_ROWS) })]
      : [wordTable(docx, shown, page)]),
    new docx.Paragraph({
      spacing: { before: 100 },
      keepNext: shown.notes.length > 0,
      children: texts(docx, shown.source, { size: 18, color: "45525E" }),
    }),
    // Notes stay with their table, as far as they are few.
    ...bullets(docx, shown.notes, shown.notes.length <= MOST_NOTES_TOGETHER),
  ];
}

function wordTable(docx: typeof Docx, shown: FormattedTable, page: Page): Docx.Table {
  const { widths, fontSize } = columnWidths(shown, page.room, 2 * CELL_PADDING, page.measure);
  const line = { style: docx.BorderStyle.SINGLE, size: 4, color: RULE };
  const none = { style: docx.BorderStyle.NONE, size: 0, color: "auto" };
  const cell = (text: string, at: number, run: Docx.IRunOptions, fill?: string) =>
    new docx.TableCell({
      width: { size: widths[at]!, type: docx.WidthType.DXA },
      margins: { top: 60, bottom: 60, left: CELL_PADDING, right: CELL_PADDING },
      ...(fill === undefined ? {} : { shading: { type: docx.ShadingType.CLEAR, fill } }),
      children: [
        new docx.Paragraph({
          spacing: { after: 0, line: 245, lineRule: "auto" },
          alignment: shown.headings[at]!.align === "right" ? docx.AlignmentType.RIGHT : docx.AlignmentType.LEFT,
          children: texts(docx, text, { size: fontSize, ...run }),
        }),
      ],
    });
  return new docx.Table({
    layout: docx.TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: docx.WidthType.DXA },
    columnWidths: widths,
    borders: { top: line, bottom: line, left: none, right: none, insideHorizontal: line, insideVertical: none },
    tableLook: { firstRow: true, lastRow: false, firstColumn: false, lastColumn: false, noHBand: true, noVBand: true },
    rows: [
      new docx.TableRow({
        tableHeader: true,
        cantSplit: true,
        keepNext: true,
        children: shown.headings.map(({ title }, at) => cell(title, at, { bold: true, color: "FFFFFF" }, NAVY)),
      }),
      ...shown.rows.map((row, down) =>
        new docx.TableRow({
          keepNext: staysWithNext(shown, down),
          cantSplit: row.every((text) => text.length < LONGEST_UNBROKEN_ROW),
          children: row.map((text, at) => cell(text, at, { bold: at === shown.rowHeading })),
        })
      ),
    ],
  });
}

/** A short table stands on one page; of a long one no row is left alone at an end, nor the last without its source. */
function staysWithNext({ rows, isProse }: FormattedTable, at: number): boolean {
  if (at + 1 === rows.length) return true;
  return !isProse && (rows.length <= LONGEST_UNBROKEN_TABLE || at < 2 || at + 3 >= rows.length);
}

function chartChildren(
  docx: typeof Docx,
  chart: DrawnChart,
  { number, level }: Place,
  room: number,
): Docx.Paragraph[] {
  const [, width, height] = chart.svg.match(/width="([\d.]+)" height="([\d.]+)"/)!.map(Number);
  const scale = Math.min(1, room / TWIPS_PER_PIXEL / width!);
  const altText = {
    // The library would number drawings from the start of the process, not of the document.
    id: String(number),
    name: chart.name,
    title: plainText(chart.title),
    description: plainText(chart.description),
  };
  const image = new docx.ImageRun({
    type: "png",
    data: chart.png,
    transformation: { width: Math.round(width! * scale), height: Math.round(height! * scale) },
    altText,
  });
  return [
    new docx.Paragraph({
      heading: level === 2 ? docx.HeadingLevel.HEADING_3 : docx.HeadingLevel.HEADING_4,
      children: texts(docx, chart.title),
    }),
    new docx.Paragraph({ keepNext: true, children: [image] }),
    new docx.Paragraph({ children: texts(docx, chart.description) }),
  ];
}

function pageMarking(docx: typeof Docx, document: PanelDocument): Docx.Paragraph {
  const label = MARKINGS[document.classification].label.toUpperCase();
  const text = document.isSynthetic ? `${label} – SYNTHETIC DATA` : label;
  return new docx.Paragraph({
    alignment: docx.AlignmentType.CENTER,
    children: texts(docx, text, { bold: true, size: 20 }),
  });
}

function pageFoot(docx: typeof Docx, document: PanelDocument, room: number): Docx.Paragraph {
  const small = { size: 17 };
  return new docx.Paragraph({
    tabStops: [{ type: docx.TabStopType.RIGHT, position: room }],
    children: [
      ...texts(docx, MARKINGS[document.classification].label.toUpperCase(), { ...small, bold: true }),
      new docx.TextRun({
        ...small,
        children: [new docx.Tab(), "Page ", docx.PageNumber.CURRENT, " of ", docx.PageNumber.TOTAL_PAGES],
      }),
    ],
  });
}

/** Plain text as runs, a line break where it has one. */
function texts(docx: typeof Docx, text: string, run: Docx.IRunOptions = {}): Docx.TextRun[] {
  return plainText(text).split("\n").map((line, at) =>
    new docx.TextRun({ ...run, text: line, ...(at === 0 ? {} : { break: 1 }) })
  );
}

function tablesOf(document: PanelDocument): AnnexTable[] {
  return document.sections.flatMap((section) => section.blocks)
    .flatMap((block) => block.kind === "table" && block.table.rows.length > 0 ? [block.table] : []);
}

// The library has no option for a table's title, which screen readers announce.
function withCaptions(xml: string, captions: readonly string[]): string {
  let at = 0;
  return xml.replaceAll(
    "</w:tblPr>",
    () => `<w:tblCaption w:val="${escapeMarkup(plainText(captions[at++]!))}"/></w:tblPr>`,
  );
}
