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
/** In characters: more than any cell holds. A quote that is never closed swallows the text up to this limit. */
const MAX_RECORD = 16_000_000;

// Bytes that say something about the encoding. Most say nothing.
const CONTROL = 1;
const UNDEFINED = 2;
const BYTES = new Uint8Array(256);
BYTES.fill(CONTROL, 0, 0x20);
for (const byte of [0x09, 0x0a, 0x0c, 0x0d]) BYTES[byte] = 0;
// windows-1252 does not define these.
for (const byte of [0x81, 0x8d, 0x8f, 0x90, 0x9d]) BYTES[byte] = UNDEFINED;

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/**
 * Opens a CSV or TSV file as a workbook with one sheet, named after the file. Every value is text, exactly as written,
 * except `="0012"`, which becomes 0012.
 *
 * - Encoding: UTF-16 if the byte order mark or the zeros show it. UTF-8 if the whole file is valid. Otherwise
 *   windows-1252.
 * - A file that is mostly UTF-8 but not entirely is refused as damaged, because it would turn into gibberish.
 * - A file in a DOS code page ("CSV (MS-DOS)") is refused for the same reason. Only its letters reveal it.
 * - Delimiter: a tab in a `.tsv` that contains one, or the one named by a first line `sep=;`. Otherwise a comma,
 *   semicolon, tab or bar: the one that divides the rows most evenly.
 * - Row numbers match a spreadsheet: a quoted line break starts no row, and a blank line counts.
 *
 * @throws {UserError} exit 4 when the text breaks its encoding. `rows()` reports broken quotes
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
  // The line ends are named. Otherwise the parser adopts the first one it sees and misses the others.
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
    throw refuse(file, `${describeError(error, skip, opened)}; put the quotes right, or save it again from Excel`);
  } finally {
    source.destroy();
  }
  if (batch.length > 0) yield batch;
}

/**
 * Unwraps `="0012"`. Some programs write codes this way so that Excel does not change them: a formula whose value is
 * the text.
 */
function withoutFormula(text: string): string {
  const formula = text.startsWith('="') ? /^="((?:[^"]|"")*)"$/.exec(text) : null;
  return formula === null ? text : formula[1]!.replaceAll('""', '"');
}

/**
 * @param skip Lines before the first row
 * @param opened The line where the broken quoted value begins. Null when no quote is broken
 */
function describeError(error: CsvError, skip: number, opened: number | null): string {
  const line = `line ${Number(error.lines)}`;
  const begins = opened === null ? "" : `: it begins in line ${opened}`;
  // An unclosed quote swallows the lines that could be named, so this is only a lower bound.
  const row = skip + Number(error.records) + 1;
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return `a quoted value is never closed, in or after row ${row}${begins}`;
    case "CSV_MAX_RECORD_SIZE":
      return `a quoted value is never closed, or a row is longer than ${
        MAX_RECORD / 1e6
      } million characters, in or after row ${row}${begins}`;
    case "INVALID_OPENING_QUOTE":
      return `a quote is inside a value that is not quoted, at ${line}`;
    default:
      // The closing quote may be the opening quote of another value. Then the fault is at the opening.
      return opened === null || opened === Number(error.lines)
        ? `a quoted value is followed by something other than a delimiter, at ${line}`
        : `a quoted value that begins in line ${opened} goes on to ${line}, where something other than a delimiter follows it`;
  }
}

async function findEncoding(file: SpreadsheetFile): Promise<Encoding> {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  const counts: ByteCounts = { hasUndefined: false, sequences: 0, strays: 0, missing: 0, dos: 0, windows: 0 };
  let isUtf8 = true;
  let hasUtf8Mark = false;
  let read = 0;
  for await (const chunk of chunks(file)) {
    if (read === 0) {
      const utf16 = utf16Encoding(chunk);
      if (utf16 !== null) return utf16;
      hasUtf8Mark = chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    }
    isUtf8 &&= decodes(utf8, chunk, true);
    const control = countBytes(counts, chunk, isUtf8);
    if (control >= 0) {
      const byte = chunk[control]!.toString(16).padStart(2, "0");
      throw refuse(
        file,
        `it holds bytes of no known kind, the first (${byte}) at byte ${read + control + 1}; ` +
          'if it is a table, save it again as "CSV UTF-8", else check that the file is what its name says',
      );
    }
    read += chunk.length;
  }
  isUtf8 &&= decodes(utf8, new Uint8Array(), false);
  if (isUtf8) return "utf-8";
  const reason = notWindows1252(counts, hasUtf8Mark);
  if (reason !== null) throw refuse(file, reason);
  return "windows-1252";
}

