import fc from "fast-check";
import { columnLetters } from "../../etl/workbook/address.ts";
import type { Cell } from "../../etl/workbook/cell.ts";
import { writeZip } from "../workbooks/write_zip.ts";
import { xlsxParts } from "../workbooks/xlsx_parts.ts";

/** Number formats of the generated workbooks. Style 0 is General, then these follow. */
const FORMATS = ["0.00%", "#,##0", "dd/mm/yyyy", "mmm\\-yy", "[h]:mm", '0" days"', "@"];
const DATE_STYLES = [3, 4];

/** A generated workbook: its bytes, and the expected content. */
export interface GeneratedWorkbook {
  readonly bytes: Uint8Array;
  /** The XML of its sheet. The next two are its shared strings and its styles. */
  readonly sheet: string;
  readonly strings: string;
  readonly styles: string;
  /** The expected cells by address: `Cells!A1`. */
  readonly cells: ReadonlyMap<string, Cell>;
}

interface Drawn {
  readonly cell: Cell;
  /** The attributes other than `r`, and the content. A `shared` text gets its number later. */
  readonly type: string | null;
  readonly style: number;
  readonly content: string;
  readonly shared?: string;
}

const text = fc.string({
  unit: fc.constantFrom(
    ..."ab1 ,.-%&<>\"'é£\u00a0\u200b😀東\n\t;#=_x0D".split("").filter((c) => c < "\ud800" || c > "\udfff"),
    "😀",
    "_x000D_",
  ),
  maxLength: 12,
});

const number = fc.oneof(
  fc.integer(),
  fc.integer({ min: 0, max: 100_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 9 })).map(([whole, places]) =>
    Number(`${whole}e-${places}`)
  ),
);

const drawn: fc.Arbitrary<Drawn | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  {
    weight: 3,
    arbitrary: fc.record({ value: number, style: fc.constantFrom(0, 0, 1, 2, 5, 6, 7) }).map(({ value, style }) => ({
      cell: { kind: "number", value: value === 0 ? 0 : value, format: FORMATS[style - 1] ?? "General" } as const,
      type: null,
      style,
      content: v(String(value === 0 ? 0 : value)),
    })),
  },
  {
    weight: 1,
    // Half days from 1900 to 2100. A double stores them exactly.
    arbitrary: fc.record({ halves: fc.integer({ min: 122, max: 146_000 }), style: fc.constantFrom(...DATE_STYLES) })
      .map(({ halves, style }) => {
        const day = new Date(Date.UTC(1899, 11, 30) + Math.floor(halves / 2) * 86_400_000).toISOString().slice(0, 10);
        return {
          cell: { kind: "date", iso: halves % 2 === 0 ? day : `${day}T12:00:00` } as const,
          type: null,
          style,
          content: v(String(halves / 2)),
        };
      }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ text, way: fc.constantFrom("shared", "inline", "rich", "result") }).map(
      ({ text, way }): Drawn => {
        const cell = { kind: "text", text } as const;
        const t = `<t xml:space="preserve">${escape(text)}</t>`;
        if (way === "shared") return { cell, type: "s", style: 0, content: "", shared: t };
        if (way === "inline") return { cell, type: "inlineStr", style: 0, content: `<is>${t}</is>` };
        if (way === "rich") {
          return { cell, type: "inlineStr", style: 0, content: `<is><r><rPr><b/></rPr>${t}</r></is>` };
        }
        return { cell, type: "str", style: 0, content: `<f>A1</f>${v(escape(text))}` };
      },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map((value) => ({
      cell: { kind: "boolean", value } as const,
      type: "b",
      style: 0,
      content: v(value ? "1" : "0"),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("#N/A", "#DIV/0!", "#REF!").map((error) => ({
      cell: { kind: "error", text: error } as const,
      type: "e",
      style: 0,
      content: `<f>1/0</f>${v(error)}`,
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constant({
      cell: { kind: "uncached", formula: "SUM(A1:B2)" } as const,
      type: null,
      style: 0,
      content: "<f>SUM(A1:B2)</f>",
    }),
  },
);

/** Workbooks with one sheet "Cells" and cells of all kinds, in the spellings that programs use. */
export const generatedWorkbook: fc.Arbitrary<GeneratedWorkbook> = fc.record({
  rows: fc.array(
    fc.record({
      gap: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 1000 })),
      cells: fc.array(
        fc.record({ gap: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 200 })), drawn }),
        { maxLength: 8 },
      ),
    }),
    { maxLength: 8 },
  ),
  prefix: fc.constantFrom("", "", "x:"),
  quote: fc.constantFrom('"', '"', "'"),
  space: fc.constantFrom("", "", "\n  "),
  order: fc.constantFrom("rst", "rts", "tsr"),
  hasReferences: fc.boolean(),
  isDeflated: fc.boolean(),
}).map(({ rows, prefix, quote, space, order, hasReferences, isDeflated }) => {
  const cells = new Map<string, Cell>();
  const strings: string[] = [];
  let number = 0;
  const data = rows.map(({ gap, cells: drawnCells }) => {
    number += 1 + gap;
    let column = -1;
    const content = drawnCells.map(({ gap, drawn }) => {
      column += 1 + gap;
      if (drawn === null) return `<c r="${columnLetters(column)}${number}"/>`;
      cells.set(`Cells!${columnLetters(column)}${number}`, drawn.cell);
      const attributes: Record<string, string> = {};
      if (hasReferences || gap > 0) attributes.r = `${columnLetters(column)}${number}`;
      if (drawn.style > 0) attributes.s = String(drawn.style);
      if (drawn.type !== null) attributes.t = drawn.type;
      const spelt = [...order].filter((name) => name in attributes).map((name) => ` ${name}="${attributes[name]}"`)
        .join("");
      const content = drawn.shared === undefined ? drawn.content : v(String(strings.push(drawn.shared) - 1));
      return `<c${spelt}>${content}</c>`;
    }).join(space);
    return `<row${hasReferences || gap > 0 ? ` r="${number}"` : ""}>${content}</row>`;
  }).join(space);
  const parts = xlsxParts({ formats: FORMATS, strings, sheets: { Cells: data } });
  const part = (name: string) => String(parts.find((part) => part.name === `xl/${name}`)!.content);
  const sheet = respell(part("worksheets/sheet1.xml"), prefix, quote);
  const bytes = writeZip(parts.map(({ name, content }) => ({
    name,
    content: name === "xl/worksheets/sheet1.xml" ? sheet : content,
    deflated: isDeflated,
  })));
  return { bytes, sheet, strings: part("sharedStrings.xml"), styles: part("styles.xml"), cells };
});

/** The same XML with prefixed names and other quotes. */
function respell(xml: string, prefix: string, quote: string): string {
  return xml.replace(
    /<(\/?)([a-zA-Z]\w*)((?:\s[^<>]*?)?)(\/?)>/g,
    (_, slash: string, name: string, attributes: string, empty: string) => {
      const spelt = attributes.replaceAll('"', quote).replace("xmlns=", prefix === "" ? "xmlns=" : "xmlns:x=");
      return `<${slash}${prefix}${name}${spelt}${empty}>`;
    },
  );
}

function v(content: string): string {
  return `<v>${content}</v>`;
}

/** Escapes a text like a program: XML entities, and `_x005F_` for an underscore that would look like an escape. */
function escape(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(
    ">",
    "&gt;",
  );
}
