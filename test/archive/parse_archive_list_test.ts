import { deepStrictEqual, ok, rejects, throws } from "node:assert/strict";
import * as fc from "fast-check";
import { readArchiveList, writeArchiveList } from "../../etl/archive/archive_list_file.ts";
import { notCounted } from "../../etl/archive/not_counted.ts";
import { parseArchiveList } from "../../etl/archive/parse_archive_list.ts";
import { UserError } from "../../etl/base/user_error.ts";

const LIST = {
  files: [{
    file_id: 1,
    file_name: "July 2019.xlsx",
    sha256: "a1".repeat(32),
    byte_size: 12,
    loaded_at: "2019-08-14T09:00:00",
    is_reissue: false,
    is_quarantined: false,
    first_load_id: 1,
  }],
  publications: [{
    publication_id: 1,
    published_at: "2019-08-15T09:00:00.123",
    manifest_sha256: "b2".repeat(32),
    byte_size: 3,
  }],
  withdrawals: [{
    change_id: 2,
    file_id: 1,
    extract: "csr_variance",
    sheet: "Variance",
    period: "2019-07-01",
    changed_at: "2019-08-16T09:00:00",
    is_undone: false,
    why: "a wrong month",
  }],
  not_counted: ["c3/c3.csv"],
};

Deno.test("parseArchiveList() reads what writeArchiveList() wrote", async () => {
  const archive = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await writeArchiveList(archive, "w.duckdb", LIST);
    deepStrictEqual(await readArchiveList(archive, "w.duckdb"), LIST);
    await Deno.writeTextFile(`${archive}/w.duckdb.json`, JSON.stringify(LIST).slice(0, 100));
    await rejects(() => readArchiveList(archive, "w.duckdb"), { exitCode: 1, message: /it is no whole JSON/ });
    await Deno.mkdir(`${archive}/a1`);
    await Deno.writeTextFile(`${archive}/a1/${"a1".repeat(32)}.xlsx`, "");
    await Deno.writeTextFile(`${archive}/w.duckdb.json`, JSON.stringify(LIST).slice(0, 150));
    deepStrictEqual(await notCounted(archive, { files: [], publications: [] }), []);
  } finally {
    await Deno.remove(archive, { recursive: true });
  }
});

Deno.test("parseArchiveList() names every part that somebody edited", () => {
  const edited = structuredClone(LIST) as unknown as { files: Record<string, unknown>[]; publications: unknown };
  edited.files[0]!.sha256 = "a1";
  edited.files[0]!.file_name = "../../July.xlsx";
  edited.publications = null;
  throws(() => parseArchiveList(JSON.stringify(edited), "w.json"), {
    exitCode: 1,
    message:
      'Cannot read "w.json" as the list of an archive because files[0].file_name must be a file\'s name without its ' +
      'folder: current value is "../../July.xlsx"; files[0].sha256 must be a SHA-256 in 64 hexadecimal digits: current ' +
      'value is "a1"; publications must be a list; put back a copy of it, or let `deno task load` write it anew from a ' +
      "warehouse that opens",
  });
});

Deno.test("parseArchiveList() ends in a sentence for any text", () => {
  const part = fc.constantFrom("files", "publications", "withdrawals", "not_counted");
  const edits = fc.oneof(
    fc.json(),
    fc.string(),
    fc.tuple(part, fc.jsonValue()).map(([name, value]) => JSON.stringify({ ...LIST, [name]: value })),
    fc.tuple(fc.constantFrom(...Object.keys(LIST.files[0]!)), fc.jsonValue()).map(([name, value]) =>
      JSON.stringify({ ...LIST, files: [{ ...LIST.files[0], [name]: value }] })
    ),
  );
  fc.assert(fc.property(edits, (text) => {
    try {
      ok(Array.isArray(parseArchiveList(text, "w.json").files));
    } catch (error) {
      ok(error instanceof UserError, String(error));
    }
  }));
});
