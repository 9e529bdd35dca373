import { BLANK, SUPPRESSED } from "../tables/format_value.ts";
import { escapeMarkdown } from "../text/escape_markdown.ts";
import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import type { Block, PanelDocument, Section } from "./panel_document.ts";
import { formatTable, NO_ROWS } from "../tables/formatted_table.ts";
import type { AnnexTable } from "../tables/table_set.ts";

/**
 * A document as GitHub Flavored Markdown: its marking first and last, a table a table, and charts by reference.
 *
 * @param document As described; every text in it is escaped
 * @param chartsFolder Where the charts stand, seen from the file: "charts"
 */
export function markdownDocument(document: PanelDocument, chartsFolder: string): string {
  const marking = escapeMarkdown(MARKINGS[document.classification].statement);
  const parts = [
    `# ${escapeMarkdown(document.title)}`,
    `**${marking}**`,
    ...(document.isSynthetic ? [`> **${escapeMarkdown(SYNTHETIC_NOTICE)}**`] : []),
    ...(document.facts.length > 0 ? [facts(document.facts)] : []),
    ...document.sections.flatMap((section) => sectionParts(section, chartsFolder)),
    "---",
    `**${marking}**`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function facts(pairs: PanelDocument["facts"]): string {
  return pairs.map(([label, value]) => `**${escapeMarkdown(label)}:** ${escapeMarkdown(value)}`).join("  \n");
}

function sectionParts(section: Section, chartsFolder: string): string[] {
  return [
    `${"#".repeat(section.level)} ${escapeMarkdown(section.heading)}`,
    ...section.blocks.flatMap((block) => blockParts(block, section.level, chartsFolder)),
  ];
}

function blockParts(block: Block, level: number, chartsFolder: string): string[] {
  switch (block.kind) {
    case "paragraph":
      return [escapeMarkdown(block.text)];
    case "list":
      return [list(block.items)];
    case "table":
      return tableParts(block.table);
    case "chart": {
      const { name, title, description } = block.chart;
      return [
        `${"#".repeat(level + 1)} ${escapeMarkdown(title)}`,
        `![${escapeMarkdown(description).replaceAll("<br>", " ")}](${chartsFolder}/${name}.svg)`,
        escapeMarkdown(description),
      ];
    }
  }
}

function tableParts(table: AnnexTable): string[] {
  const shown = formatTable(table);
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const lines = [
    row(shown.headings.map((heading) => escapeMarkdown(heading.title))),
    row(shown.headings.map((heading) => heading.align === "right" ? "---:" : "---")),
    ...shown.rows.map((cells) =>
      row(cells.map((cell) => cell === BLANK || cell === SUPPRESSED ? cell : escapeMarkdown(cell)))
    ),
  ];
  return [
    lines.join("\n"),
    ...(shown.rows.length === 0 ? [NO_ROWS] : []),
    ...(shown.notes.length > 0 ? [list(shown.notes)] : []),
    escapeMarkdown(shown.source),
  ];
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${escapeMarkdown(item)}`).join("\n");
}
