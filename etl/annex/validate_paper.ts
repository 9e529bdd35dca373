import { type Classification, mayShow } from "../base/classification.ts";
import { MARKINGS } from "../base/marking.ts";
import type { PanelDocument } from "./panel_document.ts";
import { validateTable } from "../tables/validate_table.ts";
import type { TableSetProblem } from "../tables/validate_table_set.ts";

/**
 * Every reason a paper cannot be written for an audience: none when it can. A paper is marked with one class, which its
 * audience may see, and nothing in it stands above that class.
 */
export function validatePaper(paper: PanelDocument, audience: Classification): TableSetProblem[] {
  const problems: TableSetProblem[] = [];
  const say = (message: string, isAboveAudience = false) => problems.push({ message, isAboveAudience });
  const label = MARKINGS[paper.classification].label;
  if (!mayShow(paper.classification, audience)) {
    say(`Cannot write paper "${paper.title}" for a ${MARKINGS[audience].label} audience: it is ${label}`, true);
  }
  if (paper.title.trim() === "") say("Cannot write a paper without a title");
  const ids = new Set<string>();
  for (const { id, heading, blocks } of paper.sections) {
    if (!/^[a-z][a-z0-9_-]*$/.test(id)) {
      say(`Cannot write section "${heading}" because its id "${id}" is not lower case letters, digits, "_" and "-"`);
    }
    if (ids.size === ids.add(id).size) say(`Cannot write section "${heading}" because its id "${id}" is taken`);
    if (heading.trim() === "") say(`Cannot write section "${id}" because it has no heading`);
    for (const block of blocks) {
      const content = block.kind === "table" ? block.table : block.kind === "chart" ? block.chart : undefined;
      if (content === undefined || mayShow(content.classification, paper.classification)) continue;
      say(`Cannot show "${content.title}" in a ${label} paper: it is ${MARKINGS[content.classification].label}`, true);
    }
    for (const block of blocks) {
      if (block.kind !== "table") continue;
      for (const rule of validateTable(block.table)) {
        say(`Cannot write table "${block.table.name}" of the paper because ${rule}`);
      }
    }
  }
  return problems;
}
