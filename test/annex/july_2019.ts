import type { TableSet } from "../../etl/tables/table_set.ts";

const USERS = [
  ["90-B3-D5-1F-30-01-00-00", "Northgate Energy", 1_200_000, 1_000_000, 120],
  ["90-B3-D5-1F-30-02-00-00", "Harbour & Vale Networks", 95_000, 100_000, 95],
  ["90-B3-D5-1F-30-03-00-00", "Cotswold Power", 15_250, null, null],
] as const;

/** An annex written by hand, with prose, every kind of column, blanks and charts: what the writers' tests write. */
export const JULY_2019: TableSet = {
  title: "Annex A: DCC SEC Panel Reports, July 2019",
  month: "2019-07-01",
  audience: "white",
  isSynthetic: true,
  notes: ["Volumes are requests sent by Users in the month, as the DCC's variance reports state them."],
  tables: [
    {
      name: "annex_a",
      title: "Reports reviewed by the Operations Group",
      columns: [
        { name: "report_number", title: "No.", kind: "count" },
        { name: "report_name", title: "Report", kind: "text" },
        { name: "purpose", title: "Purpose", kind: "text" },
        { name: "delivery_per_sec", title: "Delivery per SEC", kind: "text" },
        { name: "observations", title: "Observations", kind: "text", blank: "No report of the period has been loaded" },
      ],
      rows: [
        [
          1,
          "Performance Measurement Report",
          "Sets out the Service Levels achieved in respect of each Performance Measure set out in SEC Section H13.1 and SEC Section L8.6.",
          "SEC H13.4 – Monthly – 25 Working Days following the end of the month.\nOn time.",
          "No Code Performance Measures were below Target Service Level. This is the first such instance in six months. However, PM2 (Category 1 Firmware Payloads completed within TRT) was below Target Service Level in all three CSP Regions.",
        ],
        [
          5,
          "CSR Forecast Variance Report",
          "Sets out the actual number of CSRs against the forecast volumes, and the Authorised Subscribers whose volumes were greater than or equal to 110% of forecast.",
          "SEC L8.9 – Monthly – 10th Working Day following the month's end.\nOn time.",
          "July 2019: 4,077,703 requests were sent versus a forecast of 3,273,674. 112.8% of the forecast (Zero forecasts excluded from percentage).",
        ],
        [
          6,
          "SR Variance Report",
          "Sets out the actual number of Service Requests sent against the forecast volumes, with the Users in exception.",
          "SEC H3.24 – Monthly – 10th Working Day following the month's end.\nLate.",
          "July 2019: 56,132,500 requests were sent versus a forecast of 117,465,410. 48% of the forecast (Zero forecasts excluded from percentage).",
        ],
        [
          7,
          "Quarterly Problem Report",
          "Open operational Problems of DCC Users.",
          "SEC Appendix AG 3.2 – Quarterly.",
          null,
        ],
      ],
      notes: [],
      source: "SECP_72_1309_22, Annex A",
      classification: "white",
    },
    {
      name: "csr_variance_summary",
      title: "CSR volumes against forecast",
      columns: [
        { name: "reporting_month", title: "Month", kind: "month" },
        { name: "actual_volume", title: "Actual volume (requests)", kind: "count" },
        { name: "forecast_volume", title: "Forecast volume (requests)", kind: "count" },
        {
          name: "percent_of_forecast",
          title: "Percent of forecast (%)",
          kind: "percent",
          decimals: 1,
          blank: "No User submitted a forecast",
        },
        { name: "is_on_time", title: "Published on time", kind: "boolean" },
        { name: "published_date", title: "Published", kind: "date", blank: "Not published" },
        { name: "quarter", title: "Quarter", kind: "quarter" },
      ],
      rows: [
        ["2019-05-01", 3_901_223, 3_100_000, 125.84590322580645, false, null, "2019-04-01"],
        ["2019-06-01", 12, 0, null, true, "2019-07-12", "2019-04-01"],
        ["2019-07-01", 4_077_703, 3_273_674, 112.80345, true, "2019-08-14", "2019-07-01"],
      ],
      notes: ["Users whose forecast is zero are left out of the percentage."],
      source: "SEC L8.9",
      classification: "white",
    },
    {
      name: "nothing_to_report",
      title: "Actions overdue",
      columns: [{ name: "action_reference", title: "Action", kind: "text" }],
      rows: [],
      notes: [],
      source: "Operations Group actions",
      classification: "white",
    },
  ],
  charts: [
    {
      name: "csr_volumes",
      title: "CSRs sent against forecast, May to July 2019",
      description: "Requests sent were above forecast in May and July 2019; June had no forecast.",
      classification: "white",
      spec: {
        data: {
          values: [
            { month: "2019-05-01", series: "Actual", volume: 3_901_223 },
            { month: "2019-05-01", series: "Forecast", volume: 3_100_000 },
            { month: "2019-07-01", series: "Actual", volume: 4_077_703 },
            { month: "2019-07-01", series: "Forecast", volume: 3_273_674 },
          ],
        },
        mark: "bar",
        encoding: {
          x: { field: "month", type: "ordinal", timeUnit: "utcyearmonth", title: "Month", axis: { labelAngle: 0 } },
          xOffset: { field: "series" },
          y: { field: "volume", type: "quantitative", title: "Volume (requests)" },
          color: { field: "series", type: "nominal", title: null },
        },
        width: 480,
      },
    },
  ],
  withheld: [
    { title: "Post Commissioning Information Report (July 2019)", classification: "red" },
    { title: "CSR volumes by User", classification: "amber" },
  ],
};

/** The same annex for a Panel audience, with a table that names Users. */
export const JULY_2019_AMBER: TableSet = {
  ...JULY_2019,
  audience: "amber",
  isSynthetic: false,
  tables: [...JULY_2019.tables, {
    name: "csr_variance_by_user",
    title: "CSR volumes by User",
    columns: [
      { name: "user_id", title: "User ID", kind: "text" },
      { name: "user_name", title: "User", kind: "text" },
      { name: "actual_volume", title: "Actual volume (requests)", kind: "count" },
      {
        name: "forecast_volume",
        title: "Forecast volume (requests)",
        kind: "count",
        blank: "The User submitted no forecast",
      },
      {
        name: "percent_of_forecast",
        title: "Percent of forecast (%)",
        kind: "percent",
        decimals: 1,
        blank: "The User submitted no forecast",
      },
    ],
    rows: USERS.map((row) => [...row]),
    notes: [],
    source: "SEC L8.9",
    classification: "amber",
  }],
  withheld: [JULY_2019.withheld[0]!],
};
