/**
 * Prints text, asking before each further screenful.
 *
 * A pager of the system (`$PAGER`, `less`) would need the permission to run programs, which `sql` has no other use for,
 * and a pager can write files and start shells; a question needs nothing.
 *
 * @param rows The lines the screen shows; Infinity when it is no terminal, and then nothing waits
 * @param ask Asks and gives the answer: `q` stops, null is an interrupt and stops too, anything else goes on
 *
 * @example
 * ```ts
 * import { page } from "./page.ts";
 * import { strictEqual } from "node:assert/strict";
 * let seen = "";
 * const screen = { write: (text: string) => void (seen += text) };
 * await page("1\n2\n3\n4\n5\n", screen, 4, () => Promise.resolve("q"));
 * strictEqual(seen, "1\n2\n3\n");
 * ```
 */
export async function page(
  text: string,
  screen: { write(text: string): unknown },
  rows: number,
  ask: (question: string) => Promise<string | null>,
): Promise<void> {
  const lines = text.split(/(?<=\n)/);
  // One line stays free for the question.
  const height = Math.max(1, rows - 1);
  for (let from = 0; from < lines.length; from += height) {
    screen.write(lines.slice(from, from + height).join(""));
    const left = lines.length - from - height;
    if (left <= 0) return;
    const answer = await ask(`-- ${left} more ${left === 1 ? "line" : "lines"}: Enter goes on, q stops -- `);
    if (answer === null || answer.trim().toLowerCase().startsWith("q")) return;
  }
}
