import { Buffer } from "node:buffer";
import { createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import { CompoundFile } from "./compound_file.ts";
import { xmlElements } from "../xml/xml_elements.ts";

/**
 * Excel's own password (MS-OFFCRYPTO 2.1.1 and MS-XLS 2.2.10). Excel uses it when somebody protects a workbook's
 * structure without a password to open. Such a file opens without a question, so the password hides nothing.
 */
export const DEFAULT_PASSWORD = "VelvetSweatshop";

/**
 * Decrypts a workbook with Excel's own password into its zip file.
 *
 * @param bytes The whole file, an OLE container
 * @returns Null when the file is not such a workbook
 */
export function packageWithDefaultKey(bytes: Uint8Array): Uint8Array | null {
  try {
    const container = new CompoundFile(bytes);
    const info = container.stream("EncryptionInfo");
    const encrypted = container.stream("EncryptedPackage");
    return info === null || encrypted === null ? null : decryptWithDefaultKey(info, encrypted);
  } catch (error) {
    if (error instanceof SyntaxError) return null; // The container is damaged. The caller reports that elsewhere.
    throw error;
  }
}

const SEGMENT = 4096;
/** Excel hashes a password 50,000 or 100,000 times. A file can demand any number. */
const MAX_SPINS = 200_000;
const HASHES: Readonly<Record<string, string>> = {
  SHA1: "sha1",
  "SHA-1": "sha1",
  SHA256: "sha256",
  SHA384: "sha384",
  SHA512: "sha512",
};

/**
 * Decrypts an encrypted workbook whose password is Excel's own (MS-OFFCRYPTO 2.3.4).
 *
 * @param info The stream `EncryptionInfo`
 * @param encrypted The stream `EncryptedPackage`
 * @returns The zip file. Null when the password is another one, or the encryption is unknown
 */
export function decryptWithDefaultKey(info: Uint8Array, encrypted: Uint8Array): Uint8Array | null {
  if (info.length < 12 || encrypted.length < 8) return null;
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength);
  const size = Number(new DataView(encrypted.buffer, encrypted.byteOffset).getBigUint64(0, true));
  const body = encrypted.subarray(8, encrypted.length - (encrypted.length - 8) % 16);
  if (size > body.length) return null;
  const [major, minor] = [view.getUint16(0, true), view.getUint16(2, true)];
  try {
    const zip = major === 4 && minor === 4
      ? agile(new TextDecoder().decode(info.subarray(8)), body)
      : minor === 2
      ? standard(view, body)
      : null;
    return zip === null ? null : zip.subarray(0, size);
  } catch (error) {
    // Keys of wrong lengths or missing fields mean an unknown encryption.
    if (error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Agile encryption (2.3.4.10 to 2.3.4.15). Its XML names the ciphers. */
function agile(xml: string, body: Uint8Array): Uint8Array | null {
  let data: ReadonlyMap<string, string> | undefined;
  let key: ReadonlyMap<string, string> | undefined;
  for (const { path, attributes } of xmlElements(xml)) {
    if (path.endsWith("/keyData")) data = attributes;
    else if (path.endsWith("/encryptedKey")) key ??= attributes;
  }
  if (data === undefined || key === undefined) return null;
  const text = (of: ReadonlyMap<string, string>, name: string) => of.get(name) ?? "";
  const bytes = (of: ReadonlyMap<string, string>, name: string) => Buffer.from(text(of, name), "base64");
  for (const  of of[data, key]) {
    if (text(of, "cipherAlgorithm") !== "AES" || text(of, "cipherChaining") !== "ChainingModeCBC") return null;
  }
  const hash = HASHES[text(key, "hashAlgorithm")];
  const dataHash = HASHES[text(data, "hashAlgorithm")];
  const spins = Number(key.get("spinCount"));
  if (hash === undefined || dataHash === undefined || !(spins >= 0 && spins <= MAX_SPINS)) return null;
  const salt = bytes(key, "saltValue");
  const spun = spin(hash, salt, spins);
  const length = Number(key.get("keyBits")) / 8;
  const open = (name: string, block: readonly number[]) =>
    decrypt(resized(digest(hash, spun, Buffer.from(block)), length), resized(salt, 16), bytes(key, name));
  const input = open("encryptedVerifierHashInput", [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79]);
  const value = open("encryptedVerifierHashValue", [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e]);
  if (!isSame(digest(hash, input.subarray(0, salt.length)), value)) return null;
  const secret = open("encryptedKeyValue", [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6]);
  const dataSalt = bytes(data, "saltValue");
  const whole = Buffer.alloc(body.length);
  for (let at = 0, i = 0; at < body.length; at += SEGMENT, i++) {
    const vector = resized(digest(dataHash, dataSalt, number(i)), 16);
    decrypt(secret.subarray(0, Number(data.get("keyBits")) / 8), vector, body.subarray(at, at + SEGMENT)).copy(
      whole,
      at,
    );
  }
  return whole;
}

/** Standard encryption (2.3.4.5 to 2.3.4.9) of Excel 2007: AES without chaining, and SHA-1. */
function standard(info: DataView, body: Uint8Array): Uint8Array | null {
  const headerSize = info.getUint32(8, true);
  const algorithm = info.getUint32(12 + 8, true);
  const length = info.getUint32(12 + 16, true) / 8;
  if (algorithm < 0x660e || algorithm > 0x6610) return null;
  const part = (at: number, length: number) =>
    new Uint8Array(info.buffer, info.byteOffset + 12 + headerSize + at, length);
  const salt = part(4, 16);
  const final = digest("sha1", spin("sha1", salt, 50_000), number(0));
  const derived = [0x36, 0x5c].map((pad) => {
    const block = Buffer.alloc(64, pad);
    final.forEach((byte, i) => block[i] = byte ^ pad);
    return digest("sha1", block);
  });
  const key = Buffer.concat(derived).subarray(0, length);
  const verifier = decrypt(key, null, part(20, 16));
  if (!isSame(digest("sha1", verifier), decrypt(key, null, part(40, 32)))) return null;
  return decrypt(key, null, body);
}

function spin(hash: string, salt: Uint8Array, times: number): Buffer {
  let spun = digest(hash, salt, Buffer.from(DEFAULT_PASSWORD, "utf16le"));
  for (let i = 0; i < times; i++) spun = digest(hash, number(i), spun);
  return spun;
}

function digest(hash: string, ...pieces: readonly Uint8Array[]): Buffer {
  const digest = createHash(hash);
  for (const piece of pieces) digest.update(piece);
  return digest.digest();
}

/** @param vector Null for a cipher without chaining */
function decrypt(key: Uint8Array, vector: Uint8Array | null, bytes: Uint8Array): Buffer {
  const mode = vector === null ? "ecb" : "cbc";
  if (![16, 24, 32].includes(key.length)) throw new RangeError("a key has no length of AES");
  const decipher = createDecipheriv(`aes-${key.length * 8}-${mode}`, key, vector);
  decipher.setAutoPadding(false);
  return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

/** Cuts or pads a hash to a length (2.3.4.11). */
function resized(bytes: Uint8Array, length: number): Buffer {
  const resized = Buffer.alloc(length, 0x36);
  resized.set(bytes.subarray(0, length));
  return resized;
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function isSame(hash: Buffer, found: Buffer): boolean {
  return found.length >= hash.length && timingSafeEqual(hash, found.subarray(0, hash.length));
}
