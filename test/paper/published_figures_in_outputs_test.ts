import { ok } from "node:assert/strict";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { buildAnnex } from "../../etl/annex/build_annex.ts";
import { writeAnnex } from "../../etl/annex/write_annex.ts";
import { listInbox } from "../../etl/load/list_inbox.ts";
import { loadFiles } from "../../etl/load/load_files.ts";
import { buildDocuments } from "../../etl/annex/paper/build_documents.ts";
import { PROJECT } from "../../etl/warehouse/definitions.ts";
import { openSnapshot } from "../../etl/warehouse/open_snapshot.ts";

const ANNEX = ["annex-a"];
const ANNEX_AND_PAPER = ["annex-a", "paper"];
const ALL = ["annex-a", "paper", "headlines"];

/** What S0, S1 and S4 printed, word for word where ours are the same, and the documents of a month that must print it. */
const PUBLISHED: readonly (readonly [fixture: string, month: string, documents: readonly string[], literal: string])[] =
  [
    ["CSR July 2019 (S0)", "2019-07", ALL, "4,077,703 requests were sent versus a forecast of 3,273,674."],
    ["CSR July 2019 (S0)", "2019-07", ALL, "112.8% of the forecast (Zero forecasts excluded from percentage)"],
    ["CSR July 2019 (S0)", "2019-07", ANNEX, "Report on time."],
    [
      "CSR July 2019 (S0)",
      "2019-07",
      ["paper", "headlines"],
      "was due on 14 August 2019 and published on that day: on time",
    ],
    ["SR July 2019 (S0)", "2019-07", ALL, "56,132,500 requests were sent versus a forecast of 117,465,410."],
    ["SR July 2019 (S0)", "2019-07", ALL, "48% of the forecast (Zero forecasts excluded from percentage)"],
    ["SR July 2019 (S0)", "2019-07", ALL, "late by 3 Working Days"],
    ["CPM1 to March 2021 (S4)", "2021-04", ALL, "CPM1 has been below Target Service Level for the last 21 months"],
    ["CPM1 to March 2021 (S4)", "2021-04", ALL, "this being the 27th instance it has been below in 28 months"],
    ["CPMs June 2019 (S0)", "2019-07", ALL, "Target Service Level for the first time in six months"],
    ["PM2 June 2019 (S0)", "2019-07", ALL, "was below Target Service Level in all three CSP Regions"],
    ["PM2 June 2019 (S0)", "2019-07", ALL, "below Minimum Service Level for 6 months in CSP Central & South"],
    ["PM3.2 June 2019 (S0)", "2019-07", ALL, "below Target Service Level for the second month in a row at 96.60%"],
    ["CH exceptions June 2019 (S0)", "2019-07", ALL, "There were over 50,000 Comms Hubs exceptions reported in June"],
    ["CH exceptions June 2019 (S0)", "2019-07", ALL, "The number of CH exceptions continues to grow in"],
    [
      "CH exceptions June 2019 (S0)",
      "2019-07",
      ALL,
      "The largest number of exceptions were attributed to 'Communications Hubs where no incident has been raised for outage'",
    ],
    [
      "CH exceptions June 2019 (S0)",
      "2019-07",
      ALL,
      "'There were no, or incomplete address details provided by the Service User'",
    ],
    [
      "CH variants June 2019 (S0)",
      "2019-07",
      ALL,
      "continue to be reported instances of incorrect CH variants being installed",
    ],
    ["CH returns Q2 2019 (S0)", "2019-07", ALL, "no returned Comms Hub has been through the full triage process"],
    ["CH returns Q1 2021 (S4)", "2021-04", ALL, "12,902 records were closed"],
    ["CH returns Q1 2021 (S4)", "2021-04", ALL, "10,716 were attributed to Service Users (No Fault Found)"],
    ["CH returns Q1 2021 (S4)", "2021-04", ALL, "2,186 were attributed to the DCC (Fault Found)"],
    ["RDP July 2019 (S0)", "2019-07", ALL, "Ten Incidents reported as resolved within the month"],
    ["RDP July 2019 (S0)", "2019-07", ALL, "zero records reported as outstanding"],
    ["RDP April 2021 (S4)", "2021-04", ALL, "22 Registration Data Provider (RDP) Incidents opened in April 2021"],
    ["RDP April 2021 (S4)", "2021-04", ALL, "25 Incidents reported as resolved within the month"],
    ["RDP April 2021 (S4)", "2021-04", ALL, "11 records reported as outstanding"],
    ["RDP April 2021 (S4)", "2021-04", ALL, "eight of them have been closed, and three remain open"],
    [
      "Problems July 2019 (S0)",
      "2019-07",
      ALL,
      "157 open Problem records. 100 have fixes identified awaiting implementation.",
    ],
    [
      "Problems Q1 2021 (S4)",
      "2021-04",
      ALL,
      "15 Problems have breached the target the DCC has set for Root Cause Analysis",
    ],
    [
      "Problems Q1 2021 (S4)",
      "2021-04",
      ALL,
      "60 open Problems which the DCC considers 'Significant and/or Impactful'",
    ],
    [
      "Users with no forecast, CSR (S4)",
      "2021-04",
      ALL,
      "15 Users who have consumed services without submitting a forecast",
    ],
    [
      "Users with no forecast, SR (S4)",
      "2021-04",
      ALL,
      "33 Users who have consumed services without submitting a forecast",
    ],
    ["NEP (S0)", "2019-07", ALL, "12 mesh NEPs completed covering 322 premises."],
    [
      "Post commissioning 2019 (S0)",
      "2019-07",
      ANNEX_AND_PAPER,
      "for February to June 2019 were not published due to technical issues related to INC000000439813 and INC000000452354",
    ],
    ["Deadline of March 2021 + 25", "2021-04", ["paper", "headlines"], "was due on 10 May 2021"],
    ["Deadline of April 2021 + 10", "2021-04", ["paper", "headlines"], "was due on 17 May 2021"],
    ["Deadline of June 2019 + 25", "2019-07", ["paper", "headlines"], "was due on 2 August 2019"],
    ["Attachments (S0)", "2019-07", ["paper"], "Appendix A – Post Commissioning Information Report (July 2019) (RED)"],
    ["Recommendations (S0)", "2019-07", ["paper"], "The Panel is requested to NOTE the observations"],
  ];

