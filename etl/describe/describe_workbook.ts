import { basename } from "node:path";
import { formatProblem } from "../contract/format_problem.ts";
import type { Extract } from "../contract/extract.ts";
import { oneLine } from "../text/one_line.ts";
import { readExtract } from "../contract/read_extract.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { openWorkbook } from "../workbook/open_workbook.ts";
import type { Workbook } from "../workbook/workbook.ts";
import type { TrialLoad } from "./compare_contract.ts";
import type { WorkbookDescription } from "./description.ts";
import { describeSheet } from "./describe_sheet.ts";
import { type SheetStudy, studySheet } from "./study_sheet.ts";

/** Options for the description of a workbook. */
export interface DescribeOptions {
  readonly extracts: readonly Extract[];
  /** The name of one sheet; all sheets when absent. */
  readonly sheet?: string | undefined;
  /** Show values, or only their shapes. An unknown workbook is not yet classified, so it counts as Red. */
  readonly showValues: boolean;
  readonly onProgress?: (
    progress: { name: string; place: number; files: number; rows: number },
  ) => void;
}

/** A workbook as read, with its description. */
export interface WorkbookStudy {
  readonly workbook: Workbook;
  readonly fileName: string;
  readonly studies: readonly SheetStudy[];
  readonly description: WorkbookDescription;
}

/**
 * Reads an unknown workbook, describes it, and compares it with every contract. For each sheet that fits a contract it
 * runs a trial load without a warehouse.
 *
 * @param path A spreadsheet file in any format that can be loaded
 * @throws {UserError} exit 4 when it cannot be read whole; exit 2 when it has no sheet of that name
 *
 * @example
 * ```ts
 * import { describeWorkbook } from "./describe_workbook.ts";
 * import { strictEqual } from "node:assert/strict";
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "Name,Age\nPrince,57\nDavid Bowie,69\n");
 * const { description } = await describeWorkbook(path, { extracts: [], showValues: false });
 * strictEqual(description.sheets[0]?.table?.columns[1]?.kind, "count");
 * await Deno.remove(path);
 * ```
 */
export async function describeWorkbook(
  path: string,
  options: DescribeOptions,
): Promise<WorkbookStudy> {
  const { extracts, sheet, showValues, onProgress } = options;
  const fileName = basename(path);
  const workbook = await openWorkbook(path);
  const sheets = workbook.sheets.filter((one) => sheet === undefined || one.name === sheet);
  if (sheets.length === 0) {
    const names = workbook.sheets.map((one) => `"${oneLine(one.name)}"`).join(
      ", ",
    );
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot describe sheet "${sheet}" of "${fileName}" because there is none of that name: it has ${names}`,
    );
  }
  const studies: SheetStudy[] = [];
  for (const [index, one] of sheets.entries()) {
    const onRows = (rows: number) =>
      onProgress?.({
        name: one.name,
        place: index + 1,
        files: sheets.length,
        rows,
      });
    studies.push(await studySheet(one, extracts, fileName, onRows));
  }
  const rehearsals = await rehearse(
    workbook,
    studies,
    fileName,
    extracts,
    showValues,
  );
  return {
    workbook,
    fileName,
    studies,
    description: {
      file: fileName,
      format: workbook.format,
      showsValues: showValues,
      sheets: studies.map((study) =>
        describeSheet(study, {
          format: workbook.format,
          showValues,
          rehearsal: rehearsals.get(study.sheet.name) ?? null,
        })
      ),
    },
  };
}

/** Runs a trial load of the sheets that fit a contract. */
async function rehearse(
  workbook: Workbook,
  studies: readonly SheetStudy[],
  fileName: string,
  extracts: readonly Extract[],
  showValues: boolean,
): Promise<ReadonlyMap<string, TrialLoad>> {
  const fitting = studies.filter(({ recognition }) => recognition.kind === "fits").map(({ sheet }) => sheet.name);
  if (fitting.length === 0) return new Map();
  const reading = await readExtract(workbook, { extracts, fileName });
  const goodRows = new Map<string, number>();
  for await (const batch of reading.batches()) {
    goodRows.set(
      batch.sheet.sheet,
      (goodRows.get(batch.sheet.sheet) ?? 0) + batch.rowCount,
    );
  }
  const start = `Cannot load "${oneLine(fileName)}" because `;
  const { problems } = reading;
  return new Map(fitting.map((name) => [name, {
    goodRows: goodRows.get(name) ?? 0,
    problems: problems.filter((problem) => problem.sheet === name || problem.sheet === null)
      .map((problem) => formatProblem(fileName, problem, { showValues }).slice(start.length)),
  }]));
}
