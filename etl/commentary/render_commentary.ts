import { BLANK, formatValue } from "../tables/format_value.ts";
import type { Block } from "../annex/panel_document.ts";
import type { TableSet } from "../tables/table_set.ts";
import type { Value } from "../db/value.ts";
import { type Classification, mayShow } from "../base/classification.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { KnownNumbers } from "./known_numbers.ts";
import type {
  Assertion,
  Commentary,
  CommentaryBlock,
  CommentaryProblem,
  CommentarySection,
  Figure,
  NamedClaim,
  Part,
} from "./commentary.ts";
import { type Measures, QuestionError, type ReportPeriod } from "./measures.ts";
import { FILTERS } from "./parse_measured.ts";
import { typedNumbers } from "./typed_numbers.ts";

/** A column of percentages. */
const PERCENT = /(^|_)percent(_|$)/;
/** The column of a view that says how many decimals keep a row's percentages apart from the levels beside them. */
const DECIMALS = "shown_decimals";

/** A commentary whose every figure was measured and every claim holds. */
export interface RenderedCommentary {
  readonly sections: readonly RenderedSection[];
  /** A line each, for the author: numbers typed by hand that no table of the annex says. */
  readonly warnings: readonly string[];
}

/** What a paper says of a report beside the computed observations. */
export interface RenderedSection {
  readonly reportNumber: number;
  readonly reportName: string;
  /** The report whose section of the paper it stands after. */
  readonly carrierNumber: number;
  readonly classification: Classification;
  /** Null where the audience may know of it by its title only. */
  readonly blocks: readonly Block[] | null;
}

/** What of an annex its commentary goes by. */
export interface CommentarySubject extends Pick<TableSet, "month" | "audience" | "tables" | "isSynthetic"> {
  /** Whether messages may print Amber and Red values. */
  readonly showValues: boolean;
}

/** Rows shown of a claim that many rows break. */
const SHOWN_ROWS = 3;

/**
 * Puts the measured figures and words into a commentary, for the audience of an annex. A section above the audience is
 * left out by its title; nothing in it is measured.
 *
 * @param problems What could not be read of it, which is told with what does not hold
 * @throws {UserError} naming every problem with its line: exit 6, when a section reads above its own class; else exit 5,
 * when a claim is false; else exit 4, when something cannot be read or measured
 *
 * @example
 * ```ts ignore
 * const { commentary, problems } = parseCommentary(text, "data/commentary/2019-07.md");
 * const { sections } = await renderCommentary(commentary, problems, await Measures.of(connection, set.month), set);
 * ```
 */
export async function renderCommentary(
  commentary: Commentary,
  problems: readonly CommentaryProblem[],
  measures: Measures,
  annex: CommentarySubject,
): Promise<RenderedCommentary> {
  const found: CommentaryProblem[] = [...problems];
  const warnings: string[] = [];
  const sections: RenderedSection[] = [];
  const known = new Map<Classification, KnownNumbers>();
  for (const section of commentary.sections) {
    const report = measures.reports.get(section.reportNumber);
    if (report === undefined || report.reportName !== section.reportName) {
      const meant = report ?? [...measures.reports.values()].find((one) => one.reportName === section.reportName);
      const message = meant === undefined
        ? `no report has number ${section.reportNumber}`
        : `this report's heading is ## ${meant.reportNumber} ${meant.reportName}`;
      found.push({ line: section.line, message, exitCode: EXIT.inputRejected });
      continue;
    }
    const { reportNumber, reportName, classification } = section;
    const { carrierNumber } = report;
    if (!mayShow(classification, annex.audience)) {
      sections.push({ reportNumber, reportName, carrierNumber, classification, blocks: null });
      continue;
    }
    const renderer = new SectionRenderer(section, report, measures, found, annex.showValues);
    const blocks = await renderer.blocks();
    sections.push({ reportNumber, reportName, carrierNumber, classification, blocks });
    const figures = known.get(classification) ?? knownTo(classification, annex);
    known.set(classification, figures);
    warnings.push(...unmeasured(section, figures).map((line) => `Warning: ${commentary.place} ${line}`));
  }
  if (found.length > 0) throw refusal(commentary.place, found, warnings);
  return { sections, warnings };
}

class SectionRenderer {
  constructor(
    readonly section: CommentarySection,
    readonly report: ReportPeriod,
    readonly measures: Measures,
    readonly problems: CommentaryProblem[],
    readonly showValues: boolean,
  ) {}

  async blocks(): Promise<Block[]> {
    const blocks: Block[] = [];
    let items: string[] | null = null;
    for (const block of this.section.blocks) {
      const text = await this.#text(block);
      if (block.kind === "paragraph") {
        blocks.push({ kind: "paragraph", text });
        items = null;
      } else if (items === null) {
        items = [text];
        blocks.push({ kind: "list", items });
      } else items.push(text);
    }
    return blocks;
  }

