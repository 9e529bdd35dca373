import { EXIT, UserError } from "../base/user_error.ts";
import type { Notebook, NotebookCell } from "./notebook_file.ts";

/** A value a notebook can be given for a month's run. */
export type Parameter = string | number | boolean | null;

const INJECTED = "injected-parameters";

/**
 * The notebook with a cell after its cell tagged `parameters` that sets some of them anew, as papermill does; the cell
 * of an earlier run is replaced. The tagged cell keeps the defaults for whoever opens the notebook by hand.
 *
 * @param parameters By name; each must be declared in the tagged cell at the start of a line, such as `let month = "2019-07";`; a `const` there is run like a `let`
 * @throws {UserError} exit 2, for parameters the tagged cell does not declare
 *
 * @example
 * ```ts
 * import { injectParameters } from "./inject_parameters.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const cell = { id: "a", kind: "code", source: 'let month = "2019-07";', tags: ["parameters"], metadata: {} } as const;
 * const notebook = { name: "n.ipynb", cells: [cell], metadata: {} };
 * const { cells } = injectParameters(notebook, { month: "2021-04" });
 * deepStrictEqual(cells.map(({ source }) => source), ['let month = "2019-07";', 'let month = "2021-04";']);
 * ```
 */
export function injectParameters(notebook: Notebook, parameters: Readonly<Record<string, Parameter>>): Notebook {
  const cells = notebook.cells.filter((cell) => !cell.tags.includes(INJECTED));
  const at = cells.findIndex((cell) => cell.tags.includes("parameters"));
  const declared = at < 0 ? [] : declaredNames(cells[at]!.source);
  const unknown = Object.keys(parameters).filter((name) => !declared.includes(name));
  if (unknown.length > 0) {
    const known = declared.length === 0
      ? "it has none: tag a cell with its defaults `parameters`"
      : `it has ${declared.join(", ")}`;
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot run "${notebook.name}" with the parameter ${unknown.map((name) => `"${name}"`).join(", ")}; ${known}`,
    );
  }
  if (Object.keys(parameters).length === 0) return { ...notebook, cells };
  const tags = [INJECTED];
  const source = Object.entries(parameters).map(([name, value]) => `let ${name} = ${JSON.stringify(value)};`).join(
    "\n",
  );
  const injected: NotebookCell = { id: INJECTED, kind: "code", source, tags, metadata: { tags } };
  return { ...notebook, cells: [...cells.slice(0, at + 1), injected, ...cells.slice(at + 1)] };
}

/**
 * The names a parameters cell declares at the start of a line.
 *
 * @example
 * ```ts
 * import { declaredNames } from "./inject_parameters.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(declaredNames('let month = "2019-07";\nconst limit = 2;'), ["month", "limit"]);
 * ```
 */
export function declaredNames(source: string): string[] {
  return [...source.matchAll(/^(?:let|const|var)\s+([A-Za-z_$][\w$]*)/gm)].map(([, name]) => name!);
}
