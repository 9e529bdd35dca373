import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChecks } from "../../etl/check/run_checks.ts";
import { listInbox } from "../../etl/load/list_inbox.ts";
import { loadFiles } from "../../etl/load/load_files.ts";
import { readDefinitions } from "../../etl/warehouse/definitions.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { queryHeader } from "../../etl/warehouse/query_header.ts";
import { quoteIdentifier } from "../../etl/db/quote.ts";
import { rows } from "../../etl/db/rows.ts";

/** What the papers printed, against what the sample inbox gives. S0, S1 and S4 are named in the queries' headers. */
const FIGURES: readonly (readonly [source: string, question: string, answer: Record<string, unknown>])[] = [
  [
    "S0: CSR July 2019",
    `select actual_volume, forecast_volume, round(percent_of_forecast, 1) as percent,
       round(actual_volume * 100 / forecast_volume, 2) as naive_percent from csr_variance_summary
     where reporting_month = '2019-07-01'`,
    { actual_volume: 4077703, forecast_volume: 3273674, percent: 112.8, naive_percent: 124.56 },
  ],
  [
    "S0: SR July 2019",
    `select actual_volume, forecast_volume, round(percent_of_forecast) as percent from sr_variance_summary
     where reporting_month = '2019-07-01'`,
    { actual_volume: 56132500, forecast_volume: 117465410, percent: 48 },
  ],
  [
    "S4: CPM1 to March 2021",
    `select current_streak_months, breaches_to_date, months_to_date from breach_streaks
     where measure_code = 'CPM1' and reporting_month = '2021-03-01' and level = 'target'`,
    { current_streak_months: 21, breaches_to_date: 27, months_to_date: 28 },
  ],
  [
    "S0: all CPMs in June 2019 for the first time in six months",
    "select is_all_met, months_not_all_met from code_performance_summary where reporting_month = '2019-06-01'",
    { is_all_met: true, months_not_all_met: 6 },
  ],
  [
    "S0: PM2 in June 2019, below Target in three Regions",
    `select count(*) as regions from performance_levels
     where measure_code = 'PM2' and reporting_month = '2019-06-01' and status = 'below_target'`,
    { regions: 3 },
  ],
  [
    "S0: PM2 until May 2019, below Minimum for 6 months in C&S",
    `select string_agg(region, ' ' order by region) as regions from breach_streaks
     where measure_code = 'PM2' and reporting_month = '2019-05-01' and level = 'minimum' and current_streak_months = 6
       and region <> 'North'`,
    { regions: "Central South" },
  ],
  [
    "S0: PM3.2 CSP North, second month in a row at 96.60%",
    `select levels.achieved_percent, streaks.current_streak_months from performance_levels as levels
     inner join breach_streaks as streaks using (reporting_month, provider, region, measure_code)
     where measure_code = 'PM3.2' and region = 'North' and reporting_month = '2019-06-01' and level = 'target'`,
    { achieved_percent: 96.6, current_streak_months: 2 },
  ],
  [
    "S0: over 50,000 CH exceptions in June 2019",
    "select sum(exceptions) > 50000 as is_over from ch_exception_counts where reporting_month = '2019-06-01'",
    { is_over: true },
  ],
  [
    "S4: CH returns Q1 2021",
    `select sum(records_closed) as closed,
       sum(records_closed) filter (where attribution = 'No Fault Found') as no_fault_found,
       sum(records_closed) filter (where attribution = 'Fault Found') as fault_found
     from ch_returns_summary where reporting_quarter = '2021-01-01'`,
    { closed: 12902, no_fault_found: 10716, fault_found: 2186 },
  ],
  [
    "S0: RDP incidents July 2019",
    "select resolved, open_at_month_end from rdp_incident_summary where reporting_month = '2019-07-01'",
    { resolved: 10, open_at_month_end: 0 },
  ],
  [
    "S4: RDP incidents April 2021",
    `select opening_balance, opened, resolved, open_at_month_end, closed_since, still_open from rdp_incident_summary
     where reporting_month = '2021-04-01'`,
    { opening_balance: 14, opened: 22, resolved: 25, open_at_month_end: 11, closed_since: 8, still_open: 3 },
  ],
  [
    "S0: Problems, July 2019",
    "select open_problems, fix_identified from problem_summary where reporting_quarter = '2019-04-01'",
    { open_problems: 157, fix_identified: 100 },
  ],
  [
    "S4: Problems, Q1 2021",
    "select rca_target_breached, significant_or_impactful from problem_summary where reporting_quarter = '2021-01-01'",
    { rca_target_breached: 15, significant_or_impactful: 60 },
  ],
  [
    "S4: Users who submitted no forecast, April 2021",
    `select csr.missing_forecast_users as csr, sr.missing_forecast_users as sr
     from csr_variance_summary as csr inner join sr_variance_summary as sr using (reporting_month)
     where reporting_month = '2021-04-01'`,
    { csr: 15, sr: 33 },
  ],
  [
    "S0: NEPs completed, July 2019",
    "select completed, premises from nep_summary where reporting_quarter = '2019-04-01' and kind = 'Mesh'",
    { completed: 12, premises: 322 },
  ],
  [
    "S0: post commissioning February to June 2019",
    `select count(*) as months, bool_and(delivery = 'not published') as is_unpublished,
       bool_and(contains(reason, 'INC000000439813') and contains(reason, 'INC000000452354')) as is_explained
     from report_timeliness where report_number = 8 and period between '2019-02-01' and '2019-06-01'`,
    { months: 5, is_unpublished: true, is_explained: true },
  ],
  [
    "S1: January 2018's variance reports",
    `select count(*) as reports, min(due_date) as due_date, max(published_date) as published_date,
       bool_and(delivery = 'on time') as is_on_time
     from report_timeliness where report_number in (5, 6) and period = '2018-01-01'`,
    { reports: 2, due_date: "2018-02-14", published_date: "2018-02-14", is_on_time: true },
  ],
];

