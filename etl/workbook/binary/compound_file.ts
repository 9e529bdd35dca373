/** Numbers from here on stand for no sector: the end of a chain, a free one (MS-CFB 2.1). */
const NO_SECTOR = 0xfffffffa;
const ENTRY_SIZE = 128;

/**
 * A compound file (MS-CFB), the container of `.xls` and of encrypted workbooks: the streams at its root. Those of storages
 * within it, such as embedded workbooks, are not looked at.
 */
export class CompoundFile {
  readonly #bytes: Uint8Array;
  readonly #size: number;
  readonly #fat: readonly number[];
  readonly #entries: DataView;
  readonly #names = new Map<string, number>();

  /** @throws {SyntaxError} a clause, when the container is damaged or cut short */
  constructor(bytes: Uint8Array) {
    if (bytes.length < 512) throw new SyntaxError("its header is cut short");
    const header = new DataView(bytes.buffer, bytes.byteOffset, 512);
    const shift = header.getUint16(30, true);
    if (shift !== 9 && shift !== 12) throw new SyntaxError("its sectors have no known size");
    this.#bytes = bytes;
    this.#size = 1 << shift;
    // 2.3, 2.5: the FAT's own sectors are listed in the header, those past 109 in a chain of sectors that end in the next.
    const listed = Array.from({ length: 109 }, (_, i) => header.getUint32(76 + i * 4, true));
    const wanted = header.getUint32(44, true);
    for (let next = header.getUint32(68, true); next < NO_SECTOR && listed.length < wanted;) {
      const more = this.#numbers(next);
      next = more.pop()!;
      listed.push(...more);
    }
    this.#fat = listed.slice(0, wanted).flatMap((sector) => this.#numbers(sector));
    // 2.6: the first entry is the root; its streams are a tree of siblings, and one of them is its child.
    const directory = this.#whole(header.getUint32(48, true));
    this.#entries = new DataView(directory.buffer);
    if (directory.length < ENTRY_SIZE) throw new SyntaxError("its directory is missing");
    const waiting = [this.#number(0, 76)];
    const seen = new Set<number>();
    for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
      if (entry + 1 > directory.length / ENTRY_SIZE || seen.has(entry)) continue;
      seen.add(entry);
      this.#names.set(this.#name(entry), entry);
      waiting.push(this.#number(entry, 68), this.#number(entry, 72));
    }
  }

  /** Whether there is a stream or storage of this name; names are told apart without case. */
  has(name: string): boolean {
    return this.#names.has(name.toLowerCase());
  }

  /**
   * The bytes of a stream; null when there is none of this name.
   *
   * @throws {SyntaxError} when its sectors are not all there
   */
  stream(name: string): Uint8Array<ArrayBuffer> | null {
    const entry = this.#names.get(name.toLowerCase());
    if (entry === undefined) return null;
    const header = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, 512);
    const first = this.#number(entry, 116);
    const length = this.#number(entry, 120);
    let bytes: Uint8Array<ArrayBuffer>;
    if (length >= header.getUint32(56, true)) bytes = this.#whole(first);
    else {
      // 2.4: small streams stand in sectors of 64 bytes in the root's own stream.
      const small = this.#whole(this.#number(0, 116));
      const miniFat = this.#chain(header.getUint32(60, true), this.#fat).flatMap((sector) => this.#numbers(sector));
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

  #numbers(sector: number): number[] {
    const bytes = this.#sector(sector);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4, true));
  }

  #chain(first: number, table: readonly number[]): number[] {
    const found: number[] = [];
    for (let at = first; at < NO_SECTOR; at = table[at]!) {
      if (table[at] === undefined) throw new SyntaxError("a chain of sectors leads nowhere");
      if (found.push(at) > table.length) throw new SyntaxError("a chain of sectors leads round in a circle");
    }
    return found;
  }

  #whole(first: number): Uint8Array<ArrayBuffer> {
    return join(this.#chain(first, this.#fat).map((sector) => this.#sector(sector)));
  }

  #number(entry: number, at: number): number {
    return this.#entries.getUint32(entry * ENTRY_SIZE + at, true);
  }

  #name(entry: number): string {
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
