import type { DuckDBConnection } from "@duckdb/node-api";
import type { Companions } from "../annex/companions.ts";
import { commentarySections } from "./commentary_sections.ts";
import { commentaryText } from "./commentary_text.ts";
import { Measures } from "./measures.ts";
import { parseCommentary } from "./parse_commentary.ts";
import type { CommentaryFile } from "./read_commentary.ts";
import { type CommentarySubject, renderCommentary } from "./render_commentary.ts";
import { withCommentary } from "./with_commentary.ts";

/** The documents of an annex with the month's commentary: in its paper, in the headlines, and for the annex itself. */
export interface CommentedDocuments {
  readonly documents: Companions;
  /** The commentary as far as the audience may see it, for the manifest; null where the paper has none. */
  readonly commentary: string | null;
  readonly warnings: readonly string[];
}

/**
 * Puts a month's commentary into its paper and the headlines, and hands on what the annex says of it: the sections its
 * audience may see. A commentary on the synthetic samples is left out of any other annex, with a
 * warning.
 *
 * @param documents Those of the annex
 * @param file The commentary; null for none
 * @throws {UserError} as {@linkcode renderCommentary}
 *
 * @example
 * ```ts ignore
 * const documents = await describeDocuments(connection, set);
 * const commented = await commentDocuments(connection, { ...set, showValues: false }, documents, await readCommentary(path));
 * ```
 */
export async function commentDocuments(
  connection: DuckDBConnection,
  annex: CommentarySubject,
  documents: Companions,
  file: CommentaryFile | null,
): Promise<CommentedDocuments> {
  const { paper, headlines } = documents;
  if (file === null || (paper === undefined && headlines === undefined)) {
    return { documents, commentary: null, warnings: [] };
  }
  const { commentary, problems } = parseCommentary(file.text, file.place);
  if (commentary.isForSamples && !annex.isSynthetic) {
    const warning = `${file.place} is a commentary on synthetic samples, and these extracts are none: left out`;
    return { documents, commentary: null, warnings: [warning] };
  }
  const rendered = await renderCommentary(commentary, problems, await Measures.of(connection, annex.month), annex);
  return {
    documents: {
      ...(paper === undefined ? {} : { paper: withCommentary(paper, rendered) }),
      ...(headlines === undefined ? {} : { headlines: withCommentary(headlines, rendered) }),
      commentary: commentarySections(rendered).flatMap(({ isWithheld, section }) => isWithheld ? [] : [section]),
    },
    commentary: commentaryText(file, annex.audience, annex.isSynthetic),
    warnings: rendered.warnings,
  };
}
