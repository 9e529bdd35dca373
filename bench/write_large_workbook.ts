import { type FileHandle, open, rename } from "node:fs/promises";
import { crc32, createDeflateRaw } from "node:zlib";
import { columnLetters } from "../etl/workbook/address.ts";
import { contentTypes, relation, relationships } from "../test/workbooks/xlsx_parts.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const HEADERS = [
  ...["Period End", "Device ID", "Device Type", "User ID", "Commissioned Date"],
  ...["DCC Interrogation", "Recovery Cell Populated", "Issue Security Credentials"],
  ...["Update Security Credentials (Device)", "Update Security Credentials (KRP)"],
];
const TYPES = ["ESME", "GSME", "GPF", "CHF", "PPMID", "IHD"];
const USERS = 200;
const DEVICE = 8 + USERS + 2; // Where the strings of Device IDs begin, behind types, Yes and No, and Users.
const STYLE = { date: 1, count: 2 };

/**
 * Writes a Post Commissioning extract as Excel would: shared strings (each Device ID another one), styled dates and
 * counts, a reference in every cell. The same rows and columns give the same bytes.
 *
 * @param columns At least the ten of the contract; the others are counts under headers that no contract knows
 */
export async function writeLargeWorkbook(path: string, rows: number, columns = 10): Promise<void> {
  const file = await open(`${path}.part`, "w");
  const entries: Entry[] = [];
  const add = async (name: string, content: Iterable<string>) => {
    const offset = entries.reduce((sum, entry) => sum + entry.room, 0);
    entries.push(await writeEntry(file, name, content, offset));
  };
  await add("[Content_Types].xml", [contentTypes({
    "xl/workbook.xml": `${SPREADSHEET}.sheet.main+xml`,
    "xl/styles.xml": `${SPREADSHEET}.styles+xml`,
    "xl/sharedStrings.xml": `${SPREADSHEET}.sharedStrings+xml`,
    "xl/worksheets/sheet1.xml": `${SPREADSHEET}.worksheet+xml`,
  })]);
  await add("_rels/.rels", [relationships([relation("rId1", `${RELATIONS}/officeDocument`, "xl/workbook.xml")])]);
  await add("xl/_rels/workbook.xml.rels", [relationships([
    relation("rId1", `${RELATIONS}/worksheet`, "worksheets/sheet1.xml"),
    relation("rId2", `${RELATIONS}/styles`, "styles.xml"),
    relation("rId3", `${RELATIONS}/sharedStrings`, "sharedStrings.xml"),
  ])]);
  await add("xl/workbook.xml", [
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Post Commissioning" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ]);
  await add("xl/styles.xml", [
    `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  ]);
  await add("xl/worksheets/sheet1.xml", sheetXml(rows, columns));
  await add("xl/sharedStrings.xml", stringsXml(rows, columns));
  await writeDirectory(file, entries);
  await file.close();
  await rename(`${path}.part`, path);
}

function* sheetXml(rows: number, columns: number): Generator<string> {
  const letters = Array.from({ length: columns }, (_, index) => columnLetters(index));
  const random = randomNumbers(20190731);
  const headers = letters.map((letter, index) => `<c r="${letter}1" t="s"><v>${headerString(index, rows)}</v></c>`);
  yield `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:${letters.at(-1)}${rows}"/><sheetData>`;
  yield `<row r="1" spans="1:${columns}">${headers.join("")}</row>`;
  let xml = "";
  for (let row = 2; row <= rows; row++) {
    const text = (index: number, string: number) => `<c r="${letters[index]}${row}" t="s"><v>${string}</v></c>`;
    const styled = (index: number, style: number, value: number) =>
      `<c r="${letters[index]}${row}" s="${style}"><v>${value}</v></c>`;
    xml += `<row r="${row}" spans="1:${columns}">` +
      styled(0, STYLE.date, 43677) + text(1, DEVICE + row - 2) + text(2, random() % TYPES.length) +
      text(3, 8 + random() % USERS) + styled(4, STYLE.date, 42736 + random() % 900) +
      text(5, 6 + random() % 2) + text(6, 6 + random() % 2) +
      styled(7, STYLE.count, random() % 10) + styled(8, STYLE.count, random() % 10) +
      styled(9, STYLE.count, random() % 1000);
    for (let index = 10; index < columns; index++) xml += styled(index, STYLE.count, random() % 100_000);
    xml += "</row>";
    if (xml.length > 100_000) {
      yield xml;
      xml = "";
    }
  }
  yield `${xml}</sheetData></worksheet>`;
}

function* stringsXml(rows: number, columns: number): Generator<string> {
  const texts = [...TYPES, "Yes", "No"];
  for (let user = 0; user < USERS; user++) texts.push(eui64("90-B3-D5", user));
  texts.push("", "");
  yield `${HEAD}<sst xmlns="${MAIN}">${texts.map(item).join("")}`;
  for (let from = 0; from < rows - 1; from += 1000) {
    const count = Math.min(1000, rows - 1 - from);
    // Multiplied by a number without a common divisor: all different, in no order.
    yield Array.from({ length: count }, (_, at) => item(eui64("00-DB-12", (from + at) * 7919 % 4_194_304))).join("");
  }
  const headers = Array.from({ length: columns }, (_, index) => item(HEADERS[index] ?? `Measure ${index + 1}`));
  yield `${headers.join("")}</sst>`;
}

/** Behind all other strings. */
function headerString(index: number, rows: number): number {
  return DEVICE + rows - 1 + index;
}

function item(text: string): string {
  return `<si><t>${text}</t></si>`;
}

function eui64(maker: string, number: number): string {
  const pairs = number.toString(16).toUpperCase().padStart(10, "0").match(/../g)!;
  return `${maker}-${pairs.join("-")}`;
}

/** Numbers from 0 to 4,294,967,295 of Marsaglia's xorshift32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

interface Entry {
  readonly name: string;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  /** Bytes in the file, header and all. */
  readonly room: number;
}

async function writeEntry(file: FileHandle, name: string, content: Iterable<string>, offset: number): Promise<Entry> {
  const deflater = createDeflateRaw({ level: 6 });
  const header = 30 + name.length;
  let crc = 0;
  let size = 0;
  let packed = 0;
  const writing = (async () => {
    for await (const chunk of deflater) {
      await file.write(chunk as Uint8Array, 0, (chunk as Uint8Array).length, offset + header + packed);
      packed += (chunk as Uint8Array).length;
    }
  })();
  for (const text of content) {
    const bytes = new TextEncoder().encode(text);
    crc = crc32(bytes, crc);
    size += bytes.length;
    await new Promise<void>((resolve, reject) => deflater.write(bytes, (error) => error ? reject(error) : resolve()));
  }
  deflater.end();
  await writing;
  const entry = { name, crc, packed, size, offset, room: header + packed };
  await file.write(
    Uint8Array.from([0x50, 0x4b, 3, 4, ...described(entry), ...new TextEncoder().encode(name)]),
    0,
    header,
    offset,
  );
  return entry;
}

/** What a local header and the directory both say. */
function described({ name, crc, packed, size }: Entry): number[] {
  return [20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0, ...long(crc), ...long(packed), ...long(size), name.length, 0, 0, 0];
}

async function writeDirectory(file: FileHandle, entries: readonly Entry[]): Promise<void> {
  const start = entries.reduce((sum, entry) => sum + entry.room, 0);
  const directory = entries.flatMap((entry) => [
    ...[0x50, 0x4b, 1, 2, 20, 0],
    ...described(entry),
    ...[0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ...long(entry.offset),
    ...new TextEncoder().encode(entry.name),
  ]);
  const end = [
    0x50,
    0x4b,
    5,
    6,
    0,
    0,
    0,
    0,
    entries.length,
    0,
    entries.length,
    0,
    ...long(directory.length),
    ...long(start),
    0,
    0,
  ];
  const bytes = Uint8Array.from([...directory, ...end]);
  await file.write(bytes, 0, bytes.length, start);
}

function long(value: number): number[] {
  return [value & 0xff, value >>> 8 & 0xff, value >>> 16 & 0xff, value >>> 24];
}
