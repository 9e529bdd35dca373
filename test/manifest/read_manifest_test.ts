import { strictEqual, throws } from "node:assert/strict";
import { parseManifest } from "../../etl/manifest/read_manifest.ts";

const MANIFEST = {
  format: "annexa-manifest-1",
  month: "2022-11-01",
  audience: "white",
  title: "Annex A",
  as_of: null,
  last_file_id: 11,
  program_sha256: "00",
  definitions: [{ kind: "query", name: "annex_a", sha256: "00" }],
  files: [{ file_id: 1, name: "csr.csv", sha256: "00", load_ids: [1] }],
  figures: [{ table: "annex_a", key: {}, values: {} }],
  outputs: [{ path: "tables/annex_a.csv", sha256: "00" }],
};

Deno.test("parseManifest() takes a manifest from before there were commentary and notebooks", () => {
  const { commentary, notebooks } = parseManifest(JSON.stringify(MANIFEST), "manifest.json");
  strictEqual(commentary, null);
  strictEqual(notebooks.length, 0);
});

Deno.test("parseManifest() refuses whatever is no manifest, exit 2", () => {
  const others: unknown[] = [
    null,
    [],
    "manifest",
    {},
    { ...MANIFEST, format: "annexa-manifest-2" },
    { ...MANIFEST, month: "2022-13-01" },
    { ...MANIFEST, month: "2022-11-02" },
    { ...MANIFEST, audience: "blue" },
    { ...MANIFEST, as_of: "soon" },
    { ...MANIFEST, last_file_id: "11" },
    { ...MANIFEST, figures: undefined },
    { ...MANIFEST, files: [null] },
    { ...MANIFEST, definitions: [{ kind: "query", name: "annex_a" }] },
    { ...MANIFEST, outputs: [{ path: "../../secret.csv", sha256: "00" }] },
    { ...MANIFEST, outputs: [{ path: "/etc/hosts", sha256: "00" }] },
    { ...MANIFEST, outputs: [{ path: "tables\\..\\..\\secret.csv", sha256: "00" }] },
  ];
  for (const other of others) {
    throws(() => parseManifest(JSON.stringify(other), "manifest.json"), {
      exitCode: 2,
      message: 'Cannot read "manifest.json" as a manifest: give the manifest.json that an annex was written with',
    });
  }
});
