import { createHash } from "node:crypto";
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join, relative } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { annexa } from "./annexa.ts";

const INBOX = "data/samples/inbox";

/** What S0 (SECP_72_1309_22) says of July 2019, and the deadlines say of the reports. */
const JULY_2019 = [
  "Report on time.",
  "July 2019: 4,077,703 requests were sent versus a forecast of 3,273,674. 112.8% of the forecast (Zero forecasts excluded from percentage).",
  "Report late by 3 Working Days.",
  "July 2019: 56,132,500 requests were sent versus a forecast of 117,465,410. 48% of the forecast (Zero forecasts excluded from percentage).",
  "All Code Performance Measures were at or above Target Service Level for the first time in six months.",
  "was below Target Service Level in all three CSP Regions",
  "for CSP North was below Target Service Level for the second month in a row at 96.60%.",
];

/** What S4 (OPSG_49_2405) says of March 2021. */
const APRIL_2021 = [
  "has been below Target Service Level for the last 21 months, with this being the 27th instance it has been below in 28 months.",
];

Deno.test("the main job: sample workbooks in, Annex A out", async (t) => {
  const folder = await Deno.makeTempDir();
  const warehouse = join(folder, "warehouse.duckdb");
  const out = join(folder, "out");
  const annex = (month: string, ...more: string[]) =>
    annexa("annex", "--month", month, "--warehouse", warehouse, "--out", out, "--no-notebooks", ...more);

  await t.step("load takes every sample and says so", async () => {
    const { code, stdout } = await annexa("load", "--inbox", INBOX, "--warehouse", warehouse);
    strictEqual(code, 0);
    const files = [...Deno.readDirSync(INBOX)].length;
    strictEqual(stdout.match(/^loaded /gm)?.length, files);
  });

  await t.step("loading the inbox again changes nothing and says so", async () => {
    const before = await hash(warehouse);
    const { code, stdout } = await annexa("load", "--inbox", INBOX, "--warehouse", warehouse);
    strictEqual(code, 0);
    ok(stdout.trimEnd().split("\n").every((line) => line.startsWith("unchanged ")));
    strictEqual(await hash(warehouse), before);
  });

  await t.step("check holds", async () => {
    const { code, stderr } = await annexa("check", "--warehouse", warehouse);
    strictEqual(code, 0);
    match(stderr, / 0 fail, 0 warnings, White\n$/);
  });

  await t.step("sql answers the streak of CPM1 to March 2021: 21, 27 of 28 (S4)", async () => {
    const query = "select * from breach_streaks " +
      "where measure_code='CPM1' and reporting_month='2021-03-01' and level='target'";
    const { code, stdout } = await annexa("sql", query, "--json", "--warehouse", warehouse);
    strictEqual(code, 0);
    const [row] = JSON.parse(stdout);
    deepStrictEqual([row.current_streak_months, row.breaches_to_date, row.months_to_date], [21, 27, 28]);
  });

  await t.step("the annex says the published sentences in every format", async () => {
    for (const [month, sentences] of [["2019-07", JULY_2019], ["2021-04", APRIL_2021]] as const) {
      const { code, stdout } = await annex(month);
      strictEqual(code, 0);
      match(stdout, /annex-a\.html$/m);
      const texts = await readAnnex(join(out, month, "white"));
      deepStrictEqual(Object.keys(texts), ["csv", "docx", "html", "json", "md", "xlsx"]);
      for (const [format, text] of Object.entries(texts)) {
        for (const sentence of sentences) ok(text.includes(sentence), `${month} ${format} lacks: ${sentence}`);
      }
    }
  });

  await t.step("a second run gives the same bytes", async () => {
    const before = await hashes(join(out, "2019-07"));
    strictEqual((await annex("2019-07")).code, 0);
    deepStrictEqual(await hashes(join(out, "2019-07")), before);
  });

  await t.step("the White annex names no User, the Amber one does", async () => {
    strictEqual((await annex("2019-07", "--audience", "amber")).code, 0);
    const user = /90-B3-D5-1F-30-[0-9A-F]{2}-[0-9A-F]{2}-[0-9A-F]{2}/;
    ok(!user.test(JSON.stringify(await readAnnex(join(out, "2019-07", "white")))));
    match((await readAnnex(join(out, "2019-07", "amber"))).json!, user);
  });

  await t.step(
    "its notebooks are in its manifest, executed again byte for byte, and a changed one is named",
    async () => {
      const full = join(folder, "full");
      const made = await annexa("annex", "--month", "2019-07", "--warehouse", warehouse, "--out", full);
      strictEqual(made.code, 0, made.stderr);
      const path = join(full, "2019-07/white/manifest.json");
      const { notebooks } = JSON.parse(await Deno.readTextFile(path));
      const found = [...Deno.readDirSync(join(full, "2019-07/white/notebooks"))].map(({ name }) => `notebooks/${name}`);
      deepStrictEqual(notebooks.map((notebook: { path: string }) => notebook.path), found.sort());
      deepStrictEqual(
        found.filter((path) => path.endsWith(".html")),
        found.filter((path) => path.endsWith(".ipynb")).map((path) => path.replace(/ipynb$/, "html")),
      );
      for (const notebook of notebooks) {
        strictEqual(notebook.sha256, await hash(join(full, "2019-07/white", notebook.path)));
        strictEqual(notebook.source_sha256, await hash(notebook.path.replace(/\.html$/, ".ipynb")));
      }
      const verify = (...more: string[]) => annexa("annex", "--verify", path, "--warehouse", warehouse, ...more);
      const equal = await verify();
      deepStrictEqual(
        [equal.code, equal.stderr],
        [0, "Not recorded as published: a draft, or not as it was recorded\n"],
        equal.stdout,
      );
      await Deno.writeTextFile(join(full, "2019-07/white", found[0]!), " ", { append: true });
      const tampered = await verify("--no-notebooks");
      deepStrictEqual([tampered.code, tampered.stdout], [5, `${found[0]} was changed since, beside manifest.json\n`]);
    },
  );

  await t.step("a month nothing is loaded for is refused with the months there are", async () => {
    const { code, stderr } = await annex("2035-01");
    strictEqual(code, 2);
    match(
      stderr,
      /^Cannot make the annex of 2035-01 because nothing is loaded for it: give --month from 2018-\d\d to 2021-\d\d\n/,
    );
  });

  await Deno.remove(folder, { recursive: true });
});

