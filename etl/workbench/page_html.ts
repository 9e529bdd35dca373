import { escapeMarkup } from "../text/escape_markup.ts";
import { CONTENT_POLICY } from "./content_policy.ts";
import type { Contents } from "./contents.ts";

/**
 * The workbench's one page. The class stands in it as text, so that it is in sight before, and even without, any script.
 *
 * @param sha256 The warehouse's. With it the page asks for its data, so that a browser that kept those of an earlier
 * workbench never shows them in this one
 */
export function pageHtml({ audience, label, statement, syntheticNotice }: Contents, sha256: string): string {
  const version = sha256.slice(0, 16);
  const notice = syntheticNotice === null ? "" : `<p class="synthetic">${escapeMarkup(syntheticNotice)}</p>`;
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(CONTENT_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="classification" content="${escapeMarkup(label)}">
<title>Annexa workbench (${escapeMarkup(label)})</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
<link rel="stylesheet" href="marking.css">
<link rel="preload" href="contents.json?${version}" as="fetch" crossorigin>
<link rel="preload" href="warehouse.duckdb?${version}" as="fetch" crossorigin>
<script type="module" src="workbench.js"></script>
</head>
<body data-class="${audience}" data-version="${version}">
<a class="skip" href="#main">Skip to the content</a>
<div class="banner" role="region" aria-label="Classification">
<p><strong class="class">${escapeMarkup(label)}</strong> <span>${escapeMarkup(statement)}</span></p>
${notice}
</div>
<header>
<p class="name">Annexa workbench</p>
<nav aria-label="Pages"><ul>
<li><a id="to-month" href="#">Month at a glance</a></li>
<li><a id="to-ask" href="#ask">Ask</a></li>
</ul></nav>
<div class="pickers">
<label>Month <select id="month" disabled><option value="">All months</option></select></label>
<label>Region <select id="region" disabled><option value="">All Regions</option></select></label>
</div>
</header>
<p id="state" role="status" aria-live="polite">Starting the database… <span class="late-hint">If nothing
follows, the page was opened as a file, from which browsers let it read nothing: serve its folder, as
<code>deno task workbench --serve</code> or any static server does.</span></p>
<main id="main" tabindex="-1"><noscript><p>The workbench needs JavaScript: it runs the database in this page.</p></noscript></main>
<footer><p>${escapeMarkup(statement)}</p></footer>
</body>
</html>
`;
}

/** The style that prints the class on every page: the only style that differs between audiences. */
export function markingCss({ label, syntheticNotice }: Contents): string {
  const marking = syntheticNotice === null ? label : `${label} - synthetic data`;
  return `@page {
  @top-center {
    content: "${marking.toUpperCase().replace(/[^A-Z -]/g, "")}";
    font: 700 9pt "Public Sans", Arial, sans-serif;
  }
  @bottom-right {
    content: "Page " counter(page) " of " counter(pages);
    font: 400 8pt "Public Sans", Arial, sans-serif;
  }
}
`;
}
