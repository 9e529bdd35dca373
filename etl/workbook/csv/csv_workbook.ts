import { type FileHandle, open } from "node:fs/promises";
import { CsvError, parse } from "csv-parse";
import { Readable } from "node:stream";
import { type Delimiter, findDelimiter } from "./find_delimiter.ts";
import { findOpenQuote } from "./find_open_quote.ts";
import { utf16Encoding } from "../sniff_format.ts";
import { CHANGED, fileStamp, refuse, type SpreadsheetFile } from "../spreadsheet_file.ts";
import type { Workbook } from "../workbook.ts";
import type { Cell, Row } from "../cell.ts";

const BATCH = 1024;
const CHUNK = 262_144;
/** In characters: more than any cell holds; a quote that is never closed swallows the file up to here. */
const MAX_RECORD = 16_000_000;

// What a byte means for the encoding: most mean nothing.
const CONTROL = 1;
const UNDEFINED = 2;
const BYTES = new Uint8Array(256);
BYTES.fill(CONTROL, 0, 0x20);
for (const byte of [0x09, 0x0a, 0x0c, 0x0d]) BYTES[byte] = 0;
// windows-1252 leaves these undefined.
for (const byte of [0x81, 0x8d, 0x8f, 0x90, 0x9d]) BYTES[byte] = UNDEFINED;

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/**
 * A CSV or TSV file as a workbook of one sheet named after the file. Every value is text, just as written, but for
 * `="0012"`, which is 0012.
 *
 * The encoding is UTF-16 when its byte order mark or zeros show it, UTF-8 when all of the file is, else windows-1252; a
 * file of which most but not all is UTF-8 is damaged, and would turn into gibberish; so would one in a code page of DOS, which
 * "CSV (MS-DOS)" writes and only its letters show. The
 * delimiter is a tab in a `.tsv` that has any; else a comma, semicolon, tab or bar, whichever divides the rows most evenly,
 * or what a first line `sep=;` says. A row's number is what a spreadsheet would show: a quoted line break starts no row, a blank
 * line counts.
 *
 * @throws {UserError} exit 4, when the text breaks its encoding; broken quotes are found by `rows()`
 */
export async function csvWorkbook(file: SpreadsheetFile): Promise<Workbook> {
  const encoding = await findEncoding(file);
  const sample = await readSample(file, encoding);
  const declared = /^sep=([,;\t|])\r?\n/i.exec(sample);
  const delimiter = file.format === "tsv" && sample.includes("\t")
    ? "\t"
    : declared?.[1] as Delimiter | undefined ?? findDelimiter(sample);
  const rows = () => readRows(file, encoding, delimiter, declared === null ? 0 : 1);
  const name = file.name.slice(0, file.name.lastIndexOf("."));
  return {
    format: file.format,
    sheets: [{ name, visibility: "visible", rows, hiddenColumns: () => Promise.resolve([]) }],
  };
}

async function* readRows(
  file: SpreadsheetFile,
  encoding: Encoding,
  delimiter: Delimiter,
  skip: number,
): AsyncGenerator<readonly Row[]> {
  // Line ends are named: left to guess, the parser takes the first and reads on over the others.
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    max_record_size: MAX_RECORD,
    from_line: skip + 1,
  });
  const source = Readable.from(decoded(file, encoding));
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let batch: Row[] = [];
  let number = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number++;
      const cells: (Cell | undefined)[] = [];
      for (let i = 0; i < record.length; i++) {
        const text = withoutFormula(record[i]!);
        if (text !== "") cells[i] = { kind: "text", text };
      }
      if (cells.length === 0) continue;
      batch.push({ number, cells, hidden: false, fields: record.length });
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const opened = await findOpenQuote(decoded(file, encoding), delimiter);
    throw refuse(file, `${explain(error, skip, opened)}; put the quotes right, or save it again from Excel`);
  } finally {
    source.destroy();
  }
  if (batch.length > 0) yield batch;
}

/** `="0012"` is how some programs write a code that Excel must leave alone: a formula whose value is the text. */
function withoutFormula(text: string): string {
  const formula = text.startsWith('="') ? /^="((?:[^"]|"")*)"$/.exec(text) : null;
  return formula === null ? text : formula[1]!.replaceAll('""', '"');
}

/**
 * @param skip Lines before the first row
 * @param opened The line in which the quoted value begins that goes wrong; null when none does
 */
function explain(error: CsvError, skip: number, opened: number | null): string {
  const line = `line ${Number(error.lines)}`;
  const begins = opened === null ? "" : `: it begins in line ${opened}`;
  // A quote that is never closed swallows the lines that could be named. What was read before has not all arrived here.
  const row = skip + Number(error.records) + 1;
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return `a quoted value is never closed, in or after row ${row}${begins}`;
    case "CSV_MAX_RECORD_SIZE":
      return `a quoted value is never closed, or a row is longer than ${
        MAX_RECORD / 1e6
      } million characters, in or after row ${row}${begins}`;
    case "INVALID_OPENING_QUOTE":
      return `a quote stands inside a value that is not quoted, at ${line}`;
    default:
      // The quote that ends it may be the first of another value: then the fault is where it was opened.
      return opened === null || opened === Number(error.lines)
        ? `a quoted value is followed by something other than a delimiter, at ${line}`
        : `a quoted value that begins in line ${opened} goes on to ${line}, where something other than a delimiter follows it`;
  }
}

