import { type Classification, highest } from "../base/classification.ts";
import { type FunctionEffect, functionEffect } from "./function_effect.ts";
import { isPureFunction } from "./is_pure_function.ts";
import type { Node } from "../db/parse_sql.ts";
import { resolveName, rowsAround, type Scope } from "./query_scope.ts";
import { highestClass, type MacroClasses, type RelationClasses } from "./relation_classes.ts";
import { list } from "../db/select_node.ts";
import { UnclassifiedError } from "./unclassified_error.ts";

/** Functions that take a lambda; elsewhere `->` reads JSON. */
const TAKES_LAMBDA = new Set(
  ("apply array_apply array_filter array_reduce array_transform filter list_apply list_filter list_reduce " +
    "list_transform reduce").split(" "),
);

const EXPRESSIONS = new Set(
  ("BETWEEN CASE CAST COLLATE COLUMN_REF COMPARISON CONJUNCTION CONSTANT FUNCTION LAMBDA OPERATOR PARAMETER STAR " +
    "SUBQUERY WINDOW").split(" "),
);

/**
 * The classes of expressions: of the columns they name, the functions they call and the queries that stand in them.
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { ExpressionClassifier } from "./classify_expression.ts";
 * import { parseSelect } from "../db/parse_sql.ts";
 * import type { Scope } from "./query_scope.ts";
 * import { list } from "../db/select_node.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const connection = await DuckDBConnection.create();
 * const columns = [{ name: "month", classification: "white" }, { name: "volume", classification: "amber" }] as const;
 * const here: Scope = {
 *   sources: [{ alias: "csr", schema: "main", merged: new Set(), columns, rows: "red" }],
 *   outputs: new Map(), parameters: new Set(), commonTables: new Map(), outer: null,
 * };
 * const expressions = new ExpressionClassifier(new Map(), () => ({ columns: [], rows: "white" }));
 * const { select_list } = await parseSelect(connection, "select max(month), sum(month)");
 * deepStrictEqual(list(select_list).map((one) => expressions.classOf(one, here)), ["white", "red"]);
 * connection.closeSync();
 * ```
 */
export class ExpressionClassifier {
  readonly #macros: ReadonlyMap<string, MacroClasses>;
  readonly #query: (query: Node, outer: Scope) => RelationClasses;

  /** @param query Classifies a query that stands in an expression */
  constructor(macros: ReadonlyMap<string, MacroClasses>, query: (query: Node, outer: Scope) => RelationClasses) {
    this.#macros = macros;
    this.#query = query;
  }

  /** The class of all that an expression, or any part of the tree that holds expressions, refers to. */
  classOf(value: unknown, here: Scope): Classification {
    if (Array.isArray(value)) return highest(value.map((one) => this.classOf(one, here)));
    if (value === null || typeof value !== "object") return "white";
    const node = value as Node;
    const kind = node.class;
    if (kind === undefined) {
      if (/_NODE$/.test(String(node.type))) throw new UnclassifiedError("a query in an unknown place");
      return highest(Object.values(node).map((child) => this.classOf(child, here)));
    }
    switch (EXPRESSIONS.has(String(kind)) ? kind : null) {
      case null:
        throw new UnclassifiedError(`an expression of kind ${kind}`);
      case "CONSTANT":
        return "white";
      case "COLUMN_REF":
        return this.#column(node.column_names as string[], here);
      case "STAR":
        return highest([...here.sources.map(highestClass), this.classOf(node.replace_list, here)]);
      case "WINDOW":
        return highest([this.#parts(node, here), ...rowsAround(here)]);
      case "FUNCTION": {
        const { reads, countsRows } = this.#effect(node);
        return highest([this.#parts(node, here), reads, ...(countsRows ? rowsAround(here) : [])]);
      }
      default:
        return this.#parts(node, here);
    }
  }

  #parts(node: Node, here: Scope): Classification {
    const takesLambda = node.class === "FUNCTION" && this.#macro(node) === undefined &&
      TAKES_LAMBDA.has(String(node.function_name).toLowerCase());
    return highest(
      Object.entries(node).map(([name, part]) => {
        if (name === "subquery") return highestClass(this.#query((part as { node: Node }).node, here));
        if (name !== "children" || !takesLambda) return this.classOf(part, here);
        return highest(
          list(part).map((child) => child.class === "LAMBDA" ? this.#lambda(child, here) : this.classOf(child, here)),
        );
      }),
    );
  }

  #lambda(node: Node, here: Scope): Classification {
    const parameters = new Set(here.parameters);
    JSON.stringify(node.lhs, (key, part) => {
      if (key === "column_names") parameters.add(String(part[0]).toLowerCase());
      return part;
    });
    return this.classOf(node.expr, { ...here, parameters });
  }

  #column(names: readonly string[], here: Scope): Classification {
    const found = resolveName(names.map((name) => name.toLowerCase()), here);
    if (found === null) throw new UnclassifiedError(`column ${names.join(".")}`);
    return found;
  }

  #macro(node: Node): MacroClasses | undefined {
    return this.#macros.get(String(node.function_name).toLowerCase());
  }

  /** A macro that counts rows can do all that rows can be counted with. */
  #effect(node: Node): FunctionEffect & { readonly reads: Classification } {
    const macro = this.#macro(node);
    if (macro !== undefined) {
      return {
        countsRows: macro.countsRows,
        aggregates: "unknown",
        expands: macro.countsRows,
        reads: macro.classification,
      };
    }
    if (node.is_operator === true) return { countsRows: false, aggregates: "never", expands: false, reads: "white" };
    const name = String(node.function_name).toLowerCase();
    return { ...functionEffect(name, list(node.children).length), reads: isPureFunction(name) ? "white" : "red" };
  }

  aggregates(item: Node): FunctionEffect["aggregates"] {
    const found = this.#functionsIn(item).map(({ aggregates }) => aggregates);
    if (JSON.stringify(item).includes('"GROUPING_FUNCTION"')) return "unknown";
    return found.includes("always") ? "always" : found.includes("unknown") ? "unknown" : "never";
  }

  expand(items: unknown): boolean {
    return this.#functionsIn(items).some(({ expands }) => expands);
  }

  #functionsIn(part: unknown): FunctionEffect[] {
    const found: FunctionEffect[] = [];
    JSON.stringify(part, (_, value) => {
      if (value?.class === "FUNCTION") found.push(this.#effect(value as Node));
      return value;
    });
    return found;
  }
}
