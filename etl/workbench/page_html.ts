import { escapeMarkup } from "../charts/escape_markup.ts";
import { CONTENT_POLICY } from "./content_policy.ts";
import type { Contents } from "./contents.ts";

/**
 * The workbench's one page. The class stands in it as text, so that it is in sight before, and even without, any script.
 */
export function pageHtml({ audience, label, statement, syntheticNotice }: Contents): string {
  const notice = syntheticNotice === null ? "" : `<p class="synthetic">${escapeMarkup(syntheticNotice)}</p>`;
  const printed = syntheticNotice === null ? label : `${label} – synthetic data`;
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
<script type="module" src="workbench.js"></script>
</head>
<body data-class="${audience}">
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
<p id="state" role="status" aria-live="polite">Starting the database…</p>
<main id="main" tabindex="-1"><noscript><p>The workbench needs JavaScript: it runs the database in this page.</p></noscript></main>
<footer class="printed">${escapeMarkup(printed.toUpperCase())}</footer>
</body>
</html>
`;
}
