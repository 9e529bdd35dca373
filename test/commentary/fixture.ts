import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DuckDBConnection } from "@duckdb/node-api";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { buildDatedAnnex } from "../../etl/manifest/build_dated_annex.ts";
import { commentDocuments, type CommentedDocuments } from "../../etl/commentary/comment_documents.ts";
import { buildDocuments } from "../../etl/annex/paper/build_documents.ts";
import type { Classification } from "../../etl/base/classification.ts";
import { openSnapshot } from "../../etl/warehouse/open_snapshot.ts";
import { openPrivate, type Warehouse } from "../../etl/db/open_warehouse.ts";
import { prepareWarehouse } from "../../etl/warehouse/prepare_warehouse.ts";
import { loadInputs } from "../queries/query_case.ts";

const PERFORMANCE =
  "reporting_month,measure,measure_name,provider,region,within_target,total,achieved_percent,target_percent,minimum_percent";

/** Below Target from December 2018 to May 2019, then met: S0 section 3.1. */
const CODES = ["2018-12", "2019-01", "2019-02", "2019-03", "2019-04", "2019-05", "2019-06"].map((month, at) =>
  `${month}-01,CPM1,,DCC,National,,,${at < 6 ? 98.4 : 99.12},99,96`
);

/** The July 2019 of S0, as far as the tests need it. */
const JULY_2019: Readonly<Record<string, string>> = {
  performance_measures: [
    PERFORMANCE,
    ...CODES,
    "2019-04-01,PM3.2,,CSP,North,,,99.5,99,96",
    "2019-05-01,PM3.2,,CSP,North,,,97.1,99,96",
    "2019-06-01,PM3.2,,CSP,North,,,96.6,99,96",
  ].join("\n"),
  csr_variance: `reporting_month,user_id,user_name,forecast_volume,actual_volume
2019-07-01,U1,Ada Metering,3273000,3692000
2019-07-01,U2,Bede Metering,0,384000
2019-07-01,U3,Cuthbert Metering,,999
2019-07-01,U4,Dunstan Metering,674,704`,
  report_register: `report,report_period,published_date,reference,stored_at,reason_not_published
1,2019-06-01,2019-08-02,,,
5,2019-07-01,2019-08-14,,,
6,2019-07-01,2019-08-19,,,
8,2019-07-01,,,,Withdrawn`,
  actions: `action_reference,report,raised_date,meeting,action,owner,due_date,state,closed_date
A1,PMR,2019-06-25,OPSG June 2019,Provide a remediation plan,DCC,2019-07-15,Partially discharged,
"A'2 }} ""{{x.y}}""",NEP,2019-07-23,OPSG July 2019,"Report <b>coverage</b> {{1}}",DCC,,Open,`,
};

/** A warehouse file of July 2019, built once: making one takes longer than copying it. */
let built: Promise<Uint8Array> | undefined;

async function buildJuly2019(): Promise<Uint8Array> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    for (const [name, csv] of Object.entries(JULY_2019)) {
      await Deno.writeTextFile(join(folder, `${name}.csv`), `${csv}\n`);
    }
    const path = join(folder, "warehouse.duckdb");
    {
      using warehouse = await openPrivate(path);
      const extracts = await allExtracts();
      await prepareWarehouse(warehouse.connection, extracts);
      const url = new URL(`${pathToFileURL(folder).href}/`);
      await loadInputs(warehouse.connection, { view: "", name: "july_2019", folder: url }, extracts);
      await warehouse.connection.run(
        "update ledger.files set is_synthetic = false, file_sha256 = repeat('0', 64); force checkpoint",
      );
    }
    return await Deno.readFile(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The snapshots {@linkcode comment} asks, by warehouse, while its test runs. */
const snapshots = new Map<string, Promise<Warehouse>>();

/** A warehouse file of July 2019 and its folder, for the length of a test. */
export async function withJuly2019(test: (path: string, folder: string) => Promise<void>): Promise<void> {
  const bytes = await (built ??= buildJuly2019());
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  const path = join(folder, "warehouse.duckdb");
  try {
    await Deno.writeFile(path, bytes);
    await test(path, folder);
  } finally {
    (await snapshots.get(path))?.close();
    snapshots.delete(path);
    await Deno.remove(folder, { recursive: true });
  }
}

/** An annex and its documents before a commentary: the same of every copy of the warehouse, and dear to describe. */
const described = new Map<string, ReturnType<typeof describe>>();

async function describe(connection: DuckDBConnection, audience: Classification, month: string) {
  const { set } = await buildDatedAnnex(connection, month, audience, null);
  return { set, documents: await buildDocuments(connection, set) };
}

/** The documents of July 2019 with a commentary. */
export async function comment(
  path: string,
  text: string,
  audience: Classification = "white",
  { showValues = false, month = "2019-07-01" } = {},
): Promise<CommentedDocuments> {
  const snapshot = snapshots.get(path) ?? openSnapshot(path);
  snapshots.set(path, snapshot);
  const { connection } = await snapshot;
  const subject = `${audience} ${month}`;
  const annex = described.get(subject) ?? describe(connection, audience, month);
  described.set(subject, annex);
  const { set, documents } = await annex;
  return await commentDocuments(connection, { ...set, showValues }, documents, { place: "2019-07.md", text });
}

/** The same, from a warehouse that is open. */
export async function commentFrom(
  connection: DuckDBConnection,
  text: string,
  audience: Classification,
  month: string,
): Promise<CommentedDocuments> {
  const { set, documents } = await describe(connection, audience, month);
  return await commentDocuments(connection, { ...set, showValues: false }, documents, { place: "2019-07.md", text });
}

/** The paragraphs and items of a paper's commentary, by section. */
export function said({ documents }: CommentedDocuments): Record<string, string[]> {
  const sections = documents.paper!.sections.filter(({ id }) => id.startsWith("commentary_"));
  return Object.fromEntries(sections.map(({ id, blocks }) => [
    id,
    blocks.flatMap((block) => block.kind === "paragraph" ? [block.text] : block.kind === "list" ? block.items : []),
  ]));
}