  async #text({ parts }: CommentaryBlock): Promise<string> {
    const texts: string[] = [];
    for (const [at, part] of parts.entries()) {
      const next = parts[at + 1];
      texts.push(part.kind === "text" ? part.text : await this.#measured(part, next?.kind === "text" ? next.text : ""));
    }
    return texts.join("").trim();
  }

  /** @param after What is typed right after it: a percent sign there is not written twice */
  async #measured(part: Exclude<Part, { kind: "text" }>, after: string): Promise<string> {
    try {
      const { value, text } = part.kind === "figure"
        ? await this.#figure(part, after.startsWith("%"))
        : await (part.kind === "assertion" ? this.#assertion(part) : this.#claim(part));
      let shown: Value = text;
      for (const [at, filter] of part.filters.entries()) {
        shown = await this.measures.apply(FILTERS[filter]!, at === 0 && typeof value === "number" ? value : shown);
      }
      return String(shown);
    } catch (error) {
      if (error instanceof Problem) this.#say(part.line, `{{${part.source}}} ${error.message}`, error.exitCode);
      else if (error instanceof QuestionError) {
        this.#say(part.line, `{{${part.source}}} cannot be measured: ${error.message}`, EXIT.inputRejected);
      } else throw error;
      return BLANK;
    }
  }

  #say(line: number, message: string, exitCode: CommentaryProblem["exitCode"]): void {
    this.problems.push({ line, message, exitCode });
  }

  async #ask(view: string, selected: readonly (readonly [string, string])[], where: string | null) {
    const question = await this.measures.question(this.report, view, selected, where);
    if (!mayShow(question.classification, this.section.classification)) {
      throw new Problem(
        EXIT.refusedByClassification,
        `reads what is ${question.classification} in a section classified ${this.section.classification}: ` +
          "move it to a section of that class, or take a measure that is released",
      );
    }
    const isShown = this.showValues || mayShow(question.classification, "green");
    const said = (measured: string) =>
      isShown ? measured : `measured value withheld: ${question.classification}; --show-values prints it`;
    return { ...await this.measures.answer(question), said };
  }

  async #figure({ view, column, where }: Figure, isPercentTyped: boolean): Promise<{ value: Value; text: string }> {
    const columns = this.measures.columnsOf(view);
    if (!columns.has(column)) {
      throw new QuestionError(`view ${view} has no column ${column}: it has ${[...columns].join(", ")}`);
    }
    const hasOwnDecimals = PERCENT.test(column) && columns.has(DECIMALS);
    const answer = await this.#ask(
      view,
      hasOwnDecimals ? [[column, column], [DECIMALS, DECIMALS]] : [[column, column]],
      where,
    );
    if (answer.rows.length !== 1) throw new Problem(EXIT.inputRejected, rowsMessage(answer.rows.length));
    const value = answer.rows[0]![0]!;
    if (value === null) {
      throw new Problem(
        EXIT.inputRejected,
        "is blank, or held back from this audience: say in words why there is no figure",
      );
    }
    const text = this.#shown(
      value,
      column,
      answer.columns[0]!.type,
      this.measures.aboutReport(view, this.report),
      hasOwnDecimals ? Number(answer.rows[0]![1]) : 0,
    );
    return { value, text: isPercentTyped ? text.replace(/%$/, "") : text };
  }

  #shown(value: Value, column: string, type: string, about: ReportPeriod, rowDecimals: number): string {
    if (typeof value === "number" && PERCENT.test(column)) {
      return `${formatValue(value, { kind: "percent", decimals: about.percentDecimals }, rowDecimals)}%`;
    }
    if (type !== "DATE") return formatValue(value, { kind: typeof value === "number" ? "count" : "text" });
    const isQuarter = /quarter$/.test(column) || (column === "period" && about.isQuarterly);
    return formatValue(value, { kind: isQuarter ? "quarter" : /month$|^period$/.test(column) ? "month" : "date" });
  }

  async #assertion(claim: Assertion): Promise<{ value: Value; text: string }> {
    const named = [...this.measures.columnsOf(claim.view)].filter((column) =>
      new RegExp(`\\b${column}\\b`, "i").test(`${claim.holds} ${claim.where ?? ""}`)
    );
    const selected: [string, string][] = [
      [claim.holds, "holds"],
      ...named.map((name): [string, string] => [name, name]),
    ];
    const answer = await this.#ask(claim.view, selected, claim.where);
    const { rows } = answer;
    if (rows.length === 0 || (claim.quantifier === "the" && rows.length > 1)) {
      const several = rows.length > 1 ? "; or say every, some or no before the view" : "";
      throw new Problem(EXIT.inputRejected, `${rowsMessage(rows.length)}${several}`);
    }
    const isTrue = (row: readonly Value[]) => row[0] === true;
    const holds = claim.quantifier === "some"
      ? rows.some(isTrue)
      // A condition on a blank neither holds nor fails: "no" is not proved by it.
      : claim.quantifier === "no"
      ? rows.every((row) => row[0] === false)
      : rows.every(isTrue);
    if (holds) return { value: claim.words, text: claim.words };
    const breaking = claim.quantifier === "no"
      ? rows.filter((row) => row[0] !== false)
      : rows.filter((row) => !isTrue(row));
    const measured = breaking.slice(0, SHOWN_ROWS).map((row) =>
      named.map((name, at) => `${name} ${this.#raw(row[at + 1]!, name, answer.columns[at + 1]!.type, claim.view)}`)
        .join(", ")
    );
    const rest = breaking.length > SHOWN_ROWS ? `; and ${breaking.length - SHOWN_ROWS} more rows` : "";
    throw new Problem(EXIT.claimFalse, `is false: ${answer.said(`measured ${measured.join("; ")}${rest}`)}`);
  }

  #raw(value: Value, column: string, type: string, view: string): string {
    if (value === null) return "is blank";
    return this.#shown(
      value,
      column,
      type,
      this.measures.aboutReport(view, this.report),
      // A false claim's figure is not rounded to what was claimed.
      typeof value === "number" ? fraction(value) : 0,
    );
  }

  async #claim({ view, expected, where }: NamedClaim): Promise<{ value: Value; text: string }> {
    const names = ["is_true", "value", "words"];
    const { rows, said } = await this.#ask(view, names.map((name): [string, string] => [name, name]), where);
    if (rows.length !== 1) throw new Problem(EXIT.inputRejected, rowsMessage(rows.length));
    const [isTrue, value, words] = rows[0]!;
    const measured = `measured ${value === null ? "nothing" : formatValue(value!, { kind: "count" })}` +
      (words === null ? "" : ` (${words})`);
    if (isTrue !== true) throw new Problem(EXIT.claimFalse, `is false: ${said(measured)}`);
    if (expected !== null && String(value) !== expected) {
      throw new Problem(EXIT.claimFalse, `is false: ${said(`${measured}, not ${expected}`)}`);
    }
    return { value: String(words), text: String(words) };
  }
}

