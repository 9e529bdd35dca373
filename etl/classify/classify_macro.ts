import type { Classification } from "../base/classification.ts";
import { ExpressionClassifier } from "./classify_expression.ts";
import { classifySelect } from "./classify_select.ts";
import type { Node } from "../db/parse_sql.ts";
import type { Source } from "./query_scope.ts";
import { highestClass, type Labels, type MacroClasses } from "./relation_classes.ts";

/**
 * The classes of a macro's body, given as the query or expression DuckDB keeps of it.
 *
 * @param query From {@linkcode parseSelect}, of `select <expression>` for a scalar macro
 * @throws {UnclassifiedError} as {@linkcode classifySelect}
 *
 * @example A macro that adds two numbers reads nothing and counts nothing.
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { classifyMacro } from "./classify_macro.ts";
 * import { parseSelect } from "../db/parse_sql.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * const body = await parseSelect(connection, "select (a + b)");
 * deepStrictEqual(classifyMacro(body, ["a", "b"], { tables: new Map(), macros: new Map() }), {
 *   classification: "white",
 *   countsRows: false,
 * });
 * connection.closeSync();
 * ```
 */
export function classifyMacro(
  query: Node,
  parameters: readonly string[],
  labels: Labels,
): MacroClasses {
  const calledOn = (rows: Classification) => {
    const caller: Source = { alias: "", schema: "", columns: [], rows, merged: new Set() };
    return classifySelect(query, labels, {
      sources: [caller],
      outputs: new Map(),
      parameters: new Set(parameters.map((name) => name.toLowerCase())),
      commonTables: new Map(),
      outer: null,
    });
  };
  const classification = highestClass(calledOn("white"));
  const expressions = new ExpressionClassifier(labels.macros, (inner, outer) => classifySelect(inner, labels, outer));
  return {
    classification,
    countsRows: highestClass(calledOn("red")) !== classification || expressions.expand(query.select_list),
  };
}
