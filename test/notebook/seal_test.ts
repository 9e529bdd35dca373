import { strictEqual } from "node:assert/strict";
import { readSeal, seal } from "../../etl/notebook/seal.ts";

Deno.test("readSeal() takes the seal of the copy, whatever the metadata of a cell claims", () => {
  const metadata = { inputs_sha256: "another", content_sha256: "1".repeat(64) };
  const cells = [{ cell_type: "code", id: "a", metadata, outputs: [], source: [] }];
  strictEqual(readSeal(seal({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, "c0ffee")), "c0ffee");
});
