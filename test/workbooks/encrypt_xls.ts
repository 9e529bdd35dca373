import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";

const SALT = Buffer.from("0123456789abcdef", "latin1");
const VERIFIER = Buffer.alloc(16, 9);

/**
 * Encrypts a workbook stream like Excel 97 (`office`: RC4 with 40 bits) or Excel 2003 (`crypto`: RC4 with 128 bits).
 * The bytes are always the same. A FilePass is added after the first record. The listed positions of the sheets do not
 * change.
 */
export function encryptXls(stream: Uint8Array, password: string, kind: "office" | "crypto"): Uint8Array {
  const secret = Buffer.from(password, "utf16le");
  const spun = kind === "crypto"
    ? digest("sha1", Buffer.concat([SALT, secret]))
    : digest("md5", Buffer.concat(new Array(16).fill(Buffer.concat([digest("md5", secret).subarray(0, 5), SALT]))))
      .subarray(0, 5);
  const keyOf = (block: number) =>
    digest(kind === "crypto" ? "sha1" : "md5", Buffer.concat([spun, long(block)])).subarray(0, 16);
  const hash = digest(kind === "crypto" ? "sha1" : "md5", VERIFIER);
  const sealed = xored(Buffer.concat([VERIFIER, hash]), keyOf(0));
  const header = Buffer.concat([
    ...[0x4, 0, 0x6801, 0x8004, 128, 1, 0, 0].map(long),
    Buffer.from("Provider\0", "utf16le"),
  ]);
  const pass = kind === "office" ? Buffer.concat([Buffer.from([1, 0, 1, 0, 1, 0]), SALT, sealed]) : Buffer.concat([
    ...[Buffer.from([1, 0, 2, 0, 2, 0]), long(4), long(header.length), header],
    ...[long(16), SALT, sealed.subarray(0, 16), long(20), sealed.subarray(16)],
  ]);
  const first = 4 + (stream[2]! | stream[3]! << 8);
  const whole = Buffer.concat([
    ...[stream.subarray(0, first), Buffer.from([0x2f, 0, pass.length & 0xff, pass.length >> 8]), pass],
    stream.subarray(first),
  ]);
  const out = Buffer.from(whole);
  for (let at = 0; at + 4 <= whole.length; at += 4 + whole.readUInt16LE(at + 2)) {
    const type = whole.readUInt16LE(at);
    if (type === 0x809 || type === 0x2f || type === 0xe1) continue;
    for (let place = at + (type === 0x85 ? 8 : 4); place < at + 4 + whole.readUInt16LE(at + 2); place++) {
      const block = Math.floor(place / 1024);
      streams[kind] ??= [];
      const keys = streams[kind]![block] ??= xored(Buffer.alloc(1024), keyOf(block));
      out[place] = whole[place]! ^ keys[place % 1024]!;
    }
  }
  streams = {};
  return out;
}

let streams: Record<string, Buffer[]> = {};

/** RC4. */
function xored(bytes: Buffer, key: Uint8Array): Buffer {
  const box = Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + box[i]! + key[i % key.length]!) % 256;
    [box[i], box[j]] = [box[j]!, box[i]!];
  }
  let [i, j] = [0, 0];
  return Buffer.from(bytes.map((byte) => {
    i = (i + 1) % 256;
    j = (j + box[i]!) % 256;
    [box[i], box[j]] = [box[j]!, box[i]!];
    return byte ^ box[(box[i]! + box[j]!) % 256]!;
  }));
}

function digest(hash: string, bytes: Uint8Array): Buffer {
  return createHash(hash).update(bytes).digest();
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
