/**
 * Finds the first quoted value of a delimited text that does not end before a delimiter or a line end.
 *
 * @param pieces The text, piece by piece
 * @returns The line where the value begins, from 1. Null when all quoted values end correctly
 *
 * @example
 * ```ts
 * import { findOpenQuote } from "./find_open_quote.ts";
 * import { strictEqual } from "node:assert/strict";
 * async function* text() {
 *   yield 'Ref,Name\n1,"Alp';
 *   yield 'ha\n2,"Beta"\n';
 * }
 * strictEqual(await findOpenQuote(text(), ","), 2);
 * ```
 */
export async function findOpenQuote(pieces: AsyncIterable<string>, delimiter: string): Promise<number | null> {
  let line = 1;
  let opened = 0;
  let state: "start" | "plain" | "quoted" | "closing" = "start";
  let last = "";
  for await (const piece of pieces) {
    for (const character of piece) {
      const isLineEnd = character === "\n" || character === "\r";
      if (state === "closing") {
        if (character !== '"' && character !== delimiter && !isLineEnd) return opened;
        if (character === '"') state = "quoted";
      } else if (state === "quoted") {
        if (character === '"') state = "closing";
      } else if (state === "start" && character === '"') {
        state = "quoted";
        opened = line;
      } else if (character !== "\ufeff") state = "plain";
      if (state !== "quoted" && (character === delimiter || isLineEnd)) state = "start";
      if (isLineEnd && !(character === "\n" && last === "\r")) line++;
      last = character;
    }
  }
  return state === "quoted" ? opened : null;
}
