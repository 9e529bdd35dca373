import { EXIT, UserError } from "../base/user_error.ts";
import { annexDocument } from "./annex_document.ts";
import { COMPANIONS, type Companions } from "./companions.ts";
import { csvTable } from "../tables/csv_table.ts";
import { docxDocument } from "./docx_document.ts";
import { drawCharts } from "./draw_charts.ts";
import { htmlDocument } from "./html_document.ts";
import { jsonAnnex } from "./json_annex.ts";
import { markdownDocument } from "./markdown_document.ts";
import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import type { PanelDocument } from "./panel_document.ts";
import { placeCharts } from "./place_charts.ts";
import type { TableSet } from "../tables/table_set.ts";
import { validatePaper } from "./validate_paper.ts";
import { type TableSetProblem, validateTableSet } from "../tables/validate_table_set.ts";
import { xlsxTables } from "../tables/xlsx_tables.ts";

/** The files of an annex: paths below its folder, with "/", and what they hold. */
export type AnnexFiles = Map<string, string | Uint8Array>;

/**
 * An annex in every format, after validating it: `annex-a.md`, `.html`, `.docx`, `.xlsx` and `.json`, a CSV a table, an SVG
 * and a PNG a chart, and of each companion a Markdown, an HTML and a Word file: `paper.md`, `headlines.docx`. A CSV file
 * has no room for its class: `tables/marking.txt` beside it says it. The same set gives the same bytes.
 *
 * @param set What the annex says
 * @param companions The covering paper, the OPSG's headlines and the commentary, for the same audience
 * @throws {UserError} exit 6, when something stands above the audience's class; exit 1 for any other problem of the
 * description; every problem is named at once
 *
 * @example
 * ```ts ignore
 * const files = await annexFiles(set, companions);
 * ```
 */
export async function annexFiles(set: TableSet, companions: Companions = {}): Promise<AnnexFiles> {
  const papers = COMPANIONS.flatMap((name) =>
    companions[name] === undefined ? [] : [[name, companions[name]] as const]
  );
  const problems = [...validateTableSet(set), ...papers.flatMap(([, paper]) => validatePaper(paper, set.audience))];
  if (problems.length > 0) throw refusal(problems);

  const { charts, files: chartFiles } = await drawCharts(set);
  const annex = annexDocument(set, charts, companions.commentary);
  const files: AnnexFiles = new Map([
    ...await documentFiles("annex-a", annex),
    ["annex-a.xlsx", await xlsxTables(set)],
    ["annex-a.json", jsonAnnex(set)],
    ...set.tables.map((table) => [`tables/${table.name}.csv`, csvTable(table)] as const),
    ["tables/marking.txt", markingText(set)],
    ...chartFiles,
  ]);
  for (const [name, paper] of papers) {
    for (const [path, content] of await documentFiles(name, placeCharts(paper, charts))) files.set(path, content);
  }
  return files;
}

async function documentFiles(name: string, document: PanelDocument): Promise<[string, string | Uint8Array][]> {
  return [
    [`${name}.md`, markdownDocument(document, "charts")],
    [`${name}.html`, await htmlDocument(document)],
    [`${name}.docx`, await docxDocument(document)],
  ];
}

function markingText(set: TableSet): string {
  const lines = [set.title, MARKINGS[set.audience].statement, ...(set.isSynthetic ? [SYNTHETIC_NOTICE] : [])];
  return `${lines.join("\n")}\n`;
}

function refusal(problems: readonly TableSetProblem[]): UserError {
  const code = problems.some((problem) => problem.isAboveAudience) ? EXIT.refusedByClassification : EXIT.failed;
  return new UserError(code, problems.map((problem) => problem.message).join("\n"));
}
