import { classifySelect } from "../classify/classify_select.ts";
import { highestClass, type Labels, type MacroClasses, type RelationClasses } from "../classify/relation_classes.ts";
import { UnclassifiedError } from "../classify/unclassified_error.ts";
import type { ChainView, DefinitionChain } from "./definition_chain.ts";

/**
 * Which columns of an extract can have a part in some columns of a measure: in their values, or in which rows there are.
 *
 * Asked of the classifier, one column at a time: were this column alone Red, would the answer be? So the answer errs the
 * way the classifier does: it can name a column that has no part, and leaves out none that has.
 *
 * @param chain From {@linkcode definitionChain}
 * @param outputs Columns of the measure
 * @param extract A table of schema `extracts`
 * @param columns Its columns
 * @param recorded The classes of the macros, as published
 */
export function influencingColumns(
  chain: DefinitionChain,
  outputs: readonly string[],
  extract: string,
  columns: readonly string[],
  recorded: Labels["macros"],
): string[] {
  // A macro that reads anything counts as reading this.
  const macros = new Map<string, MacroClasses>(
    [...recorded].map(([name, macro]) => [
      name,
      { ...macro, classification: macro.classification === "white" ? "white" : "red" },
    ]),
  );
  const wanted = new Set(outputs.map((name) => name.toLowerCase()));
  return columns.filter((column) => {
    const measure = taint(chain, macros, extract, column);
    return measure.rows === "red" ||
      (measure.columns ?? []).some(({ name, classification }) => wanted.has(name) && classification === "red");
  });
}

/** The measure's classes when one column of one table is Red and everything else White. */
function taint(chain: DefinitionChain, macros: Labels["macros"], extract: string, column: string): RelationClasses {
  const tables = new Map<string, RelationClasses>();
  for (const { schema, name, columns } of chain.tables) {
    const isTraced = (one: string) => schema === "extracts" && name === extract && one === column;
    tables.set(`${schema || "main"}.${name}`, {
      columns: columns.map((one) => ({ name: one.toLowerCase(), classification: isTraced(one) ? "red" : "white" })),
      rows: "white",
    });
  }
  const labels = { tables, macros };
  for (const view of chain.views) tables.set(`main.${view.name}`, classesOf(view, labels));
  return tables.get(`main.${chain.views.at(-1)!.name}`)!;
}

function classesOf(view: ChainView, labels: Labels): RelationClasses {
  const all = (classification: "white" | "red"): RelationClasses => ({
    columns: view.columns.map((name) => ({ name: name.toLowerCase(), classification })),
    rows: classification,
  });
  try {
    const read = classifySelect(view.query, labels);
    if (read.columns?.length !== view.columns.length) return all(highestClass(read) === "red" ? "red" : "white");
    return {
      columns: view.columns.map((name, place) => ({
        name: name.toLowerCase(),
        classification: read.columns![place]!.classification,
      })),
      rows: read.rows,
    };
  } catch (error) {
    if (error instanceof UnclassifiedError) return all("red");
    throw error;
  }
}
