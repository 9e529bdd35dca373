import { basename } from "node:path";
import { defineExtract } from "../contract/define_extract.ts";
import { formatProblem } from "../contract/format_problem.ts";
import type { Extract, Problem } from "../contract/extract.ts";
import { oneLine } from "../text/one_line.ts";
import { readExtract } from "../contract/read_extract.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { writeNew } from "../files/write_new.ts";
import { counted } from "./column_findings.ts";
import { contractSource } from "./contract_source.ts";
import type { WorkbookStudy } from "./describe_workbook.ts";
import { type Draft, draftContract, extractDraft } from "./draft_contract.ts";
import { headerIdentity } from "./header_identity.ts";
import { SeenValues } from "./seen_values.ts";
import { snakeName } from "./snake_name.ts";
import type { SheetStudy } from "./study_sheet.ts";

/** The parts of a file's name that change every month: 2019-07, July, Q2, v3. */
const DATED =
  /\b(?:19|20)\d{2}(?:[- ]?\d{2}){0,2}\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?\b|\bq[1-4]\b|\bv?\d+\b/gi;

/** Options for writing a contract. */
export interface ContractOptions {
  /** A file that does not exist yet; null for stdout. */
  readonly contractPath: string | null;
  readonly showValues: boolean;
}

/**
 * Writes a contract draft after a trial load of the whole workbook under it. The draft is thus true of every row, and
 * no two rows share its key. A column that breaks a rule is left out, with the reason.
 *
 * @throws {UserError} exit 2 when the file cannot be written, is misnamed, or the sheet is unclear. Exit 4 when the workbook has no table for
 * a contract, or already fits one
 */
export async function writeContract(
  study: WorkbookStudy,
  extracts: readonly Extract[],
  { contractPath, showValues }: ContractOptions,
): Promise<void> {
  const name = contractName(study.fileName, contractPath, extracts);
  const sheet = chooseSheet(study);
  const { draft, rows, sheets } = await draftThatLoads(
    study,
    sheet,
    extracts,
    name,
    showValues,
  );
  const source = contractSource(draft, study.fileName, rows);
  if (contractPath === null) await writeOut(source);
  else await writeSource(contractPath, source);
  const kept = draft.columns.filter((column) => column.leftOut === null).length;
  const left = draft.columns.length - kept;
  const names = sheets.map((one) => `"${oneLine(one)}"`).join(", ");
  console.error(
    `${contractPath === null ? "" : `Wrote ${contractPath}: `}${counted(rows, "row")} of ${
      sheets.length === 1 ? "sheet" : "sheets"
    } ${names} load under it, ${counted(kept, "column")} of each${
      left === 0 ? "" : `, ${counted(left, "column")} left out, with the reason in the contract`
    }`,
  );
  if (sheet.recognition.kind === "near" || sheet.recognition.kind === "ambiguous") {
    const { name } = sheet.nearest!.extract;
    console.error(`It nearly fits ${name}: describe says what differs, and fixing that may be better`);
  }
  console.error(
    `It is Red until a person lowers it: complete it${
      contractPath === null ? `, save it as etl/extracts/${name}.ts` : ""
    } and load the workbook`,
  );
}

/** The name of the contract's file. Without a file, the workbook's name without the parts that change every month. */
function contractName(
  fileName: string,
  contractPath: string | null,
  extracts: readonly Extract[],
): string {
  const taken = new Set(extracts.map((extract) => extract.name));
  if (contractPath === null) {
    const words = fileName.replace(/\.[^.]*$/, "").replaceAll("_", " ").replace(
      DATED,
      " ",
    ).replace(/^[\s\d-]+/, "");
    return snakeName(words, "new_extract", taken);
  }
  const name = basename(contractPath, ".ts");
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot write contract "${contractPath}" because its name must be the extract's, in snake case, such as etl/extracts/${
        snakeName(name, "outages", taken)
      }.ts`,
    );
  }
  if (taken.has(name)) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot write contract "${contractPath}" because there is an extract "${name}": name another`,
    );
  }
  return name;
}

