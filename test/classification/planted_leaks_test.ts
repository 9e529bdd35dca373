import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { PROJECT } from "../commands/annexa.ts";
import { canaryMonth } from "./canary_month.ts";
import { findInFolder } from "./find_canaries.ts";

/** A sentence of Annex A that names every User. */
const SENTENCE = `select 5 as report_number, reporting_month, 99 as position,
    'Sent by ' || string_agg(user_name, ', ') || '.' as observation
from stg_csr_variance group by reporting_month`;

/** What a chart draws, with a legend and tooltips that name the User behind each bar. */
const CHART = `select reporting_month as annex_month, row_number() over (order by user_id) as row_position,
    reporting_month, actual_volume > 0 as is_sent, user_id
from stg_csr_variance`;

/** A table whose last column no document shows. */
const TABLE = `select reporting_month, count(*) as users, max(user_name) as hidden
from stg_csr_variance group by reporting_month`;

const LEAKS = { observations_leak: SENTENCE, chart_leak: CHART, csr_user_counts: TABLE };

const SPEC = {
  title: "Users",
  description: "Who sent requests",
  data: { name: "chart_leak" },
  mark: "bar",
  encoding: {
    x: { field: "reporting_month", type: "nominal" },
    y: { aggregate: "count", type: "quantitative" },
    // A drawn chart has no tooltips; what its legend says it shows.
    color: { field: "user_id", type: "nominal" },
    tooltip: { field: "user_id", type: "nominal" },
  },
};

const header = (release: string) =>
  `-- grain: one row
-- key: none
-- units: none
-- source: made up
-- classification: white
${release}`;

Deno.test("a query that leaks is refused, and the search would have found it", async (t) => {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  const project = join(folder, "project");
  const warehouse = join(folder, "warehouse.duckdb");
  const out = join(folder, "out");
  const run = async (...args: string[]) => {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "-q", ...args, "--warehouse", warehouse],
      cwd: project,
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    return { code, stderr: new TextDecoder().decode(stderr) };
  };
  const plant = (name: string, release: string) =>
    Deno.writeTextFile(
      join(project, `queries/${name}.sql`),
      `${header(release)}${LEAKS[name as keyof typeof LEAKS]}\n`,
    );
  try {
    for (const part of ["deno.json", "deno.lock", "package.json", "etl", "queries", "data/reference"]) {
      await copy(join(PROJECT, part), join(project, part));
    }
    const { good, canaries } = await canaryMonth();
    const inbox = join(folder, "inbox");
    await Deno.mkdir(inbox);
    await Deno.writeFile(join(inbox, "csr.xlsx"), good.get("csr_variance.xlsx")!);

    for (const name of Object.keys(LEAKS)) {
      await t.step(`${name} is refused with exit 6, and nothing is published`, async () => {
        await plant(name, "");
        const { code, stderr } = await run("load", "--inbox", inbox);
        strictEqual(code, 6, stderr);
        match(
          stderr,
          new RegExp(`Cannot build view ${name} from queries/${name}.sql as white: it reads amber content`),
        );
        deepStrictEqual(canaries.filter(({ value }) => stderr.includes(value)), []);
        await Deno.remove(join(project, `queries/${name}.sql`));
        ok(!(await exists(warehouse)));
      });
    }

    await t.step("a release that does not say whose figures it adds up is refused as well", async () => {
      await plant("csr_user_counts", "-- release: nobody decided this\n");
      const { code, stderr } = await run("load", "--inbox", inbox);
      strictEqual(code, 6, stderr);
      match(stderr, /csr_user_counts .* does not say whose figures it adds up/);
    });

    await t.step("let out by a release, each is found where it leaks", async () => {
      const release = "-- release: nobody decided this\n-- contributors: none, as nobody asked\n";
      for (const name of Object.keys(LEAKS)) await plant(name, release);
      await Deno.writeTextFile(join(project, "etl/charts/specs/99_leak.vl.json"), JSON.stringify(SPEC));
      for (
        const args of [
          ["load", "--inbox", inbox],
          ["annex", "--month", "2019-07", "--no-notebooks", "--out", out],
          ["export", "--to", join(out, "parquet")],
        ]
      ) {
        const { code, stderr } = await run(...args);
        strictEqual(code, 0, stderr);
      }
      const found = await findInFolder(out, canaries.filter(({ place }) => /user_(name|id)$/.test(place)));
      const places = new Set(found.map((find) => find.replace(/: .*/, "")));
      for (
        const place of [
          "2019-07/white/annex-a.md",
          "2019-07/white/annex-a.html",
          "2019-07/white/annex-a.json",
          "2019-07/white/annex-a.docx/word/document.xml",
          "2019-07/white/annex-a.xlsx/xl/sharedStrings.xml",
          "2019-07/white/tables/annex_a.csv",
          "2019-07/white/paper.docx/word/document.xml",
          "2019-07/white/charts/leak.svg",
        ]
      ) ok(places.has(place), `${place} of ${[...places].join(", ")}`);
      ok(
        [...places].some((place) => place.startsWith("parquet/") && place.includes("csr_user_counts")),
        [...places].join(),
      );
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function copy(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isFile) {
    await Deno.mkdir(join(to, ".."), { recursive: true });
    return await Deno.copyFile(from, to);
  }
  for await (const { name } of Deno.readDir(from)) await copy(join(from, name), join(to, name));
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
