import { writeXlsx } from "hucre";
import type { Classification } from "../../etl/base/classification.ts";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import type { Extract } from "../../etl/contract/extract.ts";
import type { Column } from "../../etl/contract/column.ts";

/** A value above White that stands nowhere but in one cell of one workbook. */
export interface Canary {
  /** `csr_variance.user_name`. */
  readonly place: string;
  readonly classification: Classification;
  readonly kind: "text" | "count" | "date";
  /** Text of letters and digits, an EUI-64, digits, or `yyyy-mm-dd`. */
  readonly value: string;
}

/** An inbox of July 2019 whose every Green, Amber and Red value that can be told apart is a canary. */
export interface CanaryMonth {
  /** Loaded as they are, by file name: the twelve extracts. */
  readonly good: ReadonlyMap<string, Uint8Array>;
  /** Rejected: canaries where numbers and dates should be, a total that does not agree, a row twice. */
  readonly bad: ReadonlyMap<string, Uint8Array>;
  /** Loaded with `--quarantine`: one row of it is kept out. */
  readonly halfBad: ReadonlyMap<string, Uint8Array>;
  /** Loaded after a publication: July's CSR variance again, with other volumes. */
  readonly reissued: ReadonlyMap<string, Uint8Array>;
  readonly canaries: readonly Canary[];
}

/** What releases publish by name: what is counted by, and the reports that actions are about. */
const RELEASED = new Set([
  "actions.report",
  "ch_exceptions.exception_reason",
  "network_enhancement_plans.kind",
]);

/** The periods the July 2019 annex looks at, and one before for what is compared. */
const PERIODS: Readonly<Record<"month" | "quarter", readonly string[]>> = {
  month: ["2019-06", "2019-07"],
  quarter: ["2019 Q1", "2019 Q2"],
};

const ROWS = 8;

/** Texts for the columns that accept few, by place or column, and days that must be in their period, by row. */
const FIXED: Readonly<Record<string, (row: number, period: string) => string>> = {
  "performance_measures.measure": (row) => `CPM${row + 1}`,
  "performance_measures.provider": () => "DCC",
  "performance_measures.region": () => "National",
  region: (row) => ["North", "Central", "South"][row % 3]!,
  user_role: (row) => ["IS", "ES"][row % 2]!,
  return_stage: () => "Post Installation",
  attribution: (row) => ["", "Fault Found", "No Fault Found"][Math.min(row, 1 + row % 2)]!,
  "ch_returns.closed_date": (row, period) => row === 0 ? "" : dayIn(period),
  category: (row) => String(1 + row % 5),
  device_type: (row) => ["ESME", "GSME"][row % 2]!,
  "actions.state": () => "Open",
  "actions.report": () => "5",
  "actions.raised_date": () => "12/06/2019",
  "network_enhancement_plans.kind": (row) => row < 6 ? "Mesh" : "Radio site",
  "network_enhancement_plans.completed_date": (row, period) => row % 2 === 0 ? dayIn(period) : "",
  "ch_exceptions.exception_reason": (row) => ["No address", "No incident raised"][row % 2]!,
  "post_commissioning_devices.period_end": (_, period) => period === "2019-06" ? "30/06/2019" : "31/07/2019",
  "report_register.report": (row) => String(row + 1),
  "report_register.reason_not_published": () => "",
};

