import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { readExtract } from "../../etl/contract/read_extract.ts";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";
import { INBOX } from "./read_sample.ts";

/** What each sample must be taken for, by the words its file name begins with. */
const EXTRACTS: Readonly<Record<string, string>> = {
  "CH Exceptions": "ch_exceptions",
  "CH Returns": "ch_returns",
  "CH_Installations": "ch_installations",
  "CSR Forecast Variance": "csr_variance",
  "DCC PMR": "performance_measures",
  "DCC Report Register": "report_register",
  "DCC_PMR": "performance_measures",
  "NEP Report": "network_enhancement_plans",
  "OPSG Actions": "actions",
  "Post Commissioning": "post_commissioning_devices",
  "Quarterly Problem": "problems",
  "RDP Incident": "rdp_incidents",
  "SR Variance": "sr_variance",
  "SR_Variance": "sr_variance",
};

Deno.test("readExtract() takes every sample for its extract alone, and finds nothing wrong with it", async () => {
  const extracts = await allExtracts();
  for (const { name } of Deno.readDirSync(INBOX)) {
    const expected = Object.entries(EXTRACTS).find(([start]) => name.startsWith(start))?.[1];
    const reading = await readExtract(await openWorkbook(join(INBOX, name)), { extracts, fileName: name });
    deepStrictEqual([name, ...new Set(reading.sheets.map(({ extract }) => extract.name))], [name, expected]);
    let rows = 0;
    for await (const batch of reading.batches()) rows += batch.sourceRow.length + batch.rejectedRows.length;
    deepStrictEqual([name, reading.problems, rows > 0], [name, [], true]);
  }
});
