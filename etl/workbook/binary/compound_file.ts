/** Numbers from here on are not sectors. They mark the end of a chain or a free sector (MS-CFB 2.1). */
const NO_SECTOR = 0xfffffffa;
const ENTRY_SIZE = 128;

/**
 * A compound file (MS-CFB), the container of `.xls` and of encrypted workbooks. It gives access to the streams at the
 * root, not to those in storages, such as embedded workbooks.
 */
export class CompoundFile {
  readonly #bytes: Uint8Array;
  readonly #size: number;
  readonly #fat: readonly number[];
  readonly #entries: DataView;
  readonly #names = new Map<string, number>();

  /** @throws {SyntaxError} with a clause, when the container is damaged or cut short */
  constructor(bytes: Uint8Array) {
    if (bytes.length < 512) throw new SyntaxError("its header is cut short");
    const header = new DataView(bytes.buffer, bytes.byteOffset, 512);
    const shift = header.getUint16(30, true);
    if (shift !== 9 && shift !== 12) throw new SyntaxError("its sectors have no known size");
    this.#bytes = bytes;
    this.#size = 1 << shift;
    // 2.3, 2.5: the header lists the first 109 sectors of the FAT. A chain of sectors lists the rest; each ends with
    // the next one.
    const listed = Array.from({ length: 109 }, (_, i) => header.getUint32(76 + i * 4, true));
    const wanted = header.getUint32(44, true);
    for (let next = header.getUint32(68, true); next < NO_SECTOR && listed.length < wanted;) {
      const more = this.#sectorNumbers(next);
      next = more.pop()!;
      listed.push(...more);
    }
    this.#fat = listed.slice(0, wanted).flatMap((sector) => this.#sectorNumbers(sector));
    // 2.6: the first entry is the root. Its streams are a tree of siblings, and its child is one of them.
    const directory = this.#readChain(header.getUint32(48, true));
    this.#entries = new DataView(directory.buffer);
    if (directory.length < ENTRY_SIZE) throw new SyntaxError("its directory is missing");
    const waiting = [this.#entryNumber(0, 76)];
    const seen = new Set<number>();
    for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
      if (entry + 1 > directory.length / ENTRY_SIZE || seen.has(entry)) continue;
      seen.add(entry);
      this.#names.set(this.#entryName(entry), entry);
      waiting.push(this.#entryNumber(entry, 68), this.#entryNumber(entry, 72));
    }
  }

  /** Whether a stream or storage has this name. Names ignore case. */
  has(name: string): boolean {
    return this.#names.has(name.toLowerCase());
  }

  /**
   * Reads a stream. Null when no stream has this name.
   *
   * @throws {SyntaxError} when sectors are missing
   */
  stream(name: string): Uint8Array<ArrayBuffer> | null {
    const entry = this.#names.get(name.toLowerCase());
    if (entry === undefined) return null;
    const header = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, 512);
    const first = this.#entryNumber(entry, 116);
    const length = this.#entryNumber(entry, 120);
    let bytes: Uint8Array<ArrayBuffer>;
    if (length >= header.getUint32(56, true)) bytes = this.#readChain(first);
    else {
      // 2.4: small streams use sectors of 64 bytes in the root's own stream.
      const small = this.#readChain(this.#entryNumber(0, 116));
      const miniFat = this.#chain(header.getUint32(60, true), this.#fat).flatMap((sector) =>
        this.#sectorNumbers(sector)
      );
      bytes = join(this.#chain(first, miniFat).map((sector) => small.subarray(sector * 64, sector * 64 + 64)));
    }
    if (bytes.length < length) throw new SyntaxError("a stream is cut short");
    return bytes.subarray(0, length);
  }

  #sector(index: number): Uint8Array {
    const at = (index + 1) * this.#size;
    if (at >= this.#bytes.length) throw new SyntaxError("a sector is not there");
    return this.#bytes.subarray(at, at + this.#size);
  }

  #sectorNumbers(sector: number): number[] {
    const bytes = this.#sector(sector);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4, true));
  }

  #chain(first: number, table: readonly number[]): number[] {
    const found: number[] = [];
    for (let at = first; at < NO_SECTOR; at = table[at]!) {
      if (table[at] === undefined) throw new SyntaxError("a chain of sectors leads nowhere");
      if (found.push(at) > table.length) throw new SyntaxError("a chain of sectors forms a loop");
    }
    return found;
  }

  #readChain(first: number): Uint8Array<ArrayBuffer> {
    return join(this.#chain(first, this.#fat).map((sector) => this.#sector(sector)));
  }

  #entryNumber(entry: number, at: number): number {
    return this.#entries.getUint32(entry * ENTRY_SIZE + at, true);
  }

  #entryName(entry: number): string {
    const length = Math.min(62, Math.max(0, this.#entries.getUint16(entry * ENTRY_SIZE + 64, true) - 2));
    const name = new Uint8Array(this.#entries.buffer, entry * ENTRY_SIZE, length);
    return new TextDecoder("utf-16le").decode(name).toLowerCase();
  }
}

function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
