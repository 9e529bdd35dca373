import { DamagedError } from "../db/damaged_error.ts";

// DuckDB's file: three headers of 4,096 bytes, of which the later two take turns, then blocks. Each begins with a
// checksum of all that follows in it.
const HEADER = 4096;
const HEADERS = 3 * HEADER;
const READ = 2 ** 20;

/**
 * Reads a database file whole and holds every block to the checksum that DuckDB wrote into it. DuckDB itself does so only
 * for the blocks that a query needs. A block that DuckDB holds free can say anything.
 *
 * The file must not be open to write. Between two pieces others get their turn: a writer works on its copy meanwhile.
 *
 * @param path The file to read
 * @param named The warehouse to name in the error
 * @throws {DamagedError} naming the first damaged places, at most three
 *
 * @example
 * ```ts
 * import { checkBlocks } from "./check_blocks.ts";
 * import { openPrivate } from "../db/open_warehouse.ts";
 * const folder = await Deno.makeTempDir();
 * const path = `${folder}/a.duckdb`;
 * (await openPrivate(path)).close();
 * await checkBlocks(path, path);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function checkBlocks(path: string, named: string): Promise<void> {
  using file = await Deno.open(path, { read: true });
  const { size } = await file.stat();
  if (size < HEADERS) throw new DamagedError(named, `it has ${size} bytes, fewer than a header`);
  const headers = await readAt(file, 0, HEADERS);
  for (let at = 0; at < HEADERS; at += HEADER) {
    if (!isWhole(headers, at, HEADER)) throw new DamagedError(named, `its header at byte ${grouped(at)} is damaged`);
  }
  const header = activeHeader(headers);
  const { blockSize } = header;
  // Free blocks at the end need not be in the file.
  const present = Math.max(0, Math.min(header.blocks, Math.floor((size - HEADERS) / blockSize)));
  const broken: number[] = [];
  const room = new Uint8Array(Math.max(READ, blockSize));
  for (let block = 0; block < present;) {
    const count = Math.min(present - block, Math.floor(room.length / blockSize));
    await fill(file, HEADERS + block * blockSize, room.subarray(0, count * blockSize));
    for (let place = 0; place < count; place++, block++) {
      if (!isWhole(room, place * blockSize, blockSize)) broken.push(block);
    }
  }
  for (let block = present; block < header.blocks; block++) broken.push(block);
  if (broken.length === 0) return;
  // A rolled back transaction can leave a block that was never written. It is on the list of free blocks.
  const free = new Set(broken.includes(header.freeList.block) ? [] : await freeBlocks(file, header));
  const damaged = broken.filter((block) => !free.has(block));
  if (damaged.length === 0) return;
  const isShort = damaged.at(-1)! >= present;
  const places = damaged.slice(0, 3).map((block) => grouped(HEADERS + block * blockSize)).join(", ");
  const more = damaged.length > 3 ? ` and ${grouped(damaged.length - 3)} more` : "";
  throw new DamagedError(
    named,
    isShort
      ? `it ends at byte ${grouped(size)}, before its block at byte ${
        grouped(HEADERS + damaged.find((block) => block >= present)! * blockSize)
      } is whole`
      : damaged.length === 1
      ? `its block at byte ${places} does not match its checksum`
      : `its blocks at bytes ${places}${more} do not match their checksums`,
  );
}

/** Where a chain of metadata begins: in which block, and in which of the block's 64 parts. */
interface Place {
  readonly block: number;
  readonly part: number;
}

interface Header {
  readonly blockSize: number;
  readonly blocks: number;
  readonly freeList: Place;
}

/** Of two headers the one that was written last. */
function activeHeader(headers: Uint8Array<ArrayBuffer>): Header {
  const view = new DataView(headers.buffer);
  const at = view.getBigUint64(HEADER + 8, true) > view.getBigUint64(2 * HEADER + 8, true) ? HEADER : 2 * HEADER;
  return {
    freeList: placeOf(view.getBigUint64(at + 24, true)),
    blocks: Number(view.getBigUint64(at + 32, true)),
    blockSize: Number(view.getBigUint64(at + 40, true)),
  };
}

function placeOf(pointer: bigint): Place {
  return { block: Number(pointer & 0xff_ffff_ffff_ffffn), part: Number(pointer >> 56n) };
}

/** The list of free blocks: its length, then their numbers, in parts of blocks that each name the next. */
async function freeBlocks(file: Deno.FsFile, { freeList, blockSize }: Header): Promise<number[]> {
  const partSize = Math.floor((blockSize - 8) / 64 / 8) * 8;
  const numbers: number[] = [];
  let missing = -1;
  for (let place = freeList; missing !== 0 && place.part < 64;) {
    const part = await readAt(file, HEADERS + place.block * blockSize + 8 + place.part * partSize, partSize);
    const view = new DataView(part.buffer);
    for (let at = 8; at < partSize && missing !== 0; at += 8) {
      const number = Number(view.getBigUint64(at, true));
      if (missing < 0) missing = number;
      else {
        numbers.push(number);
        missing--;
      }
    }
    place = placeOf(view.getBigUint64(0, true));
  }
  return numbers;
}

async function readAt(file: Deno.FsFile, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  await fill(file, at, bytes);
  return bytes;
}

async function fill(file: Deno.FsFile, at: number, bytes: Uint8Array): Promise<void> {
  await file.seek(at, Deno.SeekMode.Start);
  for (let read = 0; read < bytes.length;) {
    const count = await file.read(bytes.subarray(read));
    if (count === null) throw new Error(`the file ended at byte ${at + read} while it was read`);
    read += count;
  }
}

// DuckDB multiplies each eight bytes by 0xbf58476d1ce4e5b9 and joins the products by exclusive or, beginning with 5381.
const LOW = 0x1ce4e5b9;
const HIGH = 0xbf58476d;
const LOW_0 = LOW & 0xffff;
const LOW_1 = LOW >>> 16;

/** Whether a part of a file matches the checksum it begins with. In halves of 32 bits, because a bigint a word is slow. */
function isWhole(bytes: Uint8Array<ArrayBuffer>, at: number, length: number): boolean {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + at, length / 4);
  let low = 5381;
  let high = 0;
  for (let index = 2; index < words.length; index += 2) {
    const word = words[index]!;
    const word0 = word & 0xffff;
    const word1 = word >>> 16;
    const low01 = Math.imul(word0, LOW_1) >>> 0;
    const low10 = Math.imul(word1, LOW_0) >>> 0;
    const middle = (Math.imul(word0, LOW_0) >>> 16) + (low01 & 0xffff) + (low10 & 0xffff);
    const carried = Math.imul(word1, LOW_1) + (low01 >>> 16) + (low10 >>> 16) + (middle >>> 16);
    low ^= Math.imul(word, LOW);
    high ^= carried + Math.imul(word, HIGH) + Math.imul(words[index + 1]!, LOW);
  }
  return words[0] === low >>> 0 && words[1] === high >>> 0;
}

function grouped(value: number): string {
  return value.toLocaleString("en-GB");
}
