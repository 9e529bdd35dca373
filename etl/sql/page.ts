import { textWidth } from "../text/text_width.ts";

/**
 * Prints text, asking before each further screenful.
 *
 * A pager of the system (`$PAGER`, `less`) would need the permission to run programs, which `sql` has no other use for,
 * and a pager can write files and start shells; a question needs nothing.
 *
 * @param size What the screen shows: a line wider than it takes several rows; Infinity when it is no terminal, and then
 * nothing waits
 * @param ask Asks whether to go on
 *
 * @example
 * ```ts
 * import { page } from "./page.ts";
 * import { strictEqual } from "node:assert/strict";
 * let seen = "";
 * const screen = { write: (text: string) => void (seen += text) };
 * await page("1\n2\n3\n4\n5\n", screen, { rows: 4, columns: 80 }, () => Promise.resolve(false));
 * strictEqual(seen, "1\n2\n3\n");
 * ```
 */
export async function page(
  text: string,
  screen: { write(text: string): unknown },
  size: { readonly rows: number; readonly columns: number },
  ask: (question: string) => Promise<boolean>,
): Promise<void> {
  const lines = text.split(/(?<=\n)/);
  // One row stays free for the question.
  const height = Math.max(1, size.rows - 1);
  const rowsOf = (line: string) => Math.max(1, Math.ceil(textWidth(line.trimEnd()) / size.columns));
  let from = 0;
  while (from < lines.length) {
    let to = from + 1;
    for (let used = rowsOf(lines[from]!); to < lines.length; to++) {
      used += rowsOf(lines[to]!);
      if (used > height) break;
    }
    screen.write(lines.slice(from, to).join(""));
    from = to;
    const left = lines.length - from;
    if (left === 0) return;
    if (!await ask(`-- ${left} more ${left === 1 ? "line" : "lines"}: Space goes on, q stops -- `)) return;
  }
}
