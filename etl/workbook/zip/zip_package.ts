import { open } from "node:fs/promises";
import { bytesSource } from "../byte_source.ts";
import { inflateEntry } from "./inflate_entry.ts";
import { CHANGED, fileStamp } from "../spreadsheet_file.ts";
import { xmlEncoding } from "../xml/xml_encoding.ts";
import { readZipDirectory } from "./zip_directory.ts";
import { type ZipEntry, ZipError } from "./zip_entry.ts";

/** The maximum size in bytes of a part that is read as a whole. A V8 string holds 536,870,888 characters. */
export const MAX_PART = 450_000_000;

/** The parts of a zipped spreadsheet. Names ignore case, as OPC requires. */
export class ZipPackage {
  readonly #parts: ReadonlyMap<string, ZipEntry>;
  /** Size and modification time when the directory was read. */
  readonly #stamp: string;

  readonly #source: string | Uint8Array;

  private constructor(source: string | Uint8Array, readonly entries: readonly ZipEntry[], stamp: string) {
    this.#source = source;
    this.#stamp = stamp;
    this.#parts = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  }

  /** Opens a zip file on disk. @throws {ZipError} when the directory breaks a rule of {@link readZipDirectory} */
  static async open(path: string): Promise<ZipPackage> {
    const file = await open(path);
    try {
      const { size, mtimeMs } = await file.stat();
      return new ZipPackage(path, await readZipDirectory(file, size), fileStamp(size, mtimeMs));
    } finally {
      await file.close();
    }
  }

  /** Opens a zip file in memory. @throws {ZipError} like `open()` */
  static async of(bytes: Uint8Array): Promise<ZipPackage> {
    return new ZipPackage(bytes, await readZipDirectory(bytesSource(bytes), bytes.length), "");
  }

  /** Finds a part by its name: no leading slash, any case. Null when the package has no such part. */
  find(name: string): ZipEntry | null {
    return this.#parts.get(name.toLowerCase()) ?? null;
  }

  /**
   * Streams the bytes of a part. {@link inflateEntry} says how long a chunk is valid and when the part is proven
   * complete.
   */
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

  /** Reads a whole part. */
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
   * Reads a whole XML part as text, without its byte order mark.
   *
   * @throws {ZipError} when the bytes do not match the encoding, or the part has a document type (see {@link checkXml})
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
 * Refuses an XML part with a document type definition or entity declarations. No spreadsheet program writes them. An
 * attacker uses them to expand a few bytes to gigabytes, or to include another file.
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
