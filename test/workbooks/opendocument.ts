import { writeZip, type ZipPart } from "./write_zip.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMES = [
  ...["office", "table", "text", "style", "meta"].map((
    name,
  ) => [name, `urn:oasis:names:tc:opendocument:xmlns:${name}:1.0`]),
  ["number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"],
  ["calcext", "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"],
].map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join("");

const STYLES =
  '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>' +
  '<number:percentage-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>' +
  '<number:date-style style:name="N2"><number:day number:style="long"/><number:text>/</number:text><number:month/><number:text>/</number:text><number:year/></number:date-style>' +
  '<style:style style:name="percent" style:family="table-cell" style:data-style-name="N1"/>' +
  '<style:style style:name="bold percent" style:family="table-cell" style:parent-style-name="percent"/>' +
  '<style:style style:name="date" style:family="table-cell" style:data-style-name="N2"/>';

/**
 * Builds the OpenDocument spreadsheets, ordinary and hostile. The function is long because it is a list of fixtures.
 */
export function opendocument(): Record<string, Uint8Array> {
  const text = (value: string, attributes = "") =>
    `<table:table-cell office:value-type="string"${attributes}><text:p>${value}</text:p></table:table-cell>`;
  const number = (value: string, attributes = "", shown = "") =>
    `<table:table-cell office:value-type="float" office:value="${value}"${attributes}><text:p>${shown}</text:p></table:table-cell>`;
  const row = (cells: string, attributes = "") => `<table:table-row${attributes}>${cells}</table:table-row>`;
  const sheet = (name: string, content: string, style = "") =>
    `<table:table table:name="${name}"${style}>${content}</table:table>`;
  const plain = sheet("Cells", row(text("a") + number("1")));
  return {
    "everyday.ods": ods(
      sheet(
        "Data",
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="percent"/>' +
          `<table:table-header-rows>${row(text("Month") + text("Volume") + text("Rate"))}</table:table-header-rows>` +
          row(
            text("Jul-19") + number("1234") + number("0.966") +
              '<table:table-cell office:value-type="percentage" office:value="0.9935" table:style-name="bold percent"><text:p>99.4%</text:p></table:table-cell>' +
              '<table:table-cell office:value-type="date" office:date-value="2019-07-01"><text:p>a day</text:p></table:table-cell>' +
              '<table:table-cell office:value-type="date" office:date-value="2019-07-01T13:05:00"><text:p>a day</text:p></table:table-cell>' +
              number("43647", ' table:style-name="date"') +
              '<table:table-cell office:value-type="time" office:time-value="PT36H00M00S"><text:p>36:00:00</text:p></table:table-cell>' +
              '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>' +
              '<table:table-cell office:value-type="currency" office:currency="GBP" office:value="1.5"><text:p>£1.50</text:p></table:table-cell>',
          ) + row(number("3"), ' table:visibility="collapse"'),
      ) + sheet("Working", row(text("hidden")), ' table:style-name="hidden"'),
    ),
    "no-mimetype.ods": ods(plain, withoutMimetype),
    // The manifest declares a text document.
    "text-without-mimetype.ods": ods(plain, (part) => {
      const content = String(part.content).replace("opendocument.spreadsheet", "opendocument.text");
      return { ...withoutMimetype(part), content };
    }),
    "utf-16-parts.ods": ods(
      sheet("Dépôt", row(text("Énergie 東") + number("1"))),
      (part) => part.name === "content.xml" ? { ...part, content: utf16(String(part.content)) } : part,
    ),
    "hidden.ods": ods(sheet(
      "Shown",
      '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column-group table:display="false">' +
        '<table:table-column table:number-columns-repeated="2"/></table:table-column-group><table:table-column table:number-columns-repeated="16380"/>' +
        row(text("a") + text("b") + text("c") + text("d") + text("e")) +
        row(number("1"), ' table:visibility="filter"') +
        `<table:table-row-group table:display="false">${
          row(number("2"), ' table:number-rows-repeated="2"')
        }</table:table-row-group>` +
        row(number("3")),
    )),
    "texts.ods": ods(sheet(
      "Texts",
      row(
        text('two  spaces<text:s text:c="2"/>more') + text("a<text:tab/>b<text:line-break/>c") +
          text(" R&amp;D <text:span>in</text:span> bold\u00a0"),
      ) +
        row(
          '<table:table-cell office:value-type="string"><office:annotation><text:p>a comment</text:p></office:annotation><text:p>first</text:p><text:p>second</text:p></table:table-cell>' +
            '<table:table-cell office:value-type="string" office:string-value="0012"><text:p>shown otherwise</text:p></table:table-cell>',
        ),
    )),
    "footnote.ods": ods(
      sheet("Texts", row(text("a<text:note><text:p>footnote</text:p></text:note>b"))),
    ),
    "errors-and-formulas.ods": ods(sheet(
      "Cells",
      row(
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>' +
          number("0", ' table:formula="of:=1/0"', "#DIV/0!") + number("0", "", "#NUM!") +
          '<table:table-cell table:formula="of:=[.A1]"/>' +
          '<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>' +
          number("0", ' table:formula="of:=FALSE()"', "FALSE") + number("2", ' table:formula="of:=1+1"', "2"),
      ),
    )),
    "repeats.ods": ods(sheet(
      "Cells",
      "<table:table-row-group>" +
        row(
          '<table:table-cell table:number-columns-repeated="2"/>' + number("7", ' table:number-columns-repeated="2"'),
          ' table:number-rows-repeated="2"',
        ) +
        "</table:table-row-group>" +
        row('<table:table-cell table:number-columns-repeated="16384"/>', ' table:number-rows-repeated="3"') +
        row(
          text("merged", ' table:number-columns-spanned="2"') +
            '<table:covered-table-cell office:value-type="float" office:value="5"/>',
        ) +
        row('<table:table-cell table:number-columns-repeated="16384"/>', ' table:number-rows-repeated="1048569"'),
    )),
    "dates-1904.ods": ods(
      '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>' +
        sheet("Dates", row(number("42185", ' table:style-name="date"'))),
    ),

    // Refused
    "half-content.ods": ods(
      plain,
      (part) => part.name === "content.xml" ? { ...part, content: String(part.content).slice(0, -80) } : part,
    ),
    "password.ods": ods(
      plain,
      (part) =>
        part.name === "META-INF/manifest.xml"
          ? {
            ...part,
            content: String(part.content).replace(
              'media-type="text/xml"/>',
              'media-type="text/xml"><manifest:encryption-data/></manifest:file-entry>',
            ),
          }
          : part,
    ),
    "entity-bomb.ods": ods(
      plain,
      (part) =>
        part.name === "content.xml"
          ? {
            ...part,
            content: String(part.content).replace(
              "<office:document",
              '<!DOCTYPE a [<!ENTITY a "ha">]><office:document',
            ),
          }
          : part,
    ),
    "repeat-bomb.ods": ods(sheet(
      "Cells",
      row(number("1", ' table:number-columns-repeated="16384"'), ' table:number-rows-repeated="1048576"'),
    )),
    "repeat-1e9.ods": ods(sheet("Cells", row(number("1"), ' table:number-rows-repeated="999999999"'))),
    "decimal-comma.ods": ods(sheet("Cells", row(text("a") + number("12,5")))),
    "unknown-element.ods": ods(sheet("Cells", row(text("a") + text("b").replaceAll("table-cell", "table-cellar")))),
    "broken-attribute.ods": ods(sheet("Cells", row(number("1"), ' table:number rows-repeated="2"'))),
    "inner-table.ods": ods(sheet("Cells", row(`<table:table-cell>${plain}</table:table-cell>`))),
    "no-content.ods": ods(plain, (part) => part.name === "content.xml" ? { ...part, name: "other.xml" } : part),
  };
}

function withoutMimetype(part: ZipPart): ZipPart {
  return part.name === "mimetype" ? { ...part, name: "readme.txt" } : part;
}

/** Big-endian, without a byte order mark. */
function utf16(content: string): Uint8Array {
  const text = content.replace('encoding="UTF-8"', 'encoding="UTF-16"');
  return Uint8Array.from(Array.from({ length: text.length * 2 }, (_, i) => text.charCodeAt(i >> 1) >> (i % 2 ? 0 : 8)));
}

function ods(tables: string, change: (part: ZipPart) => ZipPart = (part) => part): Uint8Array {
  const type = "application/vnd.oasis.opendocument.spreadsheet";
  const parts: ZipPart[] = [
    { name: "mimetype", content: type },
    {
      name: "META-INF/manifest.xml",
      content:
        `${HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${type}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    },
    {
      name: "content.xml",
      content:
        `${HEAD}<office:document-content${NAMES} office:version="1.3"><office:automatic-styles>${STYLES}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    },
  ];
  parts.push({
    name: "styles.xml",
    content: `${HEAD}<office:document-styles${NAMES}><office:styles/></office:document-styles>`,
  });
  return writeZip(parts.map(change));
}
