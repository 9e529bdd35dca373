import { Buffer } from "node:buffer";
import { FONT_STACK } from "../text/font_stack.ts";
import type { FontFile } from "../text/house_fonts.ts";
import { MARKINGS } from "../base/marking.ts";
import type { PanelDocument } from "./panel_document.ts";

/**
 * The style of an HTML document, its fonts inside: for a screen of any width, light or dark, and for A4 with the class
 * on every page.
 */
export function htmlStyle(document: PanelDocument, fonts: readonly FontFile[]): string {
  const label = MARKINGS[document.classification].label.toUpperCase();
  const marking = document.isSynthetic ? `${label} – SYNTHETIC DATA` : label;
  return [...fonts.map(fontFace), SCREEN, page(document, marking), PRINT].join("\n");
}

function fontFace({ weight, bytes }: FontFile): string {
  const data = Buffer.from(bytes).toString("base64");
  return `@font-face{font-family:"Public Sans";font-weight:${weight};src:url(data:font/ttf;base64,${data}) format("truetype")}`;
}

const SCREEN = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1a2530; --soft: #45525e; --rule: #c5ced6; --band: #f3f6f9; --head: #0b2f5b; --on-head: #ffffff;
  --title: #0b2f5b; --link: #0b4f9e; --notice: #fff4d6; --notice-edge: #8a5a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12181f; --ink: #e6ebf0; --soft: #aab6c1; --rule: #3a4754; --band: #1a232c; --head: #1d3a5c; --on-head: #ffffff;
    --title: #a9cdf5; --link: #8fc1ff; --notice: #33290f; --notice-edge: #d9a441;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 400 1.0625rem/1.55 ${FONT_STACK.replace("Public Sans", '"Public Sans"')};
  font-kerning: normal; overflow-wrap: break-word;
}
.sheet { max-width: 76rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem); }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid #e3a21a; outline-offset: 2px; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--paper); }
.skip:focus { top: 0.5rem; z-index: 1; }
.banner { margin: 0; border-block: 1px solid var(--rule); font-size: 0.9375rem; }
.banner .sheet { max-width: 76rem; margin-block: 0; padding-block: 0.75rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: baseline; }
.class {
  font-weight: 700; letter-spacing: 0.08em; padding: 0.05rem 0.6rem; border: 2px solid currentColor; border-radius: 3px;
}
.class.green { color: #0f6b38; } .class.amber { color: #8a5a00; } .class.red { color: #a3162b; }
@media (prefers-color-scheme: dark) {
  .class.green { color: #6fd39a; } .class.amber { color: #f0bf5a; } .class.red { color: #ff9aa5; }
}
h1, h2, h3, h4 { color: var(--title); line-height: 1.2; text-wrap: balance; margin: 0; }
h1 { font-size: clamp(1.75rem, 1.2rem + 2.4vw, 2.5rem); letter-spacing: -0.015em; margin-block: 2rem 1rem; max-width: 40ch; }
h2 { font-size: clamp(1.3rem, 1.1rem + 0.8vw, 1.6rem); margin-block: 3rem 0.9rem; }
h3 { font-size: 1.15rem; margin-block: 1.75rem 0.6rem; }
h4 { font-size: 1.0625rem; margin-block: 1.5rem 0.5rem; }
p, li { max-width: 72ch; }

p { margin: 0 0 0.9rem; }
ul, ol { margin: 0 0 1rem; padding-left: 1.4rem; }
.lines { white-space: pre-line; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1.25rem; margin: 0 0 1.5rem; }
.facts dt { font-weight: 700; } .facts dd { margin: 0; }
.notice { border: 1px solid var(--notice-edge); border-left-width: 6px; background: var(--notice); padding: 0.7rem 1rem; font-weight: 700; }
nav h2 { font-size: 1.05rem; margin-block: 1.75rem 0.4rem; }
nav ul { list-style: none; padding: 0; }
nav li { margin-bottom: 0.25rem; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; line-height: 1.45; }
table.figures { width: auto; min-width: min(100%, 36rem); }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: 0.6rem 0.9rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
thead th { background: var(--head); color: var(--on-head); vertical-align: bottom; border-bottom: 0; }
.prose td, .prose tbody th { white-space: pre-line; }
.figures td, .figures tbody th { white-space: nowrap; }
.figures th { overflow-wrap: normal; }
.dense { font-size: 0.875rem; }
.dense th, .dense td { padding: 0.5rem 0.6rem; }
.figures .wide { white-space: pre-line; min-width: 13rem; }
.figures tbody tr:nth-child(even) { background: var(--band); }
.figures, .number { font-variant-numeric: tabular-nums lining-nums; }
.number { text-align: right; }
td.number, .period { white-space: nowrap; }
abbr { text-decoration: none; color: var(--soft); cursor: help; }
.source { font-size: 0.875rem; color: var(--soft); margin-top: 0.7rem; }
.notes { font-size: 0.9375rem; }
figure { margin: 0 0 2rem; }
figure svg { display: block; max-width: none; border-radius: 4px; }
figcaption { margin-top: 0.6rem; max-width: 72ch; }
footer.banner { margin-top: 3.5rem; }
@media screen and (max-width: 54rem) {
  .prose, .prose tbody, .prose tr, .prose th, .prose td { display: block; width: 100%; }
  .prose thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .prose tr { display: flex; flex-direction: column; border: 1px solid var(--rule); border-radius: 6px; margin-bottom: 1rem; overflow: hidden; }
  .prose tbody th { order: -1; background: var(--band); font-size: 1.0625rem; }
  .prose td { text-align: left; white-space: pre-line; }
  .prose tr > :last-child { border-bottom: 0; }
  .prose td::before { content: attr(data-label); display: block; font-size: 0.8125rem; font-weight: 700; color: var(--soft); }
  th, td { padding: 0.55rem 0.75rem; }
}`;

function page(document: PanelDocument, marking: string): string {
  return `@page {
  size: A4 ${document.orientation}; margin: 17mm 14mm 16mm;
  @top-center { content: ${cssString(marking)}; font: 700 9pt "Public Sans", Arial, sans-serif; }
  @bottom-left { content: ${cssString(document.title)}; font: 400 8pt "Public Sans", Arial, sans-serif; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 400 8pt "Public Sans", Arial, sans-serif; }
}`;
}

const PRINT = `@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff; --ink: #000000; --soft: #333333; --rule: #9aa5b0; --band: #ffffff; --head: #e6ecf2; --on-head: #000000;
    --title: #0b2f5b; --link: #000000; --notice: #ffffff; --notice-edge: #000000;
  }
  body { font-size: 9.5pt; line-height: 1.4; }
  .sheet { max-width: none; padding: 0; }
  .skip, nav { display: none; }
  h1 { font-size: 18pt; margin-block: 6mm 4mm; max-width: none; } h2 { font-size: 13pt; margin-block: 8mm 3mm; } h3 { font-size: 11pt; } h4 { font-size: 10pt; }
  h1, h2, h3, h4 { break-after: avoid; }
  table { font-size: 8.5pt; line-height: 1.35; }
  th, td { padding: 1.6mm 2.2mm; }
  thead { display: table-header-group; }
  thead th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  tr, figure, .notice, .banner { break-inside: avoid; }
  .figures:not(:has(tbody tr:nth-child(13))) { break-inside: avoid; }
  .banner, .source, .notes { font-size: 8.5pt; }
  .scroll { overflow: visible; }
  .figures td, .figures tbody th { white-space: normal; }
  .figures th { overflow-wrap: normal; }
  .dense { font-size: 7.5pt; }
  .dense th, .dense td { padding: 1.2mm 1.4mm; }
  .figures .wide { min-width: 0; }
  .figures .period, td.number { white-space: nowrap; }
  .source, .notes { break-before: avoid; }
  figure svg { max-width: 100%; height: auto; }
  .class { color: #000000; }
}`;

/** A CSS string with every character but the plainest written by its number: none can end it or the style element. */
function cssString(text: string): string {
  return `"${text.replace(/[^A-Za-z0-9 ,.:-]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`;
}
