import { createHash } from "node:crypto";

/** A notebook file's content (nbformat 4.5). */
export interface NotebookContent {
  readonly cells: readonly unknown[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
}

/** Stands for the content's hash while that is being computed. */
const UNSEALED = "0".repeat(64);

/**
 * Writes an executed copy with two hashes in its metadata: of its inputs and of its content. A later run can tell
 * whether the copy is up to date, and whether somebody has changed it.
 *
 * @param inputs The hash of all it was made from; left out, the copy says nothing of either
 *
 * @example
 * ```ts
 * import { readSeal, seal } from "./seal.ts";
 * import { strictEqual } from "node:assert/strict";
 * const text = seal({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 }, "c0ffee");
 * strictEqual(readSeal(text), "c0ffee");
 * strictEqual(readSeal(text.replace('"cells": []', '"cells": [1]')), null);
 * ```
 */
export function seal(content: NotebookContent, inputs?: string): string {
  if (inputs === undefined) return `${JSON.stringify(content, null, 1)}\n`;
  const annexa = {
    ...content.metadata.annexa as object | undefined,
    inputs_sha256: inputs,
    content_sha256: UNSEALED,
  };
  const text = `${JSON.stringify({ ...content, metadata: { ...content.metadata, annexa } }, null, 1)}\n`;
  return replaceLast(text, UNSEALED, sha256(text));
}

/**
 * What an executed copy was made from: the hash of its inputs; null when it says nothing of it, or was changed since.
 *
 * @param text Of the file
 *
 * @example
 * ```ts
 * import { readSeal } from "./seal.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(readSeal("{}"), null);
 * ```
 */
export function readSeal(text: string): string | null {
  // The metadata stands after the cells: the last match is the seal, whatever an output prints.
  const [, inputs, content] =
    [...text.matchAll(/"inputs_sha256": "(\w+)",\s+"content_sha256": "([0-9a-f]{64})"/g)].at(-1) ?? [];
  if (inputs === undefined || content === undefined) return null;
  return sha256(replaceLast(text, content, UNSEALED)) === content ? inputs : null;
}

/** What is sought stands in the text. */
function replaceLast(text: string, sought: string, by: string): string {
  const at = text.lastIndexOf(sought);
  return text.slice(0, at) + by + text.slice(at + sought.length);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
