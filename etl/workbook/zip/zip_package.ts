import { open } from "node:fs/promises";
import { bytesSource } from "../byte_source.ts";
import { inflateEntry } from "./inflate_entry.ts";
import { CHANGED, fileStamp } from "../spreadsheet_file.ts";
import { xmlEncoding } from "../xml/xml_encoding.ts";
import { readZipDirectory } from "./zip_directory.ts";
import { type ZipEntry, ZipError } from "./zip_entry.ts";

/** The most bytes one part may unpack to where a reader needs it whole: a V8 string holds 536,870,888 characters. */
export const MAX_PART = 450_000_000;

/** The parts of a zipped spreadsheet, found by name without regard to case, as OPC compares part names. */
export class ZipPackage {
  readonly #parts: ReadonlyMap<string, ZipEntry>;
  /** Size and time of change when the directory was read. */
  readonly #stamp: string;

  readonly #source: string | Uint8Array;

  private constructor(source: string | Uint8Array, readonly entries: readonly ZipEntry[], stamp: string) {
    this.#source = source;
    this.#stamp = stamp;
    this.#parts = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  }

  /** @throws {ZipError} when the directory breaks a rule of {@link readZipDirectory} */
  static async open(path: string): Promise<ZipPackage> {
    const file = await open(path);
    try {
      const { size, mtimeMs } = await file.stat();
      return new ZipPackage(path, await readZipDirectory(file, size), fileStamp(size, mtimeMs));
    } finally {
      await file.close();
    }
  }

  /** A zip file in memory. @throws {ZipError} as `open()` does */
  static async of(bytes: Uint8Array): Promise<ZipPackage> {
    return new ZipPackage(bytes, await readZipDirectory(bytesSource(bytes), bytes.length), "");
  }

  /** The part of this name (no leading slash, any case), or null when the package has none. */
  find(name: string): ZipEntry | null {
    return this.#parts.get(name.toLowerCase()) ?? null;
  }

  /** The bytes of a part as they are asked for; see {@link inflateEntry} for how long a chunk lasts and what the end proves. */
  async *stream(entry: ZipEntry, limit: number): AsyncGenerator<Uint8Array> {
    if (typeof this.#source !== "string") return yield* inflateEntry(bytesSource(this.#source), entry, limit);
    const file = await open(this.#source);
    try {
      const { size, mtimeMs } = await file.stat();
      if (fileStamp(size, mtimeMs) !== this.#stamp) throw new ZipError(CHANGED);
      yield* inflateEntry(file, entry, limit);
    } finally {
      await file.close();
    }
  }

  /** A part whole. */
  async bytes(entry: ZipEntry, limit = MAX_PART): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of this.stream(entry, limit)) {
      chunks.push(new Uint8Array(chunk));
      length += chunk.length;
    }
    const whole = new Uint8Array(length);
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }

  /**
   * An XML part whole, as text without its byte order mark.
   *
   * @throws {ZipError} when its letters are not of its encoding, or it carries a document type (see {@link checkXml})
   */
  async xml(entry: ZipEntry, limit = MAX_PART): Promise<string> {
    const bytes = await this.bytes(entry, limit);
    let encoding = "utf-8";
    try {
      encoding = xmlEncoding(bytes, true)!;
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      checkXml(text, entry.name);
      return text;
    } catch (error) {
      if (error instanceof ZipError) throw error;
      const reason = error instanceof SyntaxError
        ? error.message.replace(/^it /, "")
        : `holds letters that are not ${encoding.toUpperCase()}`;
      throw new ZipError(`its part "${entry.name}" ${reason}; open it in Excel and save it again`);
    }
  }
}

/**
 * Refuses an XML part with a document type definition or entity declarations: no spreadsheet program writes them, and
 * they are how a few bytes are made to mean gigabytes, or another file.
 *
 * @throws {ZipError}
 *
 * @example
 * ```ts
 * import { checkXml } from "./zip_package.ts";
 * import { throws } from "node:assert/strict";
 * checkXml("<worksheet/>", "xl/worksheets/sheet1.xml");
 * throws(() => checkXml('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>', "xl/worksheets/sheet1.xml"));
 * ```
 */
export function checkXml(text: string, name: string): void {
  if (!/<!(?:DOCTYPE|ENTITY)/.test(text)) return;
  throw new ZipError(
    `its part "${name}" declares a document type or entities, as in an entity bomb; open it in Excel and save it again`,
  );
}
