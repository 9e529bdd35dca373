import { Buffer } from "node:buffer";
import { createCipheriv, createHash } from "node:crypto";

/** The two streams of an encrypted workbook. */
export interface Encrypted {
  readonly EncryptionInfo: number[];
  readonly EncryptedPackage: number[];
}

const SALT = Buffer.from("0123456789abcdef", "latin1");

/** Encrypts a zip file like Excel 2010 and later (MS-OFFCRYPTO 2.3.4.10). The bytes are always the same. */
export function encryptAgile(zip: Uint8Array, password: string): Encrypted {
  const hash = (...pieces: Uint8Array[]) => digest("sha512", ...pieces);
  let spun = hash(SALT, Buffer.from(password, "utf16le"));
  for (let i = 0; i < 1000; i++) spun = hash(long(i), spun);
  const secret = Buffer.alloc(32, 7);
  const seal = (block: string, bytes: Uint8Array) =>
    encrypt(hash(spun, Buffer.from(block, "hex")).subarray(0, 32), SALT, bytes).toString("base64");
  const verifier = Buffer.alloc(16, 9);
  const form = 'saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" ' +
    `cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="${SALT.toString("base64")}"`;
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" ' +
    'xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password">' +
    `<keyData ${form}/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password">` +
    `<p:encryptedKey spinCount="1000" ${form} encryptedVerifierHashInput="${seal("fea7d2763b4b9e79", verifier)}" ` +
    `encryptedVerifierHashValue="${seal("d7aa0f6d3061344e", hash(verifier))}" ` +
    `encryptedKeyValue="${seal("146e0be7abacd0d6", secret)}"/></keyEncryptor></keyEncryptors></encryption>`;
  const segments: Buffer[] = [];
  for (let at = 0, i = 0; at < zip.length; at += 4096, i++) {
    segments.push(encrypt(secret, hash(SALT, long(i)).subarray(0, 16), filled(zip.subarray(at, at + 4096))));
  }
  return {
    EncryptionInfo: [4, 0, 4, 0, 0x40, 0, 0, 0, ...Buffer.from(xml)],
    EncryptedPackage: [...long(zip.length), 0, 0, 0, 0, ...Buffer.concat(segments)],
  };
}

/** Encrypts a zip file like Excel 2007 (MS-OFFCRYPTO 2.3.4.5). */
export function encryptStandard(zip: Uint8Array, password: string): Encrypted {
  let spun = digest("sha1", SALT, Buffer.from(password, "utf16le"));
  for (let i = 0; i < 50_000; i++) spun = digest("sha1", long(i), spun);
  const final = digest("sha1", spun, long(0));
  const block = Buffer.alloc(64, 0x36);
  final.forEach((byte, i) => block[i] = byte ^ 0x36);
  const key = digest("sha1", block).subarray(0, 16);
  const verifier = Buffer.alloc(16, 9);
  const provider = Buffer.from("Microsoft Enhanced RSA and AES Cryptographic Provider\0", "utf16le");
  const header = [
    ...[
      ...long(0x24),
      ...long(0),
      ...long(0x660e),
      ...long(0x8004),
      ...long(128),
      ...long(0x18),
      ...long(0),
      ...long(0),
    ],
    ...provider,
  ];
  return {
    EncryptionInfo: [
      ...[4, 0, 2, 0, ...long(0x24), ...long(header.length), ...header, ...long(16), ...SALT],
      ...encrypt(key, null, verifier),
      ...long(20),
      ...encrypt(key, null, filled(digest("sha1", verifier))),
    ],
    EncryptedPackage: [...long(zip.length), 0, 0, 0, 0, ...encrypt(key, null, filled(zip))],
  };
}

function encrypt(key: Uint8Array, vector: Uint8Array | null, bytes: Uint8Array): Buffer {
  const cipher = createCipheriv(`aes-${key.length * 8}-${vector === null ? "ecb" : "cbc"}`, key, vector);
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

/** Pads with zeros to whole blocks. */
function filled(bytes: Uint8Array): Buffer {
  const whole = Buffer.alloc(Math.ceil(bytes.length / 16) * 16);
  whole.set(bytes);
  return whole;
}

function digest(hash: string, ...pieces: readonly Uint8Array[]): Buffer {
  const digest = createHash(hash);
  for (const piece of pieces) digest.update(piece);
  return digest.digest();
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