/** What Annex A must say, by annex month and report. */
const SENTENCES: readonly (readonly [month: string, report: number, sentence: string])[] = [
  [
    "2019-07-01",
    1,
    "All Code Performance Measures were at or above Target Service Level for the first time in six months.",
  ],
  ["2019-07-01", 1, "was below Target Service Level in all three CSP Regions"],
  ["2019-07-01", 1, "below Minimum Service Level for 6 months in CSP Central & South."],
  ["2019-07-01", 1, "for CSP North was below Target Service Level for the second month in a row at 96.60%."],
  [
    "2021-04-01",
    1,
    "CPM1 has been below Target Service Level for the last 21 months, with this being the 27th instance it has been below in 28 months.",
  ],
  [
    "2019-07-01",
    2,
    "At the time of writing the report, no returned Comms Hub has been through the full triage process.",
  ],
  [
    "2021-04-01",
    2,
    "12,902 records were closed in Q1 2021. Of these, 10,716 were attributed to Service Users (No Fault Found) and 2,186 were attributed to the DCC (Fault Found).",
  ],
  ["2019-07-01", 3, "12 mesh NEPs completed covering 322 premises."],
  ["2019-07-01", 4, "Ten Incidents reported as resolved within the month and zero records reported as outstanding."],
  ["2021-04-01", 4, "There were 22 Registration Data Provider (RDP) Incidents opened in April 2021."],
  ["2021-04-01", 4, "25 Incidents reported as resolved within the month and 11 records reported as outstanding."],
  ["2021-04-01", 4, "Since the report was issued eight of them have been closed, and three remain open."],
  ["2019-07-01", 5, "Report on time."],
  [
    "2019-07-01",
    5,
    "July 2019: 4,077,703 requests were sent versus a forecast of 3,273,674. 112.8% of the forecast (Zero forecasts excluded from percentage).",
  ],
  ["2021-04-01", 5, "There were 15 Users who have consumed services without submitting a forecast."],
  ["2019-07-01", 6, "Report late by 3 Working Days."],
  [
    "2019-07-01",
    6,
    "July 2019: 56,132,500 requests were sent versus a forecast of 117,465,410. 48% of the forecast (Zero forecasts excluded from percentage).",
  ],
  ["2021-04-01", 6, "There were 33 Users who have consumed services without submitting a forecast."],
  ["2019-07-01", 7, "157 open Problem records. 100 have fixes identified awaiting implementation."],
  ["2021-04-01", 7, "15 Problems have breached the target the DCC has set for Root Cause Analysis."],
  ["2021-04-01", 7, "There were also 60 open Problems which the DCC considers 'Significant and/or Impactful'."],
  [
    "2019-07-01",
    8,
    "The Post Commissioning Information Reports for February to June 2019 were not published due to technical issues related to INC000000439813 and INC000000452354.",
  ],
  ["2019-07-01", 10, "There were over 50,000 Comms Hubs exceptions reported in June 2019"],
  ["2019-07-01", 10, "The number of CH exceptions continues to grow"],
  [
    "2019-07-01",
    10,
    "The largest number of exceptions were attributed to 'Communications Hubs where no incident has been raised for outage'",
  ],
  ["2019-07-01", 10, "and 'There were no, or incomplete address details provided by the Service User'"],
  [
    "2019-07-01",
    11,
    "There continue to be reported instances of incorrect CH variants being installed in CSP Central & South",
  ],
];

Deno.test("the sample inbox", async (t) => {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "warehouse.duckdb");
    const { files } = await listInbox(fileURLToPath(new URL("../../data/samples/inbox", import.meta.url)));
    await loadFiles({ warehouse: path, files, clock: () => new Date("2024-01-01T00:00:00Z") });
    using warehouse = await openReadOnly(path);
    const ask = (sql: string) => rows(warehouse.connection, sql);

    for (const [source, question, answer] of FIGURES) {
      await t.step(`gives the published figures of ${source}`, async () => {
        deepStrictEqual(await ask(question), [answer]);
      });
    }

    await t.step("makes Annex A say what the papers say", async () => {
      const annex = await ask("select annex_month, report_number, observations from annex_a");
      for (const [month, report, sentence] of SENTENCES) {
        const row = annex.find((one) => one.annex_month === month && one.report_number === report);
        ok(String(row?.observations).includes(sentence), `${month}, report ${report}: ${row?.observations}`);
      }
    });

    await t.step("gives every annex a row of each of the 13 reports, none of them empty", async () => {
      const broken = await ask(
        "select annex_month from annex_a group by annex_month having count(observations) <> 13 or count(*) <> 13",
      );
      deepStrictEqual(broken, []);
    });

    for (const query of (await readDefinitions()).filter((one) => one.kind === "query")) {
      const { key } = queryHeader(query.text);
      if (key[0] === "none") continue;
      await t.step(`meets the key of ${query.name}`, async () => {
        const columns = key.map(quoteIdentifier);
        const broken = await ask(
          `select ${columns.join(", ")}, count(*) as row_count from ${quoteIdentifier(query.name)}
           group by ${columns.join(", ")}
           having count(*) > 1 or ${columns.map((column) => `${column} is null`).join(" or ")}`,
        );
        deepStrictEqual(broken, []);
      });
    }

    await t.step("passes every check", async () => {
      const checks = await runChecks(warehouse.connection, null);
      ok(checks.length >= 26);
      for (const { name, failures } of checks) strictEqual(failures.length, 0, name);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
