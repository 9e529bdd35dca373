import { Buffer } from "node:buffer";
import type { ByteSource } from "../byte_source.ts";
import { crc32, createInflateRaw } from "node:zlib";
import { type ZipEntry, ZipError } from "./zip_entry.ts";

const READ_SIZE = 65_536;
const CHUNK_SIZE = 131_072;

/**
 * Inflates one zip entry on demand, so an entry of any size needs a fixed amount of memory.
 *
 * The output is counted against `limit` and against the declared size. Its CRC is checked after the last chunk. So an
 * entry is proven complete only when the reading ends without an error. A chunk is valid until the next one is
 * requested.
 *
 * @param file Open for reading. It stays open
 * @param limit The maximum number of bytes to output
 * @throws {ZipError} when the entry is damaged, or longer than `limit`
 */
export async function* inflateEntry(file: ByteSource, entry: ZipEntry, limit: number): AsyncGenerator<Uint8Array> {
  const damaged = () => new ZipError(`its part "${entry.name}" is damaged; ask the sender for it again`);
  const header = Buffer.alloc(30);
  await file.read(header, 0, 30, entry.offset);
  if (header.readUInt32LE(0) !== 0x04034b50 || header.readUInt16LE(8) !== entry.method) throw damaged();
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = readPacked(file, start, entry.compressedSize, damaged);
  let length = 0;
  let crc = 0;
  for await (const chunk of entry.method === 0 ? packed : inflate(packed, entry, damaged)) {
    length += chunk.length;
    if (length > limit) {
      const megabytes = Math.floor(limit / 1e6);
      throw new ZipError(
        `its part "${entry.name}" unpacks to more than ${megabytes} MB, the most that is read; split the workbook, or send the table as .csv`,
      );
    }
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (length !== entry.size || crc !== entry.crc32) throw damaged();
}

async function* readPacked(
  file: ByteSource,
  start: number,
  length: number,
  damaged: () => ZipError,
): AsyncGenerator<Uint8Array> {
  // Two buffers alternate: one is filled while the caller uses the other. The caller must finish with a chunk before it
  // requests the next.
  const buffers = [0, 1].map(() => Buffer.alloc(Math.min(READ_SIZE, length)));
  const read = (at: number) => {
    const reading = file.read(buffers[0]!, 0, Math.min(READ_SIZE, length - at), start + at);
    reading.catch(() => {}); // The later `await` reports it.
    return reading;
  };
  let reading = read(0);
  try {
    for (let at = 0; at < length;) {
      const { bytesRead, buffer } = await reading;
      if (bytesRead === 0) throw damaged();
      at += bytesRead;
      buffers.reverse();
      if (at < length) reading = read(at);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await reading.catch(() => {}); // The caller closes the file afterwards.
  }
}

async function* inflate(
  packed: AsyncIterable<Uint8Array>,
  entry: ZipEntry,
  damaged: () => ZipError,
): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw({ chunkSize: CHUNK_SIZE });
  const feeding = feed(inflater, packed);
  try {
    for await (const chunk of inflater) {
      const { buffer, byteOffset, length } = chunk as Uint8Array<ArrayBuffer>;
      yield chunk as Uint8Array;
      // Free the inflater's full buffer at once. Garbage collection would let many megabytes pile up.
      if (buffer.byteLength === CHUNK_SIZE && byteOffset + length === CHUNK_SIZE) buffer.transfer(0);
    }
    await feeding;
  } catch (error) {
    throw error instanceof ZipError ? error : damaged();
  } finally {
    inflater.destroy();
  }
  // Another reader could take bytes after the end of the deflated stream for a different file.
  if (inflater.bytesWritten !== entry.compressedSize) throw damaged();
}

async function feed(inflater: ReturnType<typeof createInflateRaw>, packed: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of packed) {
      // Wait until the chunk is consumed, because its buffer is reused.
      await new Promise<void>((resolve, reject) => inflater.write(chunk, (error) => error ? reject(error) : resolve()));
    }
    inflater.end();
  } catch (error) {
    inflater.destroy(error as Error);
  }
}