async function findEncoding(file: SpreadsheetFile): Promise<Encoding> {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let isUtf8 = true;
  let isWindows1252 = true;
  let isFirst = true;
  // Letters of several bytes as UTF-8 writes them, and bytes beyond ASCII that are part of none.
  let letters = 0;
  let strays = 0;
  let missing = 0;
  let read = 0;
  let dos = 0;
  let windows = 0;
  for await (const chunk of chunks(file)) {
    if (isFirst) {
      const utf16 = utf16Encoding(chunk);
      if (utf16 !== null) return utf16;
      if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) isWindows1252 = false;
      isFirst = false;
    }
    isUtf8 &&= decodes(utf8, chunk, true);
    for (let i = 0; i < chunk.length; i++) {
      const kind = BYTES[chunk[i]!];
      if (kind === CONTROL) {
        const byte = chunk[i]!.toString(16).padStart(2, "0");
        throw refuse(
          file,
          `it holds bytes of no known kind, the first (${byte}) at byte ${read + i + 1}; ` +
            'if it is a table, save it again as "CSV UTF-8", else check that the file is what its name says',
        );
      }
      if (kind === UNDEFINED) isWindows1252 = false;
      const byte = chunk[i]!;
      if (byte >= 0x80 && !isUtf8) {
        const page = codePageShown(chunk[i - 1] ?? 0, byte, chunk[i + 1] ?? 0);
        if (page === "dos") dos++;
        else if (page === "windows") windows++;
      }
      if (byte < 0x80) {
        missing = 0;
      } else if (missing > 0 && byte < 0xc0) {
        if (--missing === 0) letters++;
      } else {
        missing = byte < 0xc2 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : byte < 0xf5 ? 3 : 0;
        if (missing === 0) strays++;
      }
    }
    read += chunk.length;
  }
  isUtf8 &&= decodes(utf8, new Uint8Array(), false);
  if (isUtf8) return "utf-8";
  if (letters > strays) {
    throw refuse(
      file,
      "it is UTF-8 text with damaged letters: cut short, or pasted together; ask the sender for it again",
    );
  }
  if (dos > windows) {
    throw refuse(
      file,
      'its letters look like those of a code page of DOS, as "CSV (MS-DOS)" writes it; save it as "CSV UTF-8"',
    );
  }
  if (isWindows1252) return "windows-1252";
  throw refuse(
    file,
    'its letters are in no encoding that is read (UTF-8, UTF-16, windows-1252); save it as "CSV UTF-8"',
  );
}

/**
 * Which code page a byte speaks for by what stands beside it: in windows-1252 many of the bytes that are letters in DOS are marks
 * that no letter stands before, and the other way round.
 */
function codePageShown(before: number, byte: number, behind: number): "dos" | "windows" | null {
  const isBehindLetter = isLetter(before);
  const isInWord = isBehindLetter && isLetter(behind);
  const isBeforeDigit = behind >= 0x30 && behind <= 0x39;
  // é â ä ê ë è, then å ç ï î ì í ó ú ñ of code pages 437 and 850; the pound sign.
  if (isBehindLetter && (byte === 0x82 || byte === 0x83 || byte === 0x84 || byte === 0x88 || byte === 0x89)) {
    return "dos";
  }
  if (isInWord && ((byte >= 0x86 && byte <= 0x8d) || (byte >= 0xa1 && byte <= 0xa4))) return "dos";
  if (byte === 0x9c && isBeforeDigit) return "dos";
  if ((byte >= 0x91 && byte <= 0x97) || ((byte === 0xa3 || byte === 0x80) && isBeforeDigit)) return "windows";
  return byte >= 0xc0 && (isBehindLetter || isLetter(behind)) ? "windows" : null;
}

function isLetter(byte: number): boolean {
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}

function decodes(decoder: TextDecoder, chunk: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
}

async function readSample(file: SpreadsheetFile, encoding: Encoding): Promise<string> {
  for await (const text of decoded(file, encoding)) return text;
  return "";
}

async function* decoded(file: SpreadsheetFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of chunks(file)) {
      const text = decoder.decode(chunk, { stream: true });
      if (text !== "") yield text;
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw refuse(
      file,
      `it is not whole ${encoding.toUpperCase()} text: cut short, or still being copied; ask for it again`,
    );
  }
}

async function* chunks(file: SpreadsheetFile): AsyncGenerator<Uint8Array> {
  const handle: FileHandle = await open(file.path);
  try {
    const buffer = new Uint8Array(CHUNK);
    while (true) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, null);
      if (bytesRead === 0) break;
      yield buffer.slice(0, bytesRead);
    }
    // Text has no mark of its end: that it is whole can only be told by nobody writing to it.
    const { size, mtime } = await Deno.stat(file.path);
    if (fileStamp(size, mtime?.getTime() ?? 0) !== file.stamp) throw refuse(file, CHANGED);
  } finally {
    await handle.close();
  }
}
