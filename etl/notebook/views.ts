import { join } from "node:path";
import { PROJECT } from "../warehouse/definitions.ts";

/**
 * The names of the project's queries, for the Tab key: in Jupyter `` `from ${views. `` offers them, also inside the text of
 * a query, where the kernel completes nothing else. Each name stands for itself.
 *
 * @example
 * ```ts
 * import { views } from "./views.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(`from ${views.csr_variance_summary}`, "from csr_variance_summary");
 * ```
 */
export const views: Readonly<Record<string, string>> = Object.freeze(
  // Without a prototype, whose members the Tab key would offer as well.
  Object.assign(Object.create(null), Object.fromEntries(names().map((name) => [name, name]))),
);

function names(): string[] {
  const root = join(PROJECT, "queries");
  // A macro is no view.
  const folders = [...Deno.readDirSync(root)].filter(({ isDirectory, name }) => isDirectory && name !== "macros");
  return folders.flatMap(({ name }) => [...Deno.readDirSync(join(root, name))])
    .flatMap(({ name }) => name.endsWith(".sql") ? [name.slice(0, -".sql".length)] : []).sort();
}
