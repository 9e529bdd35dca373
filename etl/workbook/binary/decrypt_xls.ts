import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { DEFAULT_PASSWORD } from "./default_key.ts";
import { rc4Stream } from "./rc4.ts";

const FILEPASS = 0x002f;
const BOUNDSHEET = 0x0085;
const EOF = 0x000a;
/** In bytes. The key changes with each block of the stream. */
const BLOCK = 1024;
/** Bof, FilePass, InterfaceHdr, RRDHead, UsrExcl, FileLock and RRDInfo are never encrypted (MS-XLS 2.2.10). */
const UNENCRYPTED = new Set([0x0809, FILEPASS, 0x00e1, 0x0138, 0x0194, 0x0195, 0x0196]);

/**
 * Decrypts the workbook stream of an `.xls` file whose password is Excel's own. Excel uses it when only the structure
 * is protected.
 *
 * @param stream The workbook's records. They may be incomplete
 * @returns A copy with its FilePass disabled. Null when the stream is not encrypted, has another password, or does not
 * use RC4
 */
export function decryptXls(stream: Uint8Array): Uint8Array | null {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const at = findFilePass(view);
  if (at === null) return null;
  const length = Math.min(view.getUint16(at + 2, true), view.byteLength - at - 4);
  const keyOf = findKey(stream.subarray(at + 4, at + 4 + length));
  if (keyOf === null) return null;
  const plain = new Uint8Array(stream);
  // Turn it into an unknown record of the same length, which readers skip.
  plain[at] = 0;
  let block = -1;
  let keys = new Uint8Array();
  for (let from = 0; from + 4 <= stream.length;) {
    const type = view.getUint16(from, true);
    const end = Math.min(from + 4 + view.getUint16(from + 2, true), stream.length);
    // The first four bytes of an entry in the list of sheets are the sheet's position, and they are not encrypted.
    const start = UNENCRYPTED.has(type) ? end : from + 4 + (type === BOUNDSHEET ? 4 : 0);
    for (let place = start; place < end; place++) {
      if (Math.floor(place / BLOCK) !== block) {
        block = Math.floor(place / BLOCK);
        keys = rc4Stream(keyOf(block), BLOCK) as Uint8Array<ArrayBuffer>;
      }
      plain[place] = stream[place]! ^ keys[place % BLOCK]!;
    }
    from = end;
  }
  return plain;
}

function findFilePass(view: DataView): number | null {
  for (let at = 0; at + 4 <= view.byteLength; at += 4 + view.getUint16(at + 2, true)) {
    const type = view.getUint16(at, true);
    if (type === FILEPASS) return at;
    if (type === EOF) return null;
  }
  return null;
}

/** The key of each block, if the password is Excel's own. */
function findKey(pass: Uint8Array): ((block: number) => Uint8Array) | null {
  const view = new DataView(pass.buffer, pass.byteOffset, pass.byteLength);
  if (pass.length < 6 || view.getUint16(0, true) !== 1) return null;
  const [major, minor] = [view.getUint16(2, true), view.getUint16(4, true)];
  if (major === 1 && minor === 1 && pass.length >= 54) {
    return verify(officeKey(pass.subarray(6, 22)), "md5", pass.subarray(22, 38), pass.subarray(38, 54));
  }
  // RC4 CryptoAPI (MS-OFFCRYPTO 2.3.5.1): flags, the size of a header, the header, then the verifier.
  if (minor !== 2 || pass.length < 50) return null;
  const headerSize = view.getUint32(10, true);
  const verifier = 14 + headerSize;
  if (headerSize < 32 || verifier + 60 > pass.length || view.getUint32(14 + 8, true) !== 0x6801) return null;
  const bits = view.getUint32(14 + 16, true) || 40;
  const part = (at: number, length: number) => pass.subarray(verifier + at, verifier + at + length);
  if (bits % 8 !== 0 || bits > 128) return null;
  return verify(cryptoKey(part(4, 16), bits / 8), "sha1", part(20, 16), part(40, 20));
}

/** RC4 with 40 bits (MS-OFFCRYPTO 2.3.6.2). */
function officeKey(salt: Uint8Array): (block: number) => Uint8Array {
  const first = digest("md5", password()).subarray(0, 5);
  const spun = digest("md5", ...Array.from({ length: 16 }, () => [first, salt]).flat()).subarray(0, 5);
  return (block) => digest("md5", spun, number(block));
}

/** RC4 with a key of `length` bytes (MS-OFFCRYPTO 2.3.5.2). A key of 5 bytes is padded with zeros. */
function cryptoKey(salt: Uint8Array, length: number): (block: number) => Uint8Array {
  const first = digest("sha1", salt, password());
  return (block) => {
    const key = digest("sha1", first, number(block)).subarray(0, length);
    return length === 5 ? Buffer.concat([key, Buffer.alloc(11)]) : key;
  };
}

/** Returns the keys if the first key decrypts the verifier and its hash to a matching pair. */
function verify(
  keyOf: (block: number) => Uint8Array,
  hash: string,
  verifier: Uint8Array,
  verifierHash: Uint8Array,
): ((block: number) => Uint8Array) | null {
  const keys = rc4Stream(keyOf(0), verifier.length + verifierHash.length);
  const plain = verifier.map((byte, i) => byte ^ keys[i]!);
  const expected = digest(hash, plain).subarray(0, verifierHash.length);
  return verifierHash.every((byte, i) => (byte ^ keys[verifier.length + i]!) === expected[i]) ? keyOf : null;
}

function password(): Buffer {
  return Buffer.from(DEFAULT_PASSWORD, "utf16le");
}

function digest(hash: string, ...pieces: readonly Uint8Array[]): Buffer {
  const digest = createHash(hash);
  for (const piece of pieces) digest.update(piece);
  return digest.digest();
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