/** What is wrong with a figure or a claim, and how the build ends for it. */
class Problem extends Error {
  constructor(readonly exitCode: CommentaryProblem["exitCode"], message: string) {
    super(message);
  }
}

function rowsMessage(count: number): string {
  return count === 0
    ? "finds no row of this month: mend its condition, or leave the sentence out"
    : `finds ${count} rows: add to its condition until it finds one`;
}

/** What the annex says to those who may see a class. */
function knownTo(classification: Classification, { tables }: CommentarySubject): KnownNumbers {
  return new KnownNumbers(tables.filter((table) => mayShow(table.classification, classification)));
}

/** Numbers typed by hand, the words of its claims included, that no table says which the section's readers may see. */
function unmeasured(section: CommentarySection, known: KnownNumbers): string[] {
  return section.blocks.flatMap(({ parts }) => {
    const typed = parts.map((part) => ({ line: part.line, text: typedText(part) }));
    const lineAt = (start: number) => {
      let end = 0;
      return typed.find(({ text }) => start < (end += text.length))!.line;
    };
    return typedNumbers(typed.map(({ text }) => text).join("")).filter((number) => !known.has(number)).map((number) => {
      const published = known.otherwisePublished(number);
      const hint = published === null ? "equals no figure of the annex" : `is published as ${published}%`;
      return `line ${lineAt(number.start)}: ${number.text} is typed by hand and ${hint}: use a placeholder`;
    });
  });
}

/** What of a part was typed: where something measured comes in, a letter that is part of no number. */
function typedText(part: Part): string {
  return part.kind === "text" ? part.text : part.kind === "assertion" ? part.words : "\ufffc";
}

function refusal(place: string, problems: readonly CommentaryProblem[], warnings: readonly string[]): UserError {
  const exitCode = Math.max(...problems.map((problem) => problem.exitCode)) as CommentaryProblem["exitCode"];
  const lines = problems.toSorted((one, other) => one.line - other.line)
    .map(({ line, message }) => `line ${line}: ${message}`);
  return new UserError(
    exitCode,
    `Cannot make the annex because its commentary does not hold: mend ${place}\n${[...lines, ...warnings].join("\n")}`,
  );
}

/** How many decimals a number has, to six. */
function fraction(value: number): number {
  return value.toFixed(6).replace(/\.?0+$/, "").split(".")[1]?.length ?? 0;
}