/** What the bytes of a text suggest about its encoding. */
interface ByteCounts {
  /** Whether some byte is undefined in windows-1252. */
  hasUndefined: boolean;
  /** Complete UTF-8 sequences of several bytes. */
  sequences: number;
  /** Bytes beyond ASCII outside of any UTF-8 sequence. */
  strays: number;
  /** The bytes that the UTF-8 sequence at the end of the last chunk still needs. */
  missing: number;
  /** Bytes that look like a letter of a DOS code page. */
  dos: number;
  /** Bytes that look like a character of windows-1252. */
  windows: number;
}

/**
 * Adds the bytes of a chunk to the counts.
 *
 * @param isUtf8 Whether all bytes so far are UTF-8. Then no code page is guessed
 * @returns The index of the first control character, at which counting stops; -1 if the chunk has none
 */
function countBytes(counts: ByteCounts, chunk: Uint8Array, isUtf8: boolean): number {
  let { sequences, strays, missing } = counts;
  for (let i = 0; i < chunk.length; i++) {
    const byte = chunk[i]!;
    const kind = BYTES[byte];
    if (kind === CONTROL) return i;
    if (kind === UNDEFINED) counts.hasUndefined = true;
    if (byte >= 0x80 && !isUtf8) {
      const page = codePageShown(chunk[i - 1] ?? 0, byte, chunk[i + 1] ?? 0);
      if (page !== null) counts[page]++;
    }
    if (byte < 0x80) {
      missing = 0;
    } else if (missing > 0 && byte < 0xc0) {
      if (--missing === 0) sequences++;
    } else {
      missing = byte < 0xc2 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : byte < 0xf5 ? 3 : 0;
      if (missing === 0) strays++;
    }
  }
  Object.assign(counts, { sequences, strays, missing });
  return -1;
}

/** Why a text that is not UTF-8 is not windows-1252 either; null if it is. */
function notWindows1252(
  { sequences, strays, dos, windows, hasUndefined }: ByteCounts,
  hasUtf8Mark: boolean,
): string | null {
  if (sequences > strays) {
    return "it is UTF-8 text with damaged letters: cut short, or pasted together; ask the sender for it again";
  }
  if (dos > windows) {
    return 'its letters look like those of a code page of DOS, as "CSV (MS-DOS)" writes it; save it as "CSV UTF-8"';
  }
  if (hasUndefined || hasUtf8Mark) {
    return 'its letters are in no encoding that is read (UTF-8, UTF-16, windows-1252); save it as "CSV UTF-8"';
  }
  return null;
}

/**
 * Which code page a byte suggests, judged by its neighbours. Many bytes that are letters in DOS are marks in
 * windows-1252, and marks do not follow a letter. The reverse is also true.
 */
function codePageShown(before: number, byte: number, behind: number): "dos" | "windows" | null {
  const isBehindLetter = isLetter(before);
  const isInWord = isBehindLetter && isLetter(behind);
  const isBeforeDigit = behind >= 0x30 && behind <= 0x39;
  // First é â ä ê ë è, then å ç ï î ì í ó ú ñ of code pages 437 and 850, then the pound sign.
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
    // Text has no end marker. The file is complete only if nobody writes to it meanwhile.
    const { size, mtime } = await Deno.stat(file.path);
    if (fileStamp(size, mtime?.getTime() ?? 0) !== file.stamp) throw refuse(file, CHANGED);
  } finally {
    await handle.close();
  }
}
