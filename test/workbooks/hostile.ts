import { writeZip, type ZipPart } from "./write_zip.ts";
import { contentTypes, table, worksheet, xlsxParts, type XlsxSource } from "./xlsx_parts.ts";

const SHEET = "xl/worksheets/sheet1.xml";

/**
 * Builds the files that must be refused with a reason: other files than workbooks, and workbooks without one clear
 * meaning. The function is long because it is a list of fixtures.
 */
export function hostile(): Record<string, Uint8Array> {
  const text = (value: string) => new TextEncoder().encode(value);
  const plain = xlsxParts({ sheets: { Cells: table([["a", 1], ["b", 2]]) } });
  const xlsx = (source: XlsxSource, deflated = false) =>
    writeZip(xlsxParts(source).map((part) => ({ ...part, deflated })));
  const cells = (data: string, deflated = false) => xlsx({ sheets: { Cells: data } }, deflated);
  const changed = (name: string, change: (part: ZipPart) => ZipPart) =>
    writeZip(plain.map((part) => part.name === name ? change(part) : part));
  const renamed = (name: string) => writeZip([...plain, { name, content: "x" }]);
  const whole = writeZip(plain);
  const utf32 = (value: string) => {
    const letters = Uint32Array.from(value, (letter) => letter.codePointAt(0)!);
    const bytes = new DataView(new ArrayBuffer(4 * letters.length));
    letters.forEach((letter, i) => bytes.setUint32(4 * i, letter, true));
    return new Uint8Array(bytes.buffer);
  };
  const bomb = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  return {
    // Formats that do not match the name
    "empty.xlsx": new Uint8Array(),
    "empty.csv": new Uint8Array(),
    "html.xls": text("<html><body><table><tr><td>1</td></tr></table></body></html>"),
    "html.xlsx": text("\r\n<!DOCTYPE html>\r\n<html></html>"),
    "html.csv": text("<table><tr><td>1</td></tr></table>"),
    "picture.xlsx": Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    "picture.csv": Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    "random.xls": Uint8Array.from({ length: 64 }, (_, i) => (i * 167 + 13) % 256),
    "random.csv": Uint8Array.from({ length: 64 }, (_, i) => (i * 167 + 13) % 256),
    "text.xlsx": text("Month,Volume\n2019-07,1\n"),
    "workbook.csv": whole,
    "workbook.xls": whole,
    "workbook.ods": whole,
    "document.xlsx": writeZip([
      {
        name: "[Content_Types].xml",
        content: contentTypes({
          "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        }),
      },
      { name: "word/document.xml", content: "<document/>" },
    ]),
    "archive.xlsx": writeZip([{ name: "readme.txt", content: "hello" }]),
    "no-parts.xlsx": writeZip([]),
    "~$lock.xlsx": Uint8Array.from({ length: 165 }, (_, i) => i === 0 ? 5 : 0x20),

    // Cut or damaged
    "truncated.xlsx": whole.slice(0, Math.floor(whole.length * 0.7)),
    "still-copying.xlsx": Uint8Array.from(whole, (byte, i) => i < whole.length / 2 ? byte : 0),
    "half-sheet.xlsx": changed(SHEET, (part) => ({ ...part, content: String(part.content).slice(0, -60) })),
    "empty-sheet-part.xlsx": changed(SHEET, (part) => ({ ...part, content: "" })),
    "wrong-checksum.xlsx": changed(SHEET, (part) => ({ ...part, crc32: 0x12345678 })),
    "broken-deflate.xlsx": changed(SHEET, (part) => ({ ...part, deflated: true, broken: [20, 0xff] })),
    "missing-strings.xlsx": cells('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
    "too-few-strings.xlsx": xlsx({
      strings: ["<t>only</t>"],
      sheets: { Cells: '<row r="1"><c r="A1" t="s"><v>1</v></c></row>' },
    }),
    // The first of three texts is not an si. If a reader skipped it, each cell would show the next text.
    "unknown-text.xlsx": writeZip(
      xlsxParts({
        strings: ["<t>first</t>", "<t>second</t>", "<t>third</t>"],
        sheets: { Cells: '<row r="1"><c r="A1" t="s"><v>1</v></c></row>' },
      }).map((part) => ({ ...part, content: String(part.content).replace(/<si>(.*?)<\/si>/, "<item>$1</item>") })),
    ),
    "missing-sheet.xlsx": writeZip(plain.filter((part) => part.name !== SHEET)),
    "missing-style.xlsx": cells('<row r="1"><c r="A1" s="5"><v>1</v></c></row>'),
    "misnested.xlsx": changed(
      SHEET,
      (part) => ({ ...part, content: worksheet('<row r="1"><c r="A1"><v>1</c></v></row>') }),
    ),
    // Half of a surrogate pair.
    "half-utf-16-letter.xlsx": changed(
      SHEET,
      (part) => ({
        ...part,
        content: Uint8Array.from([
          ...[
            0xff,
            0xfe,
            ...[...worksheet('<row r="1"><c r="A1" t="str"><v>')].slice(0, -23).flatMap((c) => [c.charCodeAt(0), 0]),
          ],
          ...[0x00, 0xd8, 0x41, 0],
        ]),
      }),
    ),
    "utf-32-sheet.xlsx": changed(
      SHEET,
      (part) => ({
        ...part,
        content: Uint8Array.from([...worksheet("")].flatMap((c) => [c.charCodeAt(0), 0, 0, 0])),
      }),
    ),
    "unknown-encoding.xlsx": changed(
      SHEET,
      (part) => ({ ...part, content: String(part.content).replace("UTF-8", "EBCDIC-CP-US") }),
    ),
    "not-utf-8.xlsx": changed(SHEET, (part) => ({
      ...part,
      content: Uint8Array.from(
        worksheet('<row r="1"><c r="A1" t="str"><v>caf\u00e9</v></c></row>'),
        (c) => c.charCodeAt(0),
      ),
    })),

    // Cells with an invalid value
    "decimal-comma.xlsx": cells('<row r="1"><c r="A1"><v>12,5</v></c></row>'),
    "not-a-number.xlsx": cells('<row r="1"><c r="A1"><v>1e999</v></c></row>'),
    "no-such-type.xlsx": cells('<row r="1"><c r="A1" t="x"><v>1</v></c></row>'),
    "no-such-date.xlsx": cells('<row r="1"><c r="A1" t="d"><v>2019-02-30</v></c></row>'),
    "no-such-entity.xlsx": cells('<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>'),
    "unknown-element.xlsx": cells(
      '<row r="1"><c r="A1"><v>1</v></c></row><ruw r="2"><c r="A2"><v>2</v></c></ruw>',
    ),
    "two-values.xlsx": cells('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>'),
    "no-rows-part.xlsx": cells(worksheet("").replaceAll("sheetData", "sheetDate")),
    "rows-parts-twice.xlsx": cells(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>', "<sheetData/>")),
    "sheet-listed-twice.xlsx": changed(
      "xl/workbook.xml",
      (part) => ({
        ...part,
        content: String(part.content).replace(
          /<sheet [^>]*>/,
          (sheet) => sheet + sheet.replace('name="', 'name="Other '),
        ),
      }),
    ),
    "sheets-of-one-name.xlsx": xlsx({ sheets: { Cells: table([[1]]), CELLS: table([[2]]) } }),
    // The last of three é has lost its second byte.
    "half-utf-8.csv": text("User,Charge\nÉnergie,5\nCafé,6\nCafé").slice(0, -1),
    "cell-twice.xlsx": cells('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
    // A row continues in a second element, but to the left.
    "row-in-parts-backwards.xlsx": cells(
      '<row r="1"><c r="B1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
    ),
    "cell-in-other-row.xlsx": cells('<row r="1"><c r="A2"><v>1</v></c></row>'),
    "rows-out-of-order.xlsx": cells('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'),
    "row-1e9.xlsx": cells('<row r="1000000000"><c r="A1000000000"><v>1</v></c></row>'),
    "column-xfe.xlsx": cells('<row r="1"><c r="XFE1"><v>1</v></c></row>'),

    // Files that exhaust the reader
    "entity-bomb.xlsx": changed(
      SHEET,
      (part) => ({ ...part, content: String(part.content).replace("<worksheet", `${bomb}<worksheet`) }),
    ),
    "document-type.xlsx": changed("xl/workbook.xml", (part) => ({
      ...part,
      content: String(part.content).replace("<workbook ", '<!DOCTYPE workbook SYSTEM "file:///etc/passwd"><workbook '),
    })),
    "deflate-bomb.xlsx": cells(`<row r="1"><c r="A1" t="str"><v>${" ".repeat(20_000_000)}</v></c></row>`, true),
    "million-empty-rows.xlsx": cells("<row/>".repeat(1_050_000), true),
    "million-empty-cells.xlsx": cells(`<row r="1">${'<c r="A1"/>'.repeat(20_000)}</row>`, true),
    "deep.xlsx": changed(
      SHEET,
      (part) => ({ ...part, content: worksheet("", `${"<a>".repeat(300)}${"</a>".repeat(300)}`) }),
    ),

    // Names that readers interpret differently
    "duplicate-entry.xlsx": writeZip([...plain, plain.find((part) => part.name === SHEET)!]),
    "duplicate-entry-case.xlsx": renamed("xl/worksheets/Sheet1.xml"),
    "parent-path.xlsx": renamed("xl/../../evil.xml"),
    "backslash-path.xlsx": renamed("xl\\evil.xml"),
    "absolute-path.xlsx": renamed("/xl/evil.xml"),
    "drive-path.xlsx": renamed("C:/evil.xml"),

    // Other files than workbooks
    "extracts.zip": writeZip([
      { name: "july/csr.csv", content: "a,b" },
      { name: "july/sr.xlsx", content: "x" },
      { name: "__MACOSX/._sr.xlsx", content: "x" },
      { name: "readme.txt", content: "x" },
    ]),
    "extracts.xlsx": writeZip([{ name: "csr.csv", content: "a,b" }]),
    "table.numbers": writeZip([{ name: "Index/Document.iwa", content: "x" }, { name: "preview.jpg", content: "x" }]),
    "web-archive.xls": text("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>\r\n"),
    "lotus.xls": Uint8Array.from([0, 0, 2, 0, 6, 4, 6, 0, 8, 0, 0, 0, 0, 0]),

    // Broken text
    "quote-opened-before.csv": text('Ref;Name;Volume\n1;Alpha;10\n2;"Beta;20\n3;Gamma;30\n4;"Delta & Co.";40\n'),
    "utf-32.csv": utf32("\ufeffRegion,Volume\nNorth,12\n"),
    "utf-32-without-mark.csv": utf32("Region,Volume\nNorth,12\n"),
    // In code page 850, é is 0x82 and £ is 0x9c.
    "ms-dos.csv": Uint8Array.from([...text("User,Charge\nCaf"), 0x82, ...text(","), 0x9c, ...text("5\n")]),
    "open-quote.csv": text('a,b\n"1,2\n3,4\n'),
    "stray-quote.csv": text('a,b\n1"2,3\n'),
    "quote-then-text.csv": text('a,b\n"1"2,3\n'),
    "half-utf-16.csv": Uint8Array.from([0xff, 0xfe, 0x41, 0x00, 0x0a]),
    "no-encoding.csv": Uint8Array.from([...text("\ufeffa,b\n"), 0xe9, 0x2c, 0x81, 0x0a]),
  };
}
