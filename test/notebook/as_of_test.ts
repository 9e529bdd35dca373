import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { runNotebooks } from "../../etl/notebook/run_notebooks.ts";
import { atDesk, csr } from "../load/fixture.ts";
import { FIXTURES } from "./fixture.ts";

Deno.test("runNotebooks() answers as of a day, or up to a file, and calls synthetic only what was known then", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", csr(["2019-07", "AA", "1", "1"])); // 1 August
    await desk.loadText("june.csv", `Synthetic sample,,,,\n${csr(["2019-06", "AA", "1", "1"])}`); // 2 August
    const run = async (more: { asOf?: string; lastFileId?: number }) => {
      const [ran] = await runNotebooks({
        ...{ names: ["known_files"], month: "2019-07-01", audience: "white", folder: FIXTURES } as const,
        ...{ warehouse: desk.warehouse, ...more, out: join(desk.folder, "out"), cellTimeoutMs: 60_000, isFresh: true },
      });
      const { cells } = JSON.parse(await Deno.readTextFile(ran!.outPath));
      return { heading: cells[0].source.join(""), files: cells.at(-1).outputs[0].text.join("") };
    };
    const now = await run({});
    match(now.heading, /synthetic/i);
    strictEqual(now.files, '[{"file_name":"july.csv"},{"file_name":"june.csv"}]\n');
    for (const more of [{ asOf: "2019-08-01" }, { lastFileId: 1 }]) {
      const then = await run(more);
      deepStrictEqual([/synthetic/i.test(then.heading), then.files], [false, '[{"file_name":"july.csv"}]\n']);
    }
  }));
