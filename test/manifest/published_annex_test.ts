import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { rebuildWarehouse } from "../../etl/load/rebuild_warehouse.ts";
import { restorePublications } from "../../etl/manifest/restore_publications.ts";
import { warehouseContent } from "../harness/warehouse_content.ts";
import { atDesk, csr, userIdOf } from "../load/fixture.ts";
import { writeZip } from "../workbooks/write_zip.ts";
import { table, xlsxParts } from "../workbooks/xlsx_parts.ts";

/** Every report of the July 2019 annex but CSR, explained; 10 and 11 are delivered inside 1. */
const REGISTER = "Report,Period,Published Date,Reference,Stored At,Reason Not Published\n" +
  "5,2019-07,14/08/2019,,,\n1,2019-06,,,,INC000000439813\n2,2019 Q2,,,,Not built\n3,2019 Q2,,,,Not built\n" +
  "7,2019 Q2,,,,Not built\n" + [4, 6, 8, 9].map((report) => `${report},2019-07,,,,Not built\n`).join("");
const ACTIONS = "Action Reference,Report,Raised Date,Meeting,Action,Owner,Due Date,State,Closed Date\n" +
  "A1,5,01/07/2019,OPSG 20,Ask,DCC,,Open,\n";

/** A manifest somebody has changed. */
interface Editable {
  readonly figures: { table: string; values: Record<string, unknown> }[];
  readonly files: { load_ids: number[] }[];
  readonly definitions: { sha256: string }[];
}

