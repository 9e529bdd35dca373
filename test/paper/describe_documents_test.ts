import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { AnnexChart } from "../../etl/tables/table_set.ts";
import type { PanelDocument, Section } from "../../etl/annex/panel_document.ts";
import type { Classification } from "../../etl/base/classification.ts";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { buildDocuments } from "../../etl/annex/paper/build_documents.ts";
import { UserError } from "../../etl/base/user_error.ts";
import { type Definition, readDefinitions } from "../../etl/warehouse/definitions.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { prepareWarehouse } from "../../etl/warehouse/prepare_warehouse.ts";
import { loadInputs } from "../queries/query_case.ts";

const definitions = await readDefinitions();
const extracts = await allExtracts();

/** Describes the documents of July 2019 as `july_2019/` has it. */
async function describe(
  audience: Classification,
  { queries = definitions, prepare = () => Promise.resolve() }: {
    queries?: readonly Definition[];
    prepare?: (connection: DuckDBConnection) => Promise<unknown>;
  } = {},
): Promise<{ paper: PanelDocument; headlines: PanelDocument }> {
  using warehouse = await openPrivate(":memory:");
  // A reader's limit, not a loader's.
  await warehouse.connection.run("set memory_limit = '1GB'");
  await prepareWarehouse(warehouse.connection, extracts, queries);
  const inputs = { view: "", name: "july_2019", folder: new URL("./july_2019/", import.meta.url) };
  await loadInputs(warehouse.connection, inputs, extracts);
  await prepare(warehouse.connection);
  const annex = { month: "2019-07-01", audience, isSynthetic: false, charts: CHARTS };
  const { paper, headlines } = await buildDocuments(warehouse.connection, annex);
  return { paper: paper!, headlines: headlines! };
}

/** A chart of the report about something, of which the paper shows all but one. */
const CHARTS: AnnexChart[] = [
  { name: "levels", reportNumber: 1, isInPaper: true },
  { name: "exceptions", reportNumber: 10, isInPaper: true },
  { name: "devices", reportNumber: 8, isInPaper: true },
  { name: "csr", reportNumber: 5, isInPaper: false },
].map((chart) => ({ ...chart, title: "T", description: "D", spec: {}, classification: "white" }));

const WHITE = await describe("white");

/** A query of the test's own. */
function query(name: string, text: string): Definition {
  return { name, kind: "query", path: "", place: `queries/${name}.sql`, sha256: "", text };
}

function headings(document: PanelDocument): string[] {
  return document.sections.map((section) => section.heading);
}

function section(document: PanelDocument, id: string): Section {
  const found = document.sections.find((one) => one.id === id);
  ok(found, `no section ${id}`);
  return found;
}

/** The paragraphs of a section as texts, its lists as arrays, its tables by name. */
function content(document: PanelDocument, id: string): unknown[] {
  return section(document, id).blocks.map((block) =>
    block.kind === "paragraph"
      ? block.text
      : block.kind === "list"
      ? block.items
      : block.kind === "table"
      ? block.table.name
      : block.kind
  );
}

Deno.test("buildDocuments() names the paper's charts in the section of their report, and in its appendix", async () => {
  const charts = ({ sections }: PanelDocument) =>
    sections.flatMap((one) => one.charts === undefined ? [] : [[one.id, ...one.charts]]);
  deepStrictEqual(charts(WHITE.paper), [["report_1", "levels", "exceptions"]]);
  deepStrictEqual(charts(WHITE.headlines), []);
  deepStrictEqual(charts((await describe("red")).paper).at(-1), ["appendix_a", "devices"]);
});

Deno.test("buildDocuments() gives a White audience the paper with its appendix by title only", () => {
  const { paper } = WHITE;
  strictEqual(paper.title, "DCC Reporting");
  strictEqual(paper.classification, "white");
  deepStrictEqual(headings(paper), [
    "1. Purpose",
    "2. DCC Reports",
    "3. Operations Group Reports Summary",
    "3.1 Performance Measurement Report",
    "3.2 DCC Responsible Communications Hub (CH) Returns Report",
    "3.3 DCC Network Enhancement Report (Network Enhancement Plans - NEP)",
    "3.4 Registration Data Provider (RDP) Incident Report",
    "3.5 Certificate Signing Request (CSR) Variance Report",
    "3.6 Service Request (SR) Variance Report",
    "3.7 Quarterly Problem Report",
    "3.8 Actions and Observations",
    "4. Recommendations",
    "Attachments",
    "Annex B: Index of reports",
  ]);
  deepStrictEqual(content(paper, "report_5"), [
    "The July 2019 report was due on 14 August 2019 and published on 19 August 2019: late by 3 Working Days.",
    "July 2019: 12 requests were sent versus a forecast of 10. 120.0% of the forecast (Zero forecasts excluded from percentage).",
  ]);
  deepStrictEqual(content(paper, "attachments"), [
    [
      "Annex A – DCC SEC Panel Reports (July 2019) (classified as this paper is)",
      "Annex B – Index of reports (WHITE)",
      "Appendix A – Post Commissioning Information Report (July 2019) (RED)",
    ],
    "An appendix classified above this paper is named here by its title only.",
  ]);
  deepStrictEqual(content(paper, "index"), ["annex_b"]);
});

