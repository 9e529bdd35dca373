import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { ZipError } from "../../etl/workbook/zip/zip_entry.ts";
import { ZipPackage } from "../../etl/workbook/zip/zip_package.ts";
import { writeZip } from "../workbooks/write_zip.ts";

/** A million bytes that do not repeat at chunk boundaries. */
const CONTENT = Uint8Array.from({ length: 1_000_003 }, (_, i) => (i * 7 + Math.floor(i / 255)) & 0xff);

for (const deflated of [false, true]) {
  Deno.test(`ZipPackage returns a large part completely when it is ${deflated ? "deflated" : "stored"}`, async () => {
    await withZip([{ name: "part.bin", content: CONTENT, deflated }], async (parts) => {
      ok((await parts.bytes(parts.find("PART.bin")!)).every((byte, i) => byte === CONTENT[i]));
    });
  });

  Deno.test(`ZipPackage refuses a part longer than the limit when it is ${deflated ? "deflated" : "stored"}`, async () => {
    await withZip([{ name: "part.bin", content: CONTENT, deflated }], async (parts) => {
      await rejects(parts.bytes(parts.find("part.bin")!, 1_000_002), /unpacks to more than 1 MB/);
      strictEqual((await parts.bytes(parts.find("part.bin")!, 1_000_003)).length, 1_000_003);
    });
  });
}

Deno.test("ZipPackage closes its file when a caller stops reading early", async () => {
  await withZip([{ name: "part.bin", content: CONTENT, deflated: true }], async (parts) => {
    for (let i = 0; i < 3; i++) {
      for await (const chunk of parts.stream(parts.find("part.bin")!, Infinity)) {
        ok(chunk.length > 0);
        break;
      }
    }
  });
});

Deno.test("ZipPackage returns the text of an XML part without its byte order mark", async () => {
  const content = Uint8Array.from([0xef, 0xbb, 0xbf, ...new TextEncoder().encode("<a>é</a>")]);
  await withZip([{ name: "a.xml", content }, { name: "b.xml", content: Uint8Array.of(0x3c, 0xe9) }], async (parts) => {
    strictEqual(await parts.xml(parts.find("a.xml")!), "<a>é</a>");
    await rejects(parts.xml(parts.find("b.xml")!), ZipError);
    strictEqual(parts.find("c.xml"), null);
  });
});

Deno.test("ZipPackage refuses parts that overlap, as in a zip bomb", async () => {
  const bytes = writeZip([{ name: "a", content: "first" }, { name: "b", content: "second" }]);
  const view = new DataView(bytes.buffer);
  const directory = view.getUint32(bytes.length - 6, true);
  // The second entry's position: after the 46 + 1 bytes of the first entry, at offset 42 of its own.
  view.setUint32(directory + 47 + 42, 0, true);
  await rejects(withBytes(bytes, () => Promise.resolve()), /parts overlap at "a"/);
});

/** Makes a zip of two stored parts with one-letter names, then changes some bytes of the file. */
function changedZip(change: (bytes: Uint8Array, second: number) => void): Uint8Array {
  const bytes = writeZip([{ name: "a", content: "first" }, { name: "b", content: "second" }]);
  // The first header has 30 bytes, its name one, its content five.
  change(bytes, 36);
  return bytes;
}

// The fields of a local header from its 6th byte on: flags, method, time, checksum, sizes, length of the name.
const DIFFERENCES: Record<string, (bytes: Uint8Array, second: number) => void> = {
  "another name": (bytes, second) => bytes[second + 30] = 0x63,
  "another size": (bytes, second) => bytes[second + 22] = 7,
  "another packed size": (bytes, second) => bytes[second + 18] = 7,
  "another checksum": (bytes, second) => bytes[second + 14] = bytes[second + 14]! ^ 1,
  "another method": (bytes, second) => bytes[second + 8] = 8,
  "a password": (bytes, second) => bytes[second + 6] = 1,
  "no header": (bytes, second) => bytes[second] = 0,
};

for (const [what, change] of Object.entries(DIFFERENCES)) {
  Deno.test(`ZipPackage refuses a part whose local header has ${what}`, async () => {
    await rejects(
      withBytes(changedZip(change), () => Promise.resolve()),
      /part "b" has a local header that contradicts the zip directory/,
    );
  });
}

Deno.test("ZipPackage reads parts whose local header has no sizes, or has them in addition to the descriptor", async () => {
  const unknown = changedZip((bytes, second) => bytes.fill(0, second + 14, second + 26));
  await withBytes(unknown, async (parts) => strictEqual(await parts.xml(parts.find("b")!), "second"));
  // NPOI declares that the sizes come after the content, and also writes them before it.
  const twice = writeZip([{ name: "a", content: "first" }], "streamed");
  const descriptor = 31 + 5 + 4;
  twice.copyWithin(14, descriptor, descriptor + 12);
  await withBytes(twice, async (parts) => strictEqual(await parts.xml(parts.find("a")!), "first"));
});

for (const kind of ["plain", "streamed"] as const) {
  Deno.test(`ZipPackage refuses a ${kind} zip with a part that its directory does not list`, async () => {
    const hidden = ["a", "b", "c"].map((name) => ({ name, content: `content of ${name}` }));
    for (const unlisted of [0, 1, 2]) {
      const bytes = writeZip(hidden, kind);
      const view = new DataView(bytes.buffer);
      const end = bytes.length - 22;
      const [size, directory] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
      // Each entry of the directory has 46 bytes and a one-letter name.
      const entry = directory + 47 * unlisted;
      const cut = Uint8Array.from([...bytes.subarray(0, entry), ...bytes.subarray(entry + 47)]);
      const cutView = new DataView(cut.buffer);
      cutView.setUint16(cut.length - 22 + 8, 2, true);
      cutView.setUint16(cut.length - 22 + 10, 2, true);
      cutView.setUint32(cut.length - 22 + 12, size - 47, true);
      await rejects(withBytes(cut, () => Promise.resolve()), /holds a part that its directory does not list/);
    }
  });
}

Deno.test("ZipPackage lists no folders", async () => {
  await withZip([{ name: "xl/", content: "" }, { name: "xl/a.xml", content: "<a/>" }], (parts) => {
    deepStrictEqual(parts.entries.map((entry) => entry.name), ["xl/a.xml"]);
    return Promise.resolve();
  });
});

async function withZip(
  parts: Parameters<typeof writeZip>[0],
  work: (parts: ZipPackage) => Promise<void>,
): Promise<void> {
  await withBytes(writeZip(parts), work);
}

async function withBytes(bytes: Uint8Array, work: (parts: ZipPackage) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/test.zip`, bytes);
    await work(await ZipPackage.open(`${folder}/test.zip`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