/** Rows of the annex's tables, as Markdown shows them. */
const ROWS: readonly (readonly [fixture: string, month: string, row: RegExp])[] = [
  [
    "RDP April 2021 (S4): opening balance 14, three open after the later closures",
    "2021-04",
    /^\| April 2021 \| 14 \| 22 \| 25 \| 11 \| 8 \| 3 \|/m,
  ],
  ...["2019-07", "2021-04"].flatMap((month) =>
    ["Certificate Signing Request (CSR)", "Service Request (SR)"].map((report) =>
      [
        `Timeliness (S1): January 2018's ${report} report published 14/02/2018, on time, in the annex of ${month}`,
        month,
        new RegExp(
          `^\\| \\d \\| ${
            report.replaceAll(/[()]/g, "\\$&")
          } Variance Report \\| January 2018 \\| 14 February 2018 \\| 14 February 2018 \\| on time \\|`,
          "m",
        ),
      ] as const
    )
  ),
];

Deno.test("the White documents of the samples print every published figure", async (t) => {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "warehouse.duckdb");
    const { files } = await listInbox(join(PROJECT, "data/samples/inbox"));
    await loadFiles({ warehouse: path, files, clock: () => new Date("2024-01-01T00:00:00Z") });
    using warehouse = await openSnapshot(path);
    const texts = new Map<string, Record<string, string>>();
    for (const month of ["2019-07", "2021-04"]) {
      const set = await buildAnnex(warehouse.connection, `${month}-01`, "white");
      const out = join(folder, month);
      // Charts take most of the time and print none of the figures in words.
      const bare = { ...set, charts: [] };
      await writeAnnex(bare, out, await buildDocuments(warehouse.connection, bare));
      for (const name of ALL) texts.set(`${month} ${name}`, await readDocument(join(out, name)));
    }

    for (const [fixture, month, documents, literal] of PUBLISHED) {
      await t.step(`${fixture}: ${literal}`, () => {
        for (const name of documents) {
          for (const [format, text] of Object.entries(texts.get(`${month} ${name}`)!)) {
            ok(text.includes(literal), `${month} ${name}.${format} lacks "${literal}"`);
          }
        }
      });
    }
    for (const [fixture, month, row] of ROWS) {
      await t.step(fixture, () => ok(row.test(texts.get(`${month} annex-a`)!.md!), `${month} annex-a.md lacks ${row}`));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** A document's words in each format, as a reader gets them. */
async function readDocument(path: string): Promise<Record<string, string>> {
  const { "word/document.xml": body } = unzipSync(await Deno.readFile(`${path}.docx`));
  return {
    docx: words(strFromU8(body!)),
    html: words(await Deno.readTextFile(`${path}.html`)),
    md: (await Deno.readTextFile(`${path}.md`)).replaceAll("\\", "").replaceAll("<br>", "\n"),
  };
}

/** XML or HTML without its tags. */
function words(markup: string): string {
  return markup.replace(/<[^>]+>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&apos;", "'")
    .replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
