import type { Classification } from "../base/classification.ts";
import type { Notebook, Output } from "./notebook_file.ts";
import { seal } from "./seal.ts";
import { lines } from "./text_lines.ts";

/** What an executed copy says of itself, to people and to programs. */
export interface NotebookMarking {
  readonly heading: string;
  readonly classification: Classification;
  readonly isSynthetic: boolean;
}

/**
 * A notebook with its outputs as the text of an `.ipynb` file (nbformat 4.5). It holds no time, no host and no random
 * id, so that the same content gives the same bytes.
 *
 * @param outputs By cell id; code cells are numbered in their order
 * @param marking Whose it is: Markdown above the first cell, and its metadata
 * @param inputs The hash of what it was made from, which it is sealed with; without one it has no seal
 *
 * @example
 * ```ts
 * import { executedNotebook } from "./executed_notebook.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const cell = { id: "a", kind: "code", source: "1 + 1", tags: [], metadata: {} } as const;
 * const text = executedNotebook({ name: "n.ipynb", cells: [cell], metadata: {} }, new Map());
 * deepStrictEqual(JSON.parse(text).cells, [
 *   { cell_type: "code", execution_count: 1, id: "a", metadata: {}, outputs: [], source: ["1 + 1"] },
 * ]);
 * ```
 */
export function executedNotebook(
  notebook: Notebook,
  outputs: ReadonlyMap<string, readonly Output[]>,
  marking?: NotebookMarking,
  inputs?: string,
): string {
  let count = 0;
  const cells = notebook.cells.map(({ id, kind, source, metadata }) => ({
    cell_type: kind,
    ...(kind === "code" ? { execution_count: ++count } : {}),
    id,
    metadata,
    ...(kind === "code" ? { outputs: outputs.get(id) ?? [] } : {}),
    source: lines(source),
  }));
  const above = marking === undefined
    ? []
    : [{ cell_type: "markdown", id: "heading", metadata: { tags: ["heading"] }, source: lines(marking.heading) }];
  const metadata = marking === undefined ? notebook.metadata : {
    ...notebook.metadata,
    annexa: { classification: marking.classification, is_synthetic: marking.isSynthetic },
  };
  return seal({ cells: [...above, ...cells], metadata, nbformat: 4, nbformat_minor: 5 }, inputs);
}
