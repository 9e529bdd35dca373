/**
 * An SVG whose ids are renamed `<prefix>-1`, `<prefix>-2` in order of appearance, with every reference to them: several
 * charts can stand in one page, and the bytes do not depend on how many were drawn before.
 *
 * Text between the tags is left alone, even when it reads like an id.
 *
 * @example
 * ```ts
 * import { isolateIds } from "./isolate_ids.ts";
 * import { strictEqual } from "node:assert/strict";
 * const svg = `<svg><g clip-path="url(#clip7)"/><text>id="clip7"</text><clipPath id="clip7"/></svg>`;
 * strictEqual(
 *   isolateIds(svg, "returns"),
 *   `<svg><g clip-path="url(#returns-1)"/><text>id="clip7"</text><clipPath id="returns-1"/></svg>`,
 * );
 * ```
 */
export function isolateIds(svg: string, prefix: string): string {
  const names = new Map<string, string>();
  const rename = (id: string) => {
    if (!names.has(id)) names.set(id, `${prefix}-${names.size + 1}`);
    return names.get(id)!;
  };
  return svg.replace(
    /<[a-zA-Z](?:"[^"]*"|[^">])*>/g,
    (tag) =>
      tag
        .replace(/="url\(#([\w-]+)\)"/g, (_, id: string) => `="url(#${rename(id)})"`)
        .replace(/ id="([\w-]+)"/g, (_, id: string) => ` id="${rename(id)}"`),
  );
}
