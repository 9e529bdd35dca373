import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { readArchiveList } from "../../etl/archive/archive_list_file.ts";
import { MANIFEST, type Manifest } from "../../etl/manifest/manifest.ts";
import { publishAnnex } from "../../etl/manifest/publish_annex.ts";
import { manifestText } from "../../etl/manifest/write_manifest.ts";
import { rewriteFolder } from "../../etl/files/rewrite_folder.ts";
import { atDesk, csr, type Desk } from "../load/fixture.ts";

const AN_ANNEX: Manifest = {
  format: "annexa-manifest-1",
  month: "2019-07-01",
  audience: "white",
  title: "Annex A",
  is_synthetic: false,
  as_of: null,
  last_file_id: 1,
  program_sha256: "",
  definitions: [],
  files: [],
  commentary: null,
  figures: [],
  outputs: [],
  notebooks: [],
};

/** Puts an annex of a manifest alone in its place as it is published; `then` follows at the last moment. */
async function publishInto(desk: Desk, folder: string, manifest: Manifest, then: () => void): Promise<boolean> {
  const { warehouse } = desk;
  return await rewriteFolder(folder, async (incoming, _old, swap) => {
    await Deno.writeTextFile(join(incoming, MANIFEST), manifestText(manifest));
    const archive = join(desk.folder, "archive");
    const order = { warehouse, archive, manifest, folder: incoming, clock: () => new Date(0) };
    return await publishAnnex({ ...order, swap: () => [swap, then].forEach((call) => call()) });
  });
}

Deno.test("publishAnnex() leaves warehouse, archive and the annex's folder as they were when its last step fails", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "100", "110"]));
    const out = join(desk.folder, "out");
    const contents = async () => ({
      warehouse: await desk.hash(),
      files: (await Array.fromAsync(filesBelow(desk.folder))).sort(),
      manifest: await Deno.readTextFile(join(out, MANIFEST)).catch(() => null),
    });
    const fail = () => {
      throw new Error("the warehouse cannot be renamed");
    };
    const before = await contents();
    await rejects(() => publishInto(desk, out, AN_ANNEX, fail), /cannot be renamed/);
    deepStrictEqual(await contents(), before);

    strictEqual(await publishInto(desk, out, AN_ANNEX, () => {}), true);
    const published = await contents();
    await rejects(() => publishInto(desk, out, { ...AN_ANNEX, title: "Another" }, fail), /cannot be renamed/);
    deepStrictEqual(await contents(), published);
    deepStrictEqual(await desk.query("select count(*) as publications from ledger.publications"), [{
      publications: 1,
    }]);
  }));

Deno.test("loadFiles() enters a publication into the archive's list that had no room left for it", () =>
  atDesk(async (desk) => {
    const july = await desk.write("july.csv", csr(["2019-07", "AA", "100", "110"]));
    await desk.load([july]);
    await publishInto(desk, join(desk.folder, "out"), AN_ANNEX, () => {}); // Which leaves the list to its caller.
    const listed = async () =>
      (await readArchiveList(join(desk.folder, "archive"), desk.warehouse))?.publications.length;
    strictEqual(await listed(), 0);
    await desk.load([july]);
    strictEqual(await listed(), 1);
  }));

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* filesBelow(join(folder, name));
    else yield join(folder, name);
  }
}