/** Selects the only sheet with a table, or one of several with the same header, such as one tab per year. */
function chooseSheet({ studies, fileName }: WorkbookStudy): SheetStudy {
  const visible = studies.filter((study) => study.sheet.visibility === "visible");
  const withTable = visible.filter(({ table }) => table !== null && table.rows > 0 && table.columns.length >= 2);
  const headers = new Set(
    withTable.map(({ table }) =>
      table!.columns.map((column) => headerIdentity(column.header)).sort()
        .join(" ")
    ),
  );
  const [sheet] = withTable;
  if (sheet === undefined) {
    throw new UserError(
      EXIT.inputRejected,
      `Cannot draft a contract from "${oneLine(fileName)}" because no visible sheet has a table with a header and rows`,
    );
  }
  const known = withTable.find(({ recognition }) => recognition.kind === "fits");
  if (known !== undefined && (headers.size === 1 || studies.length === 1)) {
    const { extract } = known.nearest!;
    throw new UserError(
      EXIT.inputRejected,
      `Cannot draft a contract from "${
        oneLine(fileName)
      }" because it fits ${extract.name} already: load it, or change ` +
        `etl/extracts/${extract.name}.ts`,
    );
  }
  if (headers.size > 1) {
    const names = withTable.map((study) => `"${oneLine(study.sheet.name)}"`)
      .join(", ");
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot tell which sheet the contract is for: give --sheet with one of ${names}`,
    );
  }
  return sheet;
}

/** Runs trial loads of the draft. Leaves out columns that break a rule until the load succeeds. */
async function draftThatLoads(
  study: WorkbookStudy,
  sheet: SheetStudy,
  extracts: readonly Extract[],
  name: string,
  showValues: boolean,
): Promise<{ draft: Draft; rows: number; sheets: readonly string[] }> {
  const leftOut = new Map<string, string>();
  while (true) {
    const draft = draftContract(sheet, { name, showValues, leftOut });
    const { problems, rows, sheets } = await tryDraft(study, draft, extracts);
    if (problems.length === 0) return { draft, rows, sheets };
    const before = leftOut.size;
    for (const problem of problems) {
      const column = draft.columns.find((one) => one.name === problem.column);
      if (
        column === undefined || problem.scope === "sheet" ||
        draft.key.includes(column.name)
      ) continue;
      leftOut.set(
        column.letters,
        `${problem.cell ?? "a cell"} ${problem.rule}`,
      );
    }
    if (leftOut.size > before) continue;
    const messages = problems.slice(0, 20).map((problem) => formatProblem(study.fileName, problem, { showValues }));
    throw new UserError(
      EXIT.inputRejected,
      [
        `Cannot draft a contract that "${oneLine(study.fileName)}" loads under; fix these first:`,
        ...messages,
      ].join("\n"),
    );
  }
}

async function tryDraft(
  { workbook, fileName }: WorkbookStudy,
  draft: Draft,
  extracts: readonly Extract[],
): Promise<{ problems: readonly Problem[]; rows: number; sheets: readonly string[] }> {
  const extract = defineExtract(extractDraft(draft));
  const reading = await readExtract(workbook, {
    extracts: [...extracts, extract],
    fileName,
  });
  const names = Object.keys(extract.columns);
  const seen = new SeenValues();
  const repeats: Problem[] = [];
  let rows = 0;
  for await (const batch of reading.batches()) {
    if (batch.sheet.extract !== extract) continue;
    rows += batch.sourceRow.length;
    const key = draft.key.map((column) => batch.values[names.indexOf(column)]!);
    for (let at = 0; at < batch.sourceRow.length && repeats.length < 3; at++) {
      const earlier = seen.add(
        JSON.stringify(key.map((values) => values[at])),
        batch.sourceRow[at]!,
      );
      if (earlier !== null) {
        repeats.push(
          repeat(draft, batch.sheet.sheet, batch.sourceRow[at]!, earlier),
        );
      }
    }
  }
  const sheets = reading.sheets.filter((one) => one.extract === extract).map((one) => one.sheet);
  return { problems: [...reading.problems, ...repeats], rows, sheets };
}

function repeat(
  draft: Draft,
  sheet: string,
  row: number,
  earlier: number,
): Problem {
  return {
    ...{
      sheet,
      scope: "sheet",
      cell: null,
      row,
      column: null,
      header: null,
      value: null,
      cells: 1,
    },
    rule: `must not have row ${row} the same as row ${earlier} in ${
      draft.key.join(", ")
    }, the columns that best identify its rows`,
    suggestion: "remove one of them, or add a column that tells them apart",
    classification: "red",
  };
}

async function writeOut(source: string): Promise<void> {
  const { writePiece } = await import("../files/write_file.ts");
  await writePiece(Deno.stdout, source);
}

async function writeSource(path: string, source: string): Promise<void> {
  try {
    if (await writeNew(path, source)) return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot write contract "${path}" because there is no such folder: create it`,
    );
  }
  throw new UserError(
    EXIT.wrongUsage,
    `Cannot write contract "${path}" because the file is there: name another, or remove it`,
  );
}
