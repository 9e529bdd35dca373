import { CLASSES, type Classification } from "../base/classification.ts";
import type { Commentary, CommentaryBlock, CommentaryProblem, CommentarySection, Part } from "./commentary.ts";
import { closingBraces, parseMeasured } from "./parse_measured.ts";

const HEADING = /^##\s+(\d{1,3})\s+(\S.*)$/;
const CLASS_LINE = /^Classification:\s*(\S+)\s*$/i;
const SAMPLES_LINE = /^Sources:\s*synthetic samples\.?\s*$/im;

/**
 * Reads a commentary: a section a report under `## NUMBER NAME`, each with a line `Classification: White` first, then
 * paragraphs and `- ` items. What stands before the first section is for its authors and is never published. Markdown has
 * no other meaning in it: a link or an emphasis comes out as it was typed.
 *
 * @param text The file's
 * @param place The file, for messages
 * @returns What could be read, with everything that could not
 *
 * @example
 * ```ts
 * import { parseCommentary } from "./parse_commentary.ts";
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 * const { commentary, problems } = parseCommentary("## 6 SR Variance\n\nClassification: White\n\nNothing new.\n", "2019-07.md");
 * deepStrictEqual(problems, []);
 * strictEqual(commentary.sections[0]?.classification, "white");
 * ```
 */
export function parseCommentary(
  text: string,
  place: string,
): { readonly commentary: Commentary; readonly problems: readonly CommentaryProblem[] } {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|[\r\n]/);
  const problems: CommentaryProblem[] = [];
  const say = (line: number, message: string) => void problems.push({ line, message, exitCode: 4 });
  const starts = lines.flatMap((line, at) => /^##(?!#)/.test(line) ? [at] : []);
  const preamble = lines.slice(0, starts[0] ?? lines.length).join("\n");
  const sections = starts.flatMap((start, index) => {
    const section = readSection(lines, start, starts[index + 1] ?? lines.length, say);
    return section === null ? [] : [section];
  });
  return { commentary: { place, isForSamples: SAMPLES_LINE.test(preamble), sections }, problems };
}

function readSection(
  lines: readonly string[],
  start: number,
  end: number,
  say: (line: number, message: string) => void,
): CommentarySection | null {
  const [, number, name] = HEADING.exec(lines[start]!.trimEnd()) ?? [];
  if (number === undefined) say(start + 1, "a section's heading is ## NUMBER NAME, as in reference.reports");
  let at = start + 1;
  while (at < end && lines[at]!.trim() === "") at++;
  const classification = at < end ? classOf(lines[at]!) : null;
  if (classification === null) {
    say(
      start + 1,
      "a section says first who may see it: write Classification: White, Green, Amber or Red under its heading",
    );
  } else at++;
  const blocks = readBlocks(lines, at, end, say);
  if (number === undefined || classification === null) return null;
  const source = lines.slice(start, end).join("\n").trimEnd();
  return { line: start + 1, reportNumber: Number(number), reportName: name!, classification, blocks, source };
}

function classOf(line: string): Classification | null {
  const written = CLASS_LINE.exec(line.trim())?.[1]?.toLowerCase();
  return CLASSES.find((one) => one === written) ?? null;
}

function readBlocks(
  lines: readonly string[],
  start: number,
  end: number,
  say: (line: number, message: string) => void,
): CommentaryBlock[] {
  const blocks: { kind: CommentaryBlock["kind"]; line: number; lines: string[] }[] = [];
  let isOpen = false;
  for (let at = start; at < end; at++) {
    const text = lines[at]!.trim();
    if (/^#{1,6}\s/.test(text)) say(at + 1, "a section has no headings of its own: write paragraphs and - items");
    const item = /^[-*]\s+/.exec(text);
    if (text === "") isOpen = false;
    else if (item !== null) {
      blocks.push({ kind: "item", line: at + 1, lines: [text.slice(item[0].length)] });
      isOpen = true;
    } else if (isOpen) blocks.at(-1)!.lines.push(text);
    else {
      blocks.push({ kind: "paragraph", line: at + 1, lines: [text] });
      isOpen = true;
    }
  }
  return blocks.map((block) => ({ kind: block.kind, parts: readParts(block.lines.join("\n"), block.line, say) }));
}

function readParts(text: string, firstLine: number, say: (line: number, message: string) => void): Part[] {
  const parts: Part[] = [];
  const typed = (words: string, line: number) => {
    for (const [at, text] of words.split("\n").entries()) {
      const spaced = at === 0 ? text : ` ${text}`;
      if (spaced !== "") parts.push({ kind: "text", line: line + at, text: spaced });
    }
  };
  let rest = text;
  let line = firstLine;
  for (let open = rest.indexOf("{{"); open >= 0; open = rest.indexOf("{{")) {
    typed(rest.slice(0, open), line);
    line += count(rest.slice(0, open));
    const inside = rest.slice(open + 2);
    const close = closingBraces(inside);
    if (close < 0) {
      say(line, `"${inside.split("\n")[0]!.slice(0, 40).trim()}" is opened by {{ and not closed by }}`);
      return parts;
    }
    const source = inside.slice(0, close).replaceAll("\n", " ");
    try {
      parts.push(parseMeasured(source, line));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      say(line, `{{${source}}} cannot be read: ${error.message}`);
    }
    line += count(inside.slice(0, close));
    rest = inside.slice(close + 2);
  }
  typed(rest, line);
  return parts;
}

function count(text: string): number {
  return text.split("\n").length - 1;
}
