import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { ZipError } from "../../etl/workbook/zip_directory.ts";
import { ZipPackage } from "../../etl/workbook/zip_package.ts";
import { writeZip } from "../workbooks/write_zip.ts";

/** A million bytes that do not repeat where chunks do. */
const CONTENT = Uint8Array.from({ length: 1_000_003 }, (_, i) => (i * 7 + Math.floor(i / 255)) & 0xff);

for (const deflated of [false, true]) {
  Deno.test(`ZipPackage gives a large part whole when it is ${deflated ? "deflated" : "stored"}`, async () => {
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

Deno.test("ZipPackage closes its file when a reading is given up", async () => {
  await withZip([{ name: "part.bin", content: CONTENT, deflated: true }], async (parts) => {
    for (let i = 0; i < 3; i++) {
      for await (const chunk of parts.stream(parts.find("part.bin")!, Infinity)) {
        ok(chunk.length > 0);
        break;
      }
    }
  });
});

Deno.test("ZipPackage gives the text of an XML part without its byte order mark", async () => {
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
  // The second entry's place: behind the 46 + 1 bytes of the first, at 42 of its own.
  view.setUint32(directory + 47 + 42, 0, true);
  await rejects(withBytes(bytes, () => Promise.resolve()), /parts overlap at "a"/);
});

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