Deno.test("a published annex can be made again, and a re-issue's changes to it are listed", (t) =>
  atDesk(async (desk) => {
    const annexa = async (...args: string[]) => {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "etl/main.ts", ...args, "--warehouse", desk.warehouse],
      }).output();
      return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
    };
    const out = join(desk.folder, "out");
    const annex = (...args: string[]) => annexa("annex", "--month", "2019-07", "--no-notebooks", "--out", out, ...args);
    const folder = join(out, "2019-07/white");
    const manifest = join(folder, "manifest.json");
    // On 1, 2 and 3 August 2019.
    await desk.loadText("july.csv", csr(["2019-07", "AA", "100", "110"], ["2019-07", "BB", "", "5"]));

    await t.step("an incomplete month cannot be published: its missing reports are named, exit 5", async () => {
      const { code, out, err } = await annex("--publish");
      deepStrictEqual([code, out], [5, ""]);
      match(
        err,
        /^Cannot publish the annex of 2019-07 because reports are neither loaded nor explained: Performance /m,
      );
    });

    await desk.load([await desk.write("register.csv", REGISTER), await desk.write("actions.csv", ACTIONS)]);
    await t.step("a complete one is recorded in the warehouse and the archive, once", async () => {
      const { code, err } = await annex("--publish");
      strictEqual(code, 0, err);
      match(err, /^Recorded as published$/m);
      const before = await desk.hash();
      match((await annex("--publish")).err, /^Recorded as published before: nothing has changed$/m);
      strictEqual(await desk.hash(), before);
      deepStrictEqual(await desk.query("select annex_month, audience, last_file_id from ledger.publications"), [
        { annex_month: "2019-07-01", audience: "white", last_file_id: 3 },
      ]);
      deepStrictEqual(
        await desk.query(
          `select row_key, value from ledger.published_figures
           where table_name = 'annex_csr_variance' and column_name = 'actual_volume'`,
        ),
        [{ row_key: '{"reporting_month":"2019-07-01"}', value: "115" }],
      );
    });

    const recorded = JSON.parse(await Deno.readTextFile(manifest));
    await t.step("the manifest names files, loads, queries, figures and every output by its hash", async () => {
      deepStrictEqual(
        recorded.files.map(({ name, load_ids }: { name: string; load_ids: number[] }) => [name, load_ids]),
        [
          ["july.csv", [1]],
          ["register.csv", [2, 3, 4]],
          ["actions.csv", [5]],
        ],
      );
      ok(recorded.definitions.some(({ name }: { name: string }) => name === "csr_variance_summary"));
      const outputs = (await Array.fromAsync(Deno.readDir(folder))).filter(({ isFile }) => isFile).map(({ name }) =>
        name
      );
      for (const name of outputs) {
        ok(name === "manifest.json" || recorded.outputs.some(({ path }: { path: string }) => path === name), name);
      }
    });

    await t.step("restate finds nothing while nothing has changed", async () => {
      deepStrictEqual(await annexa("restate"), { code: 0, out: "", err: "1 paper looked at: every figure stands\n" });
    });

    await desk.loadText("july re-issue.csv", csr(["2019-07", "AA", "100", "109"], ["2019-07", "BB", "", "5"]));
    await t.step("restate lists paper, view, row, column, old and new, with a note for the next paper", async () => {
      const { code, out } = await annexa("restate", "--json");
      strictEqual(code, 0);
      const [paper] = JSON.parse(out);
      deepStrictEqual([paper.month, paper.audience], ["2019-07-01", "white"]);
      const volume = paper.figures.find((figure: Record<string, unknown>) =>
        figure.table === "annex_csr_variance" && figure.column === "actual_volume"
      );
      deepStrictEqual(volume, {
        table: "annex_csr_variance",
        key: { reporting_month: "2019-07-01" },
        column: "actual_volume",
        old: "115",
        new: "114",
        change: "changed",
        cause: "files",
        files: ["july re-issue.csv"],
        note: "Correction to the July 2019 paper (white): Certificate Signing Requests against forecast, July 2019: " +
          'CSRs sent was given as 115 and is 114, after "july re-issue.csv".',
      });
      const [sentence] = paper.figures.filter(({ table }: { table: string }) => table === "annex_a");
      match(
        sentence.note,
        /^Correction to the July 2019 paper \(white\): Annex A: DCC SEC Panel Reports, Certificate Signing Request \(CSR\) Variance Report: Observations was given as "/,
      );
      match((await annexa("restate")).err, /^1 paper looked at: \d+ figures of 1 paper changed/);
      ok(
        paper.figures.every(({ table }: { table: string }) => /^annex_(a$|csr)/.test(table)),
        "only what the CSR report says changed",
      );
    });

    await t.step(
      "restate names of each figure the files that changed it, a workbook of fewer rows among them",
      async () => {
        // August changes no figure of July's paper; the workbook, by hand, has one User less.
        await desk.loadText("august.csv", csr(["2019-08", "AA", "1", "1"]));
        const head = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"];
        await Deno.writeFile(
          join(desk.folder, "july second re-issue.xlsx"),
          writeZip(xlsxParts({ sheets: { CSR: table([head, ["2019-07", userIdOf("AA"), "A", 100, 109]]) } })),
        );
        await desk.load([join(desk.folder, "july second re-issue.xlsx")]);
        const [paper] = JSON.parse((await annexa("restate", "--json")).out);
        const files = (table: string, column: string, report?: number) =>
          paper.figures.find((figure: { table: string; column: string; key: Record<string, unknown> }) =>
            figure.table === table && figure.column === column && figure.key.report_number === report
          );
        const [first, second] = ["july re-issue.csv", "july second re-issue.xlsx"];
        // 110 + 5 were sent, then 109 + 5, then 109.
        const volume = files("annex_csr_variance", "actual_volume");
        deepStrictEqual([volume.old, volume.new, volume.files], ["115", "109", [first, second]]);
        match(
          volume.note,
          /CSRs sent was given as 115 and is 109, after "july re-issue\.csv" and "july second re-issue\.xlsx"\.$/,
        );
        deepStrictEqual(files("annex_a", "observations", 5).files, [first, second]);
        ok(paper.figures.every((figure: { files: string[] }) => !figure.files.includes("august.csv")));
        strictEqual(files("annex_csr_variance", "forecast_volume"), undefined, "the forecast stands");
      },
    );

    await t.step("--verify holds every part of a manifest to what comes out, and says what was recorded", async () => {
      const verify = async (change: (manifest: Editable) => void) => {
        const changed = structuredClone(recorded);
        change(changed);
        const path = join(folder, "changed.json");
        await Deno.writeTextFile(path, JSON.stringify(changed));
        const { code, out } = await annexa("annex", "--verify", path);
        await Deno.remove(path);
        return [code, out];
      };
      match((await annexa("annex", "--verify", manifest)).err, /^Recorded as published on \d{4}-\d{2}-\d{2}$/m);
      const changed = await verify(({ figures, files }) => {
        figures.find(({ table }) => table === "annex_csr_variance")!.values.actual_volume = 116;
        files[0]!.load_ids = [9];
      });
      deepStrictEqual(changed, [
        5,
        "manifest.json says other figures of annex_csr_variance\n" +
        'manifest.json names file 1 "july.csv", which did not stand so in this warehouse\n' +
        'manifest.json does not name file 1 "july.csv", which stood in this warehouse\n',
      ]);
      // A definition that has changed since and gives the same bytes is said, and is no difference.
      const [code, out] = await verify(({ definitions }) => definitions[0]!.sha256 = "00");
      deepStrictEqual([code, /^Equal: /.test(String(out))], [0, true]);
    });

    await t.step("--verify takes no other month, nor records anything: exit 2", async () => {
      for (const more of [["--publish"], ["--month", "2019-08"], ["--as-of", "2019-08-02"]]) {
        const { code, err } = await annexa("annex", "--verify", manifest, ...more);
        deepStrictEqual([code, err.startsWith(`Cannot verify with ${more[0]} because `)], [2, true]);
      }
    });

    await t.step(
      "--verify makes the annex as known then, whatever came since, and names what was changed beside it, exit 5",
      async () => {
        await Deno.writeTextFile(join(folder, "annex-a.md"), "tampered");
        const { code, out } = await annexa("annex", "--verify", manifest, "--json");
        strictEqual(code, 5);
        deepStrictEqual(JSON.parse(out).differences, [
          { path: "annex-a.md", what: "was changed since, beside manifest.json" },
        ]);
      },
    );

    await t.step("--as-of makes the annex of a day, whose notes say so", async () => {
      strictEqual((await annex("--as-of", "2019-08-02")).code, 0);
      const text = await Deno.readTextFile(join(folder, "annex-a.md"));
      match(text, /Figures are as they were known at the end of 2 August 2019\./);
      match(text, /July 2019: 115 requests were sent/);
    });

    await t.step("a rebuilt warehouse keeps its publications", async () => {
      const before = await warehouseContent(desk.warehouse, { views: false });
      await rebuildWarehouse({ warehouse: desk.warehouse, restorePublications, clock: () => new Date(0) });
      deepStrictEqual(await warehouseContent(desk.warehouse, { views: false }), before);
    });
  }));
