import type { Buffer } from "node:buffer";

/** The source of a zip file's bytes: an open file, or bytes in memory. */
export interface ByteSource {
  /** Reads up to `length` bytes at `position` into the buffer. It returns 0 bytes only at the end. */
  read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number; readonly buffer: Buffer }>;
}

/**
 * Reads bytes in memory as if they were a file.
 *
 * @example
 * ```ts
 * import { bytesSource } from "./byte_source.ts";
 * import { Buffer } from "node:buffer";
 * import { strictEqual } from "node:assert/strict";
 * const buffer = Buffer.alloc(4);
 * const { bytesRead } = await bytesSource(Uint8Array.of(1, 2, 3)).read(buffer, 0, 4, 1);
 * strictEqual(bytesRead, 2);
 * strictEqual(buffer[1], 3);
 * ```
 */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    read: (buffer, offset, length, position) => {
      const found = bytes.subarray(position, position + length);
      buffer.set(found, offset);
      return Promise.resolve({ bytesRead: found.length, buffer });
    },
  };
}