/** The words of an annex by format, as a reader gets them. */
async function readAnnex(folder: string): Promise<Record<string, string>> {
  const text = (name: string) => Deno.readTextFile(join(folder, name));
  const words = async (name: string, parts: RegExp) =>
    Object.entries(unzipSync(await Deno.readFile(join(folder, name))))
      .filter(([part]) => parts.test(part)).map(([, bytes]) => plain(strFromU8(bytes))).join("\n");
  return {
    csv: await text("tables/annex_a.csv"),
    docx: await words("annex-a.docx", /word\/document\.xml$/),
    html: plain(await text("annex-a.html")),
    json: await text("annex-a.json"),
    md: (await text("annex-a.md")).replaceAll("\\", ""),
    xlsx: await words("annex-a.xlsx", /sharedStrings|sheets?\/|worksheets/),
  };
}

/** XML or HTML without its tags. */
function plain(markup: string): string {
  return markup.replace(/<[^>]+>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

async function hash(path: string): Promise<string> {
  return createHash("sha256").update(await Deno.readFile(path)).digest("hex");
}

async function hashes(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const visit = async (path: string): Promise<void> => {
    for await (const entry of Deno.readDir(path)) {
      const child = join(path, entry.name);
      if (entry.isDirectory) await visit(child);
      else found[relative(folder, child)] = await hash(child);
    }
  };
  await visit(folder);
  return found;
}
