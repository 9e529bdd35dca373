/**
 * Writes the source of the LibreOffice workbooks in this folder as flat OpenDocument: `deno run -A make.ts FOLDER`.
 *
 * LibreOffice 7.4 converted it once with `soffice --headless --convert-to xls libreoffice.fods`. Two PyPI packages
 * wrote the other files: xlwt 1.3 and pyxlsbwriter 0.1. All are stored unchanged, because the tests cannot run those
 * programs.
 */
const cell = (attributes: string, text = "") =>
  `<table:table-cell ${attributes}>${text === "" ? "" : `<text:p>${text}</text:p>`}</table:table-cell>`;
const string = (text: string) => cell('office:value-type="string"', text);
const float = (value: number | string, style = "General") =>
  cell(`table:style-name="${style}" office:value-type="float" office:value="${value}"`);
const date = (value: string, style: string) =>
  cell(`table:style-name="${style}" office:value-type="date" office:date-value="${value}"`);
const formula = (formula: string, value: string) => cell(`table:formula="of:=${formula}" ${value}`);
const row = (cells: readonly string[], attributes = "") =>
  `<table:table-row ${attributes}>${cells.join("")}</table:table-row>`;
const gap = (rows: number) =>
  `<table:table-row table:number-rows-repeated="${rows}"><table:table-cell/></table:table-row>`;

/**
 * Texts with one-byte and two-byte letters. In a list of shared texts, they need more than one record of 8,224 bytes.
 */
const LONG = [
  "z".repeat(9000),
  "é".repeat(4200),
  "東京 ".repeat(3000),
  "x" + "😀".repeat(5000),
  "mixed é 東 ".repeat(500),
];

const DATA = [
  row(["Month", "Volume", "Rate", "Day", "Met", "Error", "Formula"].map(string)),
  row([
    string("2019-07"),
    float(1234),
    float(0.9935, "Percent"),
    date("2019-07-01", "Day"),
    cell('office:value-type="boolean" office:boolean-value="true"'),
    formula("1/0", 'office:value-type="string"'),
    formula("[.B2]*2", 'office:value-type="float" office:value="2468"'),
  ]),
  row([
    string("R&amp;D 東京 😀"),
    float(-0.5),
    float("1.5e-7"),
    date("2019-07-01T12:30:15.5", "Moment"),
    cell('office:value-type="boolean" office:boolean-value="false"'),
    formula("NA()", 'office:value-type="string"'),
    formula("&quot;a&quot;&amp;&quot;é&quot;", 'office:value-type="string" office:string-value="aé"'),
  ]),
  row([
    string("0012"),
    float(123456789012),
    float(96.6),
    date("1904-02-29", "Day"),
    "<table:table-cell/>",
    formula("SQRT(-1)", 'office:value-type="string"'),
    formula("[.E2]", 'table:style-name="Bool" office:value-type="boolean" office:boolean-value="true"'),
  ], 'table:visibility="collapse"'),
  row([
    cell('table:number-columns-spanned="3" table:number-rows-spanned="2" office:value-type="string"', "merged"),
    '<table:covered-table-cell table:number-columns-repeated="2"/>',
    formula("&quot;&quot;", 'office:value-type="string" office:string-value=""'),
    float(0.1),
    float(3.14),
    float(-7),
  ]),
  gap(300),
  row([string("far"), '<table:table-cell table:number-columns-repeated="199"/>', float(200), float(201), float(202)]),
];

const TEXTS = LONG.map((text) => row([string(text)])).concat(
  Array.from(
    { length: 40 },
    (_, i) => row(Array.from({ length: 5 }, (_, j) => string(`text ${i * 5 + j} ${"é東".repeat(j)}`))),
  ),
  row([
    '<table:table-cell office:value-type="string"><text:p>plain <text:span text:style-name="Bold">bold</text:span> é</text:p></table:table-cell>',
    '<table:table-cell office:value-type="string"><text:p>two</text:p><text:p>lines</text:p></table:table-cell>',
  ]),
);

function flat(nullDate: string): string {
  const table = (name: string, columns: string, rows: readonly string[], style = "Shown") =>
    `<table:table table:name="${name}" table:style-name="${style}">${columns}${rows.join("")}</table:table>`;
  const style = (name: string, data: string) =>
    `<style:style style:name="${name}" style:family="table-cell" style:data-style-name="${data}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
  xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
  xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
  office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:number-style style:name="N0"><number:number number:min-integer-digits="1"/></number:number-style>
<number:percentage-style style:name="N1"><number:number number:decimal-places="2" number:min-decimal-places="2"
  number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<number:date-style style:name="N2"><number:day number:style="long"/><number:text>/</number:text><number:month
  number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<number:date-style style:name="N3"><number:year number:style="long"/><number:text>-</number:text><number:month
  number:style="long"/><number:text>-</number:text><number:day number:style="long"/><number:text> </number:text><number:hours
  number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:date-style>
<number:boolean-style style:name="N4"><number:boolean/></number:boolean-style>
${style("General", "N0")}${style("Percent", "N1")}${style("Day", "N2")}${style("Moment", "N3")}${style("Bool", "N4")}
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Shown" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="Hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
<table:calculation-settings><table:null-date table:date-value="${nullDate}"/></table:calculation-settings>
${table("Data", '<table:table-column/><table:table-column table:visibility="collapse"/>', DATA)}
${table("Texts é", "<table:table-column/>", TEXTS)}
${table("Working", "<table:table-column/>", [row([string("hidden")])], "Hidden")}
${
    Array.from({ length: 12 }, (_, i) => table(`Sheet ${i}`, "<table:table-column/>", [gap(i), row([float(i)])])).join(
      "\n",
    )
  }
</office:spreadsheet></office:body></office:document>`;
}

if (import.meta.main) {
  const [folder] = Deno.args;
  await Deno.writeTextFile(`${folder}/libreoffice.fods`, flat("1899-12-30"));
  await Deno.writeTextFile(`${folder}/libreoffice-1904.fods`, flat("1904-01-01"));
}