Deno.test("buildDocuments() shows a White audience no User, Device or action", () => {
  const text = JSON.stringify(WHITE);
  for (const secret of ["90-B3-D5", "Alpha Energy", "00-DB-12", "Write a plan", "incomplete Post Commissioning"]) {
    ok(!text.includes(secret), secret);
  }
});

Deno.test("buildDocuments() lists the actions under their report for a Green audience", async () => {
  const { paper, headlines } = await describe("green");
  for (const document of [paper, headlines]) {
    deepStrictEqual(content(document, "report_1").at(-1), [
      "Action A1 (DCC, open, due 3 September 2019): Write a plan.",
    ]);
  }
});

Deno.test("buildDocuments() puts the appendix's sentences and tables into the Red paper", async () => {
  const { paper } = await describe("red");
  deepStrictEqual(headings(paper).slice(-4), [
    "Appendix A: Post Commissioning Information Report (July 2019) (RED)",
    "Devices with incomplete post commissioning by criterion",
    "Devices with incomplete post commissioning by type",
    "Devices with incomplete post commissioning by User",
  ]);
  deepStrictEqual(content(paper, "appendix_a"), [
    "Figures from the Post Commissioning Information Report for July 2019, published 16 August 2019, S8, stored at Shelf 8.",
    "At 31 July 2019, 1 Device had incomplete Post Commissioning activity.",
  ]);
});

Deno.test("buildDocuments() numbers the headlines as the agenda does", () => {
  const { headlines } = WHITE;
  deepStrictEqual(headings(headlines), [
    "Meeting Headlines",
    "3. SEC Panel Reports",
    "3.1 RDP Incidents Report – July 2019",
    "3.2 DCC Certificate Signing Request (CSR) Variance Report – July 2019",
    "3.3 DCC Service Request Variance (SRV) Report – July 2019",
    "3.4 SEC Panel Quarterly Problem Report – Q2 2019",
    "3.5 DCC Responsible Communications Hubs Returns Quarterly Report – Q2 2019",
    "3.6 DCC Network Enhancement Report (Network Enhancement Plans - NEP) – Q2 2019",
    "4. PMR Report – June 2019",
    "5. Index of Reports",
    "6. Actions and Observations",
  ]);
});

Deno.test("buildDocuments() prints another paragraph when another view is there", async () => {
  const extra = query(
    "paper_paragraphs_thanks",
    `-- classification: white
    select annex_month, 'recommendations' as section_id, 99 as position, 'item' as kind, 'NOTE this' as text from annex_months
    union all
    select annex_month, 'nowhere', 1, 'item', 'Lost' from annex_months`,
  );
  const { paper } = await describe("white", { queries: [...definitions, extra] });
  deepStrictEqual(content(paper, "recommendations").at(-1), ["NOTE this"]);
  ok(!JSON.stringify(paper).includes("Lost"));
});

Deno.test("buildDocuments() refuses when a view every audience needs is above this one", async () => {
  const queries = definitions.map((one) =>
    one.name === "headlines_sections"
      ? query(one.name, `-- classification: red\n${one.text.replace(/^--.*$/gm, "")}`)
      : one
  );
  await rejects(describe("amber", { queries }), (error) => {
    ok(error instanceof UserError);
    strictEqual(error.exitCode, 6);
    strictEqual(
      error.message,
      "Cannot describe a document for the amber audience because view headlines_sections is above it",
    );
    return true;
  });
});

Deno.test("buildDocuments() leaves out a document that the configuration does not name", async () => {
  const prepare = (connection: DuckDBConnection) =>
    connection.run("delete from reference.papers where document = 'headlines'");
  strictEqual((await describe("white", { prepare })).headlines, undefined);
});