/** Makes the inbox; every call makes the same one. */
export async function canaryMonth(): Promise<CanaryMonth> {
  const canaries: Canary[] = [];
  const good = new Map<string, Uint8Array>();
  const extracts = await allExtracts();
  for (const extract of extracts) {
    const periods = extract.name === "report_register"
      ? PERIODS.month
      : extract.period === null
      ? [""]
      : PERIODS[extract.period.unit];
    const rows = periods.flatMap((period) =>
      Array.from({ length: ROWS }, (_, row) => record(extract, row, period, canaries))
    );
    good.set(`${extract.name}.xlsx`, await workbook(extract, rows));
  }
  const named = (name: string) => extracts.find((extract) => extract.name === name)!;
  const csr = named("csr_variance");
  const wrong = Array.from({ length: 3 }, (_, row) => record(csr, row + 2, "2019-05", canaries));
  wrong[0]![4] = canary(csr, "actual_volume", "text", canaries);
  wrong[1]![3] = -Number(canary(csr, "forecast_volume", "count", canaries));
  wrong[2]![4] = `${canary(csr, "actual_volume", "count", canaries)}.5`;
  const doubled = Array.from({ length: 2 }, (_, row) => record(csr, row + 2, "2019-04", canaries));
  const untrue = Array.from({ length: 2 }, (_, row) => record(csr, row + 2, "2019-03", canaries));
  const bad = new Map([
    ["csr wrong cells.xlsx", await workbook(csr, wrong)],
    ["csr doubled row.xlsx", await workbook(csr, [...doubled, [...doubled[0]!.slice(0, 4), doubled[1]![4]!]])],
    ["csr untrue total.xlsx", await workbook(csr, [...untrue, ["Total", "", "", 1, 1]])],
  ]);
  const incidents = named("rdp_incidents");
  const half = Array.from({ length: 3 }, (_, row) => record(incidents, row, "2019-05", canaries));
  half[1]![5] = canary(incidents, "opened_date", "text", canaries);
  half[2]![1] = canary(incidents, "incident_reference", "text", canaries);
  const again = Array.from({ length: ROWS }, (_, row) => record(csr, row, "2019-07", canaries));
  return {
    good,
    bad,
    halfBad: new Map([["rdp half bad.xlsx", await workbook(incidents, half)]]),
    reissued: new Map([["csr re-issued.xlsx", await workbook(csr, again)]]),
    canaries,
  };
}

function record(extract: Extract, row: number, period: string, canaries: Canary[]): (string | number)[] {
  return Object.entries(extract.columns).map(([name, column]) => {
    const fixed = FIXED[`${extract.name}.${name}`] ?? FIXED[name];
    if (fixed !== undefined) return fixed(row, period);
    if (name === extract.period?.column) return period;
    // One User whose forecast is zero and one who gave none: what they sent must not be told from a total.
    if (name === "forecast_volume" && row < 2) return row === 0 ? 0 : "";
    const kind = column.kind === "text" || column.kind === "count" || column.kind === "date" ? column.kind : null;
    const isHidden = column.classification !== "white" && !RELEASED.has(`${extract.name}.${name}`);
    if (kind === null || !isHidden) return plain(column, row);
    const value = canary(extract, name, kind, canaries);
    return kind === "count" ? Number(value) : kind === "date" ? value.split("-").reverse().join("/") : value;
  });
}

function canary(extract: Extract, name: string, kind: Canary["kind"], canaries: Canary[]): string {
  const serial = canaries.length;
  const { classification } = extract.columns[name]!;
  const value = name === "incident_reference" && kind === "text"
    ? `INC${731_000_000_019 + serial * 1_009}`
    : extract.columns[name]!.form === "eui_64"
    ? `FACE7310${serial.toString(16).toUpperCase().padStart(8, "0")}`.match(/../g)!.join("-")
    : kind === "text"
    ? `Qz${classification}${serial.toString(36).padStart(4, "0")}xq`
    : kind === "count"
    ? String(7_310_000_000_019 + serial * 1_000_003)
    // Day by day, long before there was a DCC.
    : new Date(Date.UTC(2000, 0, 1 + serial)).toISOString().slice(0, 10);
  canaries.push({ place: `${extract.name}.${name}`, classification, kind, value });
  return value;
}

/** A value that is nobody's secret. */
function plain(column: Column, row: number): string | number {
  switch (column.kind) {
    case "text":
      return `${column.header} ${row + 1}`;
    case "count":
    case "percent":
      return column.header.startsWith("Minimum") ? 90 : 99;
    case "date":
      return "12/07/2019";
    default:
      return row % 2 === 0 ? "Yes" : "No";
  }
}

function dayIn(period: string): string {
  return period.endsWith("Q1") ? "14/02/2019" : "14/05/2019";
}

function workbook(extract: Extract, rows: (string | number)[][]): Promise<Uint8Array> {
  const headers = Object.values(extract.columns).map((column) => column.header);
  return writeXlsx({ sheets: [{ name: "Extract", rows: [[extract.title], [], headers, ...rows] }] });
}
