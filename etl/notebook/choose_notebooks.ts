import { didYouMean } from "../text/nearest_spelling.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/**
 * The notebooks of a folder by name, sorted: files that end in `.ipynb`.
 *
 * @param names With or without `.ipynb`; none means all
 * @throws {UserError} exit 2, for a name there is none of
 *
 * @example
 * ```ts
 * import { chooseNotebooks } from "./choose_notebooks.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(await chooseNotebooks("notebooks", ["03_annex_a"]), ["03_annex_a.ipynb"]);
 * ```
 */
export async function chooseNotebooks(folder: string, names: readonly string[]): Promise<string[]> {
  const all: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && name.endsWith(".ipynb")) all.push(name);
  }
  all.sort();
  if (names.length === 0) return all;
  const stem = (name: string) => name.replace(/\.ipynb$/, "");
  const wanted = new Set(names.map(stem));
  const unknown = [...wanted].filter((name) => !all.includes(`${name}.ipynb`));
  if (unknown.length > 0) {
    const known = all.map(stem);
    const hint = `use ${known.join(", ")}`;
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot run the notebook ${unknown.map((name) => `"${name}"`).join(", ")} because there is none of that name: ${
        unknown.length > 1 ? hint : didYouMean(unknown[0]!, known, hint)
      }`,
    );
  }
  return all.filter((name) => wanted.has(stem(name)));
}
