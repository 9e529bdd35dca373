import type { DuckDBConnection } from "@duckdb/node-api";
import { CLASSES, type Classification } from "../base/classification.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { rows } from "../db/rows.ts";
import { unknownMonth } from "../warehouse/unknown_month.ts";
import { viewClasses } from "../classify/view_classes.ts";

interface Sentence {
  readonly report: number;
  readonly name: string;
  readonly classification: Classification;
  readonly isItem: boolean;
  readonly text: string;
}

/**
 * Writes a first commentary on a month from what changed: the sentences of every `draft_…` view, a section a report and
 * class, as a text that `annex` takes as it is. Every figure in it is a placeholder, every claim one that is proved again.
 *
 * @param month The first of the annex month, `yyyy-mm-dd`
 * @throws {UserError} exit 2, when nothing is loaded for the month
 *
 * @example
 * ```ts ignore
 * await Deno.writeTextFile("data/commentary/2019-07.md", await draftCommentary(warehouse.connection, "2019-07-01"));
 * ```
 */
export async function draftCommentary(connection: DuckDBConnection, month: string): Promise<string> {
  const [subject] = await rows(
    connection,
    `select month_label(annex_month) as label, (select bool_or(is_synthetic) from known_files) as is_synthetic
     from annex_months where annex_month = $1::date`,
    [month],
  );
  if (subject === undefined) throw await unknownMonth(connection, month, "draft a commentary on");
  const sections = Map.groupBy(
    await readSentences(connection, month),
    ({ report, name, classification }) => `## ${report} ${name}\n\nClassification: ${capital(classification)}`,
  );
  return [
    `# Commentary on ${subject.label}`,
    ...(subject.is_synthetic === true ? ["Sources: synthetic samples"] : []),
    "Drafted from what changed. Nothing above the first report's heading is published; say below why it changed, and what\n" +
    "the Operations Group makes of it. What stands in braces is measured anew whenever the annex is made.",
    ...(sections.size === 0 ? ["Nothing in the month's measures changed, was late, or is open."] : []),
    ...[...sections].flatMap(([heading, sentences]) => [heading, ...blocks(sentences)]),
  ].join("\n\n") + "\n";
}

/** In the order of the reports, what fewer may see last. */
async function readSentences(connection: DuckDBConnection, month: string): Promise<Sentence[]> {
  const sentences: Sentence[] = [];
  const views = [...await viewClasses(connection)].filter(([name]) => name.startsWith("draft_")).sort();
  for (const [view, classification] of views) {
    const found = await rows(
      connection,
      `select draft.report_number, reports.report_name, draft.kind, draft.text
       from ${quoteIdentifier(view)} as draft
       inner join reference.reports as reports on reports.report_number = draft.report_number
       where draft.annex_month = $1::date order by draft.report_number, draft.position`,
      [month],
    );
    sentences.push(...found.map(({ report_number, report_name, kind, text }) => ({
      report: Number(report_number),
      name: String(report_name),
      classification,
      isItem: kind === "item",
      text: String(text),
    })));
  }
  const rank = ({ classification }: Sentence) => CLASSES.indexOf(classification);
  return sentences.sort((one, other) => one.report - other.report || rank(one) - rank(other));
}

/** Items that follow each other stand together. */
function blocks(sentences: readonly Sentence[]): string[] {
  const texts: string[] = [];
  for (const [at, { isItem, text }] of sentences.entries()) {
    if (!isItem) texts.push(text);
    else if (sentences[at - 1]?.isItem) texts.push(`${texts.pop()}\n- ${text}`);
    else texts.push(`- ${text}`);
  }
  return texts;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
