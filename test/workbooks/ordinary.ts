import { writeZip } from "./write_zip.ts";
import { relation, relationships, table, worksheet, xlsxParts, type XlsxSource } from "./xlsx_parts.ts";

const HEADER = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"] as const;
const ROWS = [
  ["2019-07", "90-B3-D5-1F-30-01-00-00", "Example Energy", 1000, 1100],
  ["2019-07", "90-B3-D5-1F-30-02-00-00", "Sample Supply", 2000, 1900],
] as const;

/**
 * Builds the workbooks that must be read exactly: usual files, and everything a spreadsheet program may write. The
 * function is long because it is a list of fixtures.
 */
export function ordinary(): Record<string, Uint8Array> {
  const xlsx = (source: XlsxSource) => writeZip(xlsxParts(source));
  const text = (value: string) => new TextEncoder().encode(value);
  const utf16 = (value: string, isBigEndian: boolean) => {
    const bytes = new DataView(new ArrayBuffer(value.length * 2));
    for (let i = 0; i < value.length; i++) bytes.setUint16(2 * i, value.charCodeAt(i), !isBigEndian);
    return new Uint8Array(bytes.buffer);
  };
  const asUtf16 = (content: unknown) => String(content).replace('encoding="UTF-8"', 'encoding="UTF-16"');
  return {
    // Dates
    "dates-1904.xlsx": xlsx({
      date1904: true,
      formats: ["dd/mm/yyyy", "dd/mm/yyyy hh:mm"],
      sheets: { Dates: table([[[1, 42185], [2, 42185.5], [1, 0]]]) },
    }),
    "dates-1900.xlsx": xlsx({
      formats: ["dd/mm/yyyy", "mmm\\-yy", '[$-809]dddd" the "d mmmm yyyy', "dd/mm/yyyy hh:mm:ss.000", "[h]:mm", "h:mm"],
      sheets: {
        // 29 February 1900 (60) never existed. 43646.99999999999 is 1 July, rounded to the nearest millisecond.
        Dates: table([
          [[1, 43647], [2, 43647], [3, 43647]],
          [[1, 1], [1, 59], [1, 60], [1, 61], [1, 0], [1, -1]],
          [[4, 43647.545138888888], [4, 43647.545138894678], [1, 43646.99999999999], [5, 1.5], [6, 0.75]],
          [[1, 2958465], [1, 2958466]],
        ]),
      },
    }),
    "dates-iso.xlsx": xlsx({
      formats: ["dd/mm/yyyy", "h:mm"],
      sheets: {
        Dates:
          `<row r="1"><c r="A1" t="d" s="1"><v>2019-07-01</v></c><c r="B1" t="d" s="1"><v>2019-07-01T13:05:00</v></c>` +
          `<c r="C1" t="d" s="1"><v>2019-07-01T00:00:00.000</v></c><c r="D1" t="d" s="2"><v>06:00:00</v></c></row>`,
      },
    }),
    "dates-as-text.xlsx": xlsx({
      formats: ["dd/mm/yyyy"],
      sheets: {
        Dates: table([["Returned Date"], ["03/04/2019"], ["31/12/2019"], [[1, 43647]], ["2019-07-01"], ["1 Jul 2019"]]),
      },
    }),
    "date-without-format.xlsx": xlsx({ sheets: { Dates: table([["Returned Date"], [43647]]) } }),

    // Values
    "error-cells.xlsx": xlsx({
      sheets: {
        Errors: ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!"].map((error, i) =>
          `<row r="${i + 1}"><c r="A${i + 1}" t="e"><f>1/0</f><v>${error}</v></c></row>`
        ).join(""),
      },
    }),
    "uncached-formula.xlsx": xlsx({
      sheets: {
        Formulas:
          '<row r="1"><c r="A1"><f>SUM(B1:C1)</f></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="str"><f>""</f><v></v></c>' +
          '<c r="D1" t="str"><f>"a"&amp;"b"</f></c><c r="E1"><f>1+1</f><v/></c><c r="F1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c></row>',
      },
    }),
    "strings.xlsx": xlsx({
      strings: [
        "<t>shared</t>",
        '<t xml:space="preserve">  kept  </t>',
        '<r><rPr><b/></rPr><t>rich</t></r><r><t xml:space="preserve"> text</t></r>',
        '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>',
        "<t/>",
        "<t>R&amp;D &#128540; &#x1F61C; &lt;b&gt;</t>",
        "<t><![CDATA[a < b & c]]> d</t>",
        "<t>one<!-- not text --> two</t>",
      ],
      sheets: {
        Strings: `<row r="1">${
          [0, 1, 2, 3, 4, 5, 6, 7].map((i) => `<c r="${"ABCDEFGH"[i]}1" t="s"><v>${i}</v></c>`).join("")
        }</row>` +
          '<row r="2"><c r="A2" t="inlineStr"><is><t>inline</t></is></c><c r="B2" t="inlineStr"><is><r><t>inline</t></r><r><t xml:space="preserve"> rich</t></r></is></c>' +
          '<c r="C2" t="str"><v>a result &amp; more</v></c></row>',
      },
    }),
    "escapes.xlsx": xlsx({
      strings: ["<t>ABC_x000D_\nDEF</t>", "<t>_x005F_x000D_ is written so</t>", "<t>_xD83D__xDE00_ _x00zz_ x000D</t>"],
      sheets: {
        Escapes:
          '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>' +
          '<row r="2"><c r="A2" t="inlineStr"><is><t>ABC_x000D_\r\nDEF</t></is></c><c r="B2" t="str"><v>tab_x0009_</v></c></row>',
      },
    }),
    "numbers-as-text.xlsx": xlsx({ sheets: { Numbers: table([["1,234", "12%", " 7 ", "-", "n/a", "[x]", "£1.50"]]) } }),
    "numbers.xlsx": xlsx({
      sheets: {
        Numbers: `<row r="1">${
          [
            "0.1",
            "-0.1",
            "1E3",
            "1.5e-7",
            "0.30000000000000004",
            "12345678901234567890",
            "9007199254740993",
            ".5",
            "5.",
            "+3",
            " 8 ",
          ]
            .map((value, i) => `<c r="${"ABCDEFGHIJK"[i]}1"><v>${value}</v></c>`).join("")
        }</row>`,
      },
    }),
    "percent-formats.xlsx": xlsx({
      formats: ["0.00%", '0"%"', "#,##0"],
      sheets: { Percents: table([[[1, 0.9935], [2, 96.6], 0.966, [3, 4077703]]]) },
    }),
    "booleans.xlsx": xlsx({ sheets: { Booleans: table([[true, false]]) } }),
    "leading-zeros.xlsx": xlsx({
      formats: ["0000"],
      sheets: { Codes: table([["0012", "4.10", [1, 12], "1E5", "3-4"]]) },
    }),
    "odd-spaces.xlsx": xlsx({
      sheets: {
        Spaces: table([["User\u00a0ID", "User\u200bName ", "Forecast\nVolume", "\ufeffRegion", " ", "\u00a0"]]),
      },
    }),

    // Tables
    "two-row-header.xlsx": xlsx({
      sheets: {
        Variance: table([
          ["Reporting Month", "User", null, "Volume", null],
          [null, "ID", "Name", "Forecast", "Actual"],
          ...ROWS,
        ]),
      },
      behind: '<mergeCells count="2"><mergeCell ref="B1:C1"/><mergeCell ref="D1:E1"/></mergeCells>',
    }),
    "header-on-row-9.xlsx": xlsx({ sheets: { Variance: table([HEADER, ...ROWS], 9) } }),
    "furniture.xlsx": xlsx({
      sheets: {
        Variance: table([["CSR Forecast Variance, July 2019"], ["Classification: Amber"], [], HEADER, ...ROWS, [], [
          "Notes",
        ], ["1. Volumes are requests sent"]]),
      },
    }),
    "totals-right.xlsx": xlsx({ sheets: { Variance: table([HEADER, ...ROWS, ["Total", null, null, 3000, 3000]]) } }),
    "totals-wrong.xlsx": xlsx({ sheets: { Variance: table([HEADER, ...ROWS, ["Total", null, null, 3000, 3001]]) } }),
    "two-tables.xlsx": xlsx({ sheets: { Variance: table([HEADER, ...ROWS, [], [], HEADER, ...ROWS]) } }),
    "year-tabs.xlsx": xlsx({
      sheets: {
        "2018": table([HEADER, ["2018-07", ...ROWS[0].slice(1)]]),
        "2019": table([HEADER, ...ROWS]),
        Notes: table([["Nothing here"]]),
      },
    }),
    "duplicate-headers.xlsx": xlsx({
      sheets: { Variance: table([[...HEADER, null, "Actual Volume"], [...ROWS[0], null, 7]]) },
    }),
    "hostile-names.xlsx": xlsx({
      sheets: {
        ["__proto__"]: table([["__proto__", "constructor", "'; drop table extracts.csr_variance; --"], [
          "toString",
          1,
          "x",
        ]]),
        "R&D; --": table([["a"]]),
      },
    }),
    "hidden.xlsx": xlsx({
      states: { Working: "hidden", Secret: "veryHidden" },
      sheets: {
        Shown: worksheet(
          '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2" hidden="1"><c r="A2"><v>3</v></c></row><row hidden="true" r="3"><c r="A3"><v>4</v></c></row>',
        ).replace("<sheetData>", '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'),
        Working: table([["hidden"]]),
        Secret: table([["very hidden"]]),
      },
    }),
    "hidden-data.xlsx": xlsx({
      sheets: {
        // A hidden helper column holds figures. A filter is on. All columns after the table are hidden.
        Variance: worksheet(
          table([HEADER, ...ROWS, ["2019-07", "90-B3-D5-1F-30-03-00-00", "Hidden Power", 10, 20]])
            .replace('<row r="3"', '<row r="3" hidden="1"').replace('<row r="4"', '<row r="4" hidden="1"'),
        ).replace(
          "<sheetData>",
          '<cols><col min="3" max="3" hidden="1"/><col min="5" max="16384" width="0" hidden="1"/></cols><sheetData>',
        ),
      },
    }),

    // Ways to write a sheet
    "missing-references.xlsx": xlsx({
      sheets: {
        Cells: '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c r="C3"><v>4</v></c><c><v>5</v></c></row>',
      },
    }),
    "sparse-rows.xlsx": xlsx({
      sheets: { Cells: '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>' },
    }),
    "huge-dimension.xlsx": xlsx({
      sheets: {
        Cells: worksheet(
          '<row r="2"><c r="B2"><v>1</v></c></row>',
          '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ).replace(
          "<sheetData>",
          '<dimension ref="A1:XFD1048576"/><sheetData>',
        ),
      },
    }),
    "prefixed.xlsx": xlsx({
      sheets: {
        Cells:
          `<?xml version='1.0' encoding='utf-8'?>\n<!-- <row r="9"/> --><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\n` +
          `  <x:sheetData>\n    <x:row r='1' >\n      <x:c\n r='A1' t = 'inlineStr' ><x:is><x:t>a &gt; b</x:t></x:is></x:c>\n      <x:c s="0" r="B1"><x:v>7</x:v></x:c>\n    </x:row>\n  </x:sheetData>\n</x:worksheet>\n`,
      },
    }),
    "strict.xlsx": writeZip(
      xlsxParts({
        strings: ["<t>strict</t>"],
        formats: ["dd/mm/yyyy"],
        sheets: { Cells: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1" t="d"><v>2019-07-01</v></c></row>' },
      })
        .map((part) => ({
          ...part,
          content: String(part.content)
            .replaceAll(
              "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
              "http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            .replaceAll(
              "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
              "http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        })),
    ),
    "part-names.xlsx": writeZip(
      // Some programs write absolute targets in another case. The strings come after the sheet.
      xlsxParts({ strings: ["<t>found</t>"], sheets: { Cells: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' } }).map((
        part,
      ) => ({
        ...part,
        name: part.name.replace("sharedStrings", "SharedStrings"),
        content: String(part.content).replaceAll('Target="worksheets/', 'Target="/xl/worksheets/'),
      })),
    ),
    "external-links.xlsx": xlsx({
      sheets: { Cells: '<row r="1"><c r="A1"><f>[1]Other!A1</f><v>42</v></c></row>' },
      extra: [
        {
          name: "xl/externalLinks/externalLink1.xml",
          content: '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
        },
        {
          name: "xl/externalLinks/_rels/externalLink1.xml.rels",
          content: relationships([
            relation(
              "rId1",
              "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath",
              "file:///C:/other.xlsx",
              "External",
            ),
          ]),
        },
      ],
    }),
    "chart-sheet.xlsx": writeZip(
      xlsxParts({ sheets: { Chart: "", Cells: table([["data"]]) } }).map((part) => ({
        ...part,
        content: part.name.endsWith("workbook.xml.rels")
          ? String(part.content).replace(
            'relationships/worksheet" Target="worksheets/sheet1',
            'relationships/chartsheet" Target="worksheets/sheet1',
          )
          : part.content,
      })),
    ),
    "deflated.xlsx": writeZip(
      xlsxParts({ sheets: { Variance: table([HEADER, ...ROWS]) } }).map((part) => ({ ...part, deflated: true })),
    ),
    "zip64.xlsx": writeZip(xlsxParts({ sheets: { Variance: table([HEADER, ...ROWS]) } }), "wide"),
    "sizes-behind.xlsx": writeZip(
      xlsxParts({ sheets: { Variance: table([HEADER, ...ROWS]) } }).map((part) => ({ ...part, deflated: true })),
      "streamed",
    ),
    "macros.xlsm": writeZip(
      xlsxParts({ sheets: { Variance: table([HEADER, ...ROWS]) } }).map((part) => ({
        ...part,
        content: String(part.content).replace(
          "openxmlformats-officedocument.spreadsheetml.sheet.main",
          "ms-excel.sheet.macroEnabled.main",
        ),
      })),
    ),

    // A module of Excel 5 is in the list but has no part.
    "module-sheet.xlsx": writeZip(
      xlsxParts({ sheets: { Data: table([["Region", "Volume"], ["North", 12]]) } }).map((part) => ({
        ...part,
        content: String(part.content).replace(
          "</sheets>",
          '<sheet name="Module1" sheetId="2" state="veryHidden" r:id=""/></sheets>',
        ),
      })),
    ),
    // Each cell has its own row element. The second element of row 2 declares the row hidden.
    "row-in-parts.xlsx": xlsx({
      sheets: {
        Cells: '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1" t="str"><v>b</v></c></row>' +
          '<row r="2"><c r="A2"><v>2</v></c></row><row r="2" hidden="1"><c r="C2"><v>3</v></c></row><row r="2"/>' +
          '<row r="4"/><row r="4"><c r="A4"><v>4</v></c></row>',
      },
    }),
    "small-references.xlsx": xlsx({
      sheets: { Cells: '<row r="1"><c r="a1"><v>1</v></c><c r="aB1"><v>2</v></c><c r="AC1"><v>3</v></c></row>' },
    }),
    "empty-style.xlsx": xlsx({
      formats: ["0.0%"],
      sheets: { Cells: '<row r="1"><c r="A1" s=""><v>1</v></c><c r="B1" s="1"><v>0.5</v></c></row>' },
    }),
    "utf-16-sheet.xlsx": writeZip(
      xlsxParts({ sheets: { Cells: table([["Énergie 東", 1]]) } }).map((part) =>
        part.name.includes("sheet1") ? { ...part, content: utf16(`\ufeff${asUtf16(part.content)}`, false) } : part
      ),
    ),
    "utf-16-without-mark.xlsx": writeZip(
      xlsxParts({
        strings: ["<t>Énergie</t>"],
        formats: ["0.0%"],
        sheets: {
          "Dépôt": '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.5</v></c></row>',
        },
      }).map((part, i) => ({ ...part, content: utf16(asUtf16(part.content), i % 2 === 0) })),
    ),
    "latin-2-parts.xlsx": writeZip(
      // é is the same byte in ISO-8859-1 and -2. The other byte, 0xb3, is ł only in the latter.
      xlsxParts({ sheets: { Cells: '<row r="1"><c r="A1" t="str"><v>caf\u00e9 \u00b3</v></c></row>' } }).map((
        part,
      ) => ({
        ...part,
        content: Uint8Array.from(String(part.content).replace("UTF-8", "ISO-8859-2"), (c) => c.charCodeAt(0)),
      })),
    ),

    // Text
    "stray-semicolon.csv": text('Statement\n"delete from a, b"\n"select 1, 2"\ndelete t;\n'),
    "stray-bars.csv": text("Reference\na | b\nc\nd\ne\nf | g\n"),
    "utf-8.csv": text("Reporting Month,User Name\n2019-07,Énergie\n"),
    "byte-order-mark.csv": text('\ufeff"Reporting Month",Code\r\n2019-07,0012\r\n'),
    "utf-16le.csv": utf16("\ufeffReporting Month\tUser Name\r\n2019-07\tÉnergie\r\n", false),
    "utf-16be.csv": utf16("\ufeffReporting Month,User Name\r\n2019-07,Énergie\r\n", true),
    "utf-16-without-mark.tsv": utf16("Reporting Month\tCode\n2019-07\t0012\n", false),
    "windows-1252.csv": Uint8Array.from([...text("User,Charge\nCaf"), 0xe9, ...text(","), 0x80, ...text("5\n")]),
    "semicolons.csv": text("Figures, as at 1 July\nReporting Month;Volume\n2019-07;1,5\n2019-08;2,5\n"),
    "declared-delimiter.csv": text("sep=;\r\na;b\r\n1;2\r\n"),
    "tabs.tsv": text("Reporting Month\tNote\n2019-07\ta, b; c\n"),
    "quotes.csv": text('a,b\n"1,234","two\nlines"\n\n"say ""no""",\n=1+1,03/04/2019\n'),
    "mixed-line-ends.csv": text("a,b\r\n1,2\n3,4\r5,6"),
  };
}
