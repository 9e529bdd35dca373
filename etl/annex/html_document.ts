import { escapeMarkup } from "../text/escape_markup.ts";
import { plainText } from "../text/plain_text.ts";
import { BLANK, SUPPRESSED } from "../tables/format_value.ts";
import { htmlPage } from "./html_page.ts";
import { isPeriod } from "../tables/is_period.ts";
import type { Block, DrawnChart, PanelDocument, Section } from "./panel_document.ts";
import { formatTable, type FormattedTable, NO_ROWS } from "../tables/formatted_table.ts";
import type { AnnexTable } from "../tables/table_set.ts";

/** Characters a cell among figures may take on one line. */
const UNWRAPPED = 32;
/** Columns a table may have at its full size. */
const MANY = 8;

/**
 * A document as one HTML file that needs nothing else: fonts, style and charts are inside, there is no script, and its
 * policy lets none run.
 *
 * On a narrow screen a table of sentences becomes a card a row, and a table of figures or a chart scrolls in its own
 * box: the page itself never does. Printed, it is A4 with headings repeated and the class on every page.
 */
export async function htmlDocument(document: PanelDocument): Promise<string> {
  return await htmlPage(
    document,
    `${contents(document.sections)}
<main id="main">
${document.sections.map(section).join("\n")}
</main>`,
  );
}

function text(plain: string): string {
  return escapeMarkup(plainText(plain));
}

function contents(sections: readonly Section[]): string {
  const items = sections.filter((section) => section.level === 2)
    .map((section) => `<li><a href="#${section.id}">${text(section.heading)}</a></li>`);
  return `<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ul>${items.join("")}</ul>\n</nav>`;
}

function section({ id, heading, level, blocks }: Section): string {
  return `<section aria-labelledby="${id}">\n<h${level} id="${id}">${text(heading)}</h${level}>\n${
    blocks.map((one) => block(one, id, level)).join("\n")
  }\n</section>`;
}

function block(one: Block, id: string, level: number): string {
  switch (one.kind) {
    case "paragraph":
      return `<p class="lines">${text(one.text)}</p>`;
    case "list":
      return list(one.items, "lines");
    case "table":
      return table(one.table, id);
    case "chart":
      return figure(one.chart, level + 1);
  }
}

function list(items: readonly string[], className: string): string {
  return `<ul class="${className}">${items.map((item) => `<li>${text(item)}</li>`).join("")}</ul>`;
}

function figure({ name, title, description, svg }: DrawnChart, level: number): string {
  const id = `chart-${name}`;
  return `<figure>
<h${level} id="${id}">${text(title)}</h${level}>
<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">${svg}</div>
<figcaption class="lines">${text(description)}</figcaption>
</figure>`;
}

function table(described: AnnexTable, id: string): string {
  const shown = formatTable(described);
  return [
    shown.rows.length === 0 ? `<p>${NO_ROWS}</p>` : grid(described, shown, id),
    `<p class="source">${text(shown.source)}</p>`,
    ...(shown.notes.length > 0 ? [list(shown.notes, "notes lines")] : []),
  ].join("\n");
}

// The roles say again what the elements are, because a browser forgets it of a table laid out as cards.
function grid(described: AnnexTable, shown: FormattedTable, id: string): string {
  const rows = shown.rows.map((row, down) => {
    const link = described.rowLinks?.[down];
    const anchor = link?.id ? ` id="${text(link.id)}"` : "";
    return `<tr role="row"${anchor}>${
      row.map((value, at) => cell(described, shown, value, at, link?.to ?? null)).join("")
    }</tr>`;
  });
  const look = shown.isProse ? "prose" : shown.headings.length > MANY ? "figures dense" : "figures";
  const element = `<table class="${look}" role="table">
<caption>${text(described.title)}</caption>
<thead role="rowgroup"><tr role="row">${
    shown.headings.map(({ title, align }) =>
      `<th scope="col" role="columnheader"${align === "right" ? ' class="number"' : ""}>${text(title)}</th>`
    ).join("")
  }</tr></thead>
<tbody role="rowgroup">
${rows.join("\n")}
</tbody>
</table>`;
  return `<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">${element}</div>`;
}

/** @param to The anchor the cell that names the row leads to; null for none */
function cell(described: AnnexTable, shown: FormattedTable, value: string, at: number, to: string | null): string {
  const { title, align, width } = shown.headings[at]!;
  const kind = align === "right"
    ? ' class="number"'
    : isPeriod(value)
    ? ' class="period"'
    : width > UNWRAPPED
    ? ' class="wide"'
    : "";
  const attributes = `${kind} data-label="${text(title)}"`;
  const reason = described.columns[at]!.blank;
  const content = value === BLANK && reason !== undefined
    ? `<abbr title="Not available: ${text(reason)}">${BLANK}</abbr>`
    : value === SUPPRESSED
    ? `<abbr title="Suppressed: too few stand behind the figure">${SUPPRESSED}</abbr>`
    : text(value);
  return at === shown.rowHeading
    ? `<th scope="row" role="rowheader"${attributes}>${
      to === null ? content : `<a href="#${text(to)}">${content}</a>`
    }</th>`
    : `<td role="cell"${attributes}>${content}</td>`;
}
