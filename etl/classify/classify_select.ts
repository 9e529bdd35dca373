import { type Classification, highest } from "../base/classification.ts";
import { ExpressionClassifier } from "./classify_expression.ts";
import type { FunctionEffect } from "./function_effect.ts";
import { commonTables, type Node } from "../db/parse_sql.ts";
import { isConstant, isDistinctOn, isLimited, isSeveral, list, orders } from "../db/select_node.ts";
import type { Scope, Source } from "./query_scope.ts";
import {
  byName,
  highestClass,
  type Labels,
  mergeByName,
  mergeByPosition,
  presence,
  type RelationClasses,
  rename,
} from "./relation_classes.ts";
import { UnclassifiedError } from "./unclassified_error.ts";

/** Table functions that read nothing but their arguments. */
const GENERATORS = new Set(["generate_series", "range", "unnest"]);

const JOINS = new Set(["ASOF", "CROSS", "DEPENDENT", "POSITIONAL", "REGULAR"]);

/** Something SELECTed, which can stand for several columns. */
interface Item {
  readonly name: string;
  readonly classification: Classification;
  readonly aggregates: FunctionEffect["aggregates"];
}

/**
 * The classes of a parsed query's answer, column by column: that of every column an output column is computed from, and
 * of every column that decides which rows there are. Counting rows tells the class of the rows counted, so an aggregate
 * of a White column of an Amber table is Amber, its distinct values are White.
 *
 * What it comes to: of two warehouses that differ only in what is above a class, with the same distinct values below
 * it, a query of that class gets the same answer. `test/classification/interference_test.ts` asks two such.
 *
 * @param query From {@linkcode parseSelect}
 * @param outer What the names around it mean, as those of a macro's caller; null where there is nothing
 * @throws {UnclassifiedError} on a table without labels or SQL this function does not know
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { classifySelect } from "./classify_select.ts";
 * import { parseSelect } from "../db/parse_sql.ts";
 * import type { RelationClasses } from "./relation_classes.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const csrVariance: RelationClasses = {
 *   columns: [{ name: "month", classification: "white" }, { name: "volume", classification: "amber" }],
 *   rows: "amber",
 * };
 * const labels = { tables: new Map([["main.csr_variance", csrVariance]]), macros: new Map() };
 * const connection = await DuckDBConnection.create();
 * const query = await parseSelect(connection, "select distinct month from csr_variance");
 * deepStrictEqual(classifySelect(query, labels).rows, "white");
 * connection.closeSync();
 * ```
 */
export function classifySelect(query: Node, labels: Labels, outer: Scope | null = null): RelationClasses {
  return new Classifier(labels).query(query, outer);
}

class Classifier {
  readonly #expressions: ExpressionClassifier;

  constructor(readonly labels: Labels) {
    this.#expressions = new ExpressionClassifier(labels.macros, (query, outer) => this.query(query, outer));
  }

  query(node: Node, outer: Scope | null): RelationClasses {
    let tables = outer?.commonTables ?? new Map<string, RelationClasses>();
    for (const { key, value, aliases } of commonTables(node)) {
      const inner = scope(outer, tables);
      const classes = value.type === "RECURSIVE_CTE_NODE"
        ? this.#recursive(key, value, inner)
        : this.query(value, inner);
      tables = new Map(tables).set(key, byName(rename(classes, aliases)));
    }
    const here = scope(outer, tables);
    if (node.type === "SELECT_NODE") return this.#select(node, here);
    if (node.type === "SET_OPERATION_NODE") return this.#setOperation(node, here);
    throw new UnclassifiedError(`a query of kind ${node.type}`);
  }

  #select(node: Node, here: Scope): RelationClasses {
    const filters = [this.#from(node.from_table as Node, here), ...here.sources.map(presence)];
    const sources = highest(here.sources.map((source) => source.rows));
    // What is picked at random, or comes first, tells how many rows there are.
    if (node.sample != null || isDistinctOn(node)) filters.push(sources);
    const { items, isOpen } = this.#items(node, here);
    const all = highest([
      ...items.map((item) => item.classification),
      ...(isOpen ? here.sources.map(highestClass) : []),
    ]);
    const keys = this.#keys(node, isOpen ? null : items, all, here);
    const others = list(node.modifiers).map(({ orders: _, ...modifier }) => modifier);
    const clauses = [node.where_clause, node.having, node.qualify, others];
    for (const clause of clauses) filters.push(this.#expressions.classOf(clause, here));
    // `order by 2`, `order by all`
    for (const order of orders(node)) {
      filters.push(isConstant(order) || order.class === "STAR" ? all : this.#expressions.classOf(order, here));
    }
    if (keys !== null && [node.having, node.qualify, ...list(node.modifiers)].some(Boolean)) filters.push(keys);
    const isDistinct = list(node.modifiers).some((modifier) => modifier.type === "DISTINCT_MODIFIER");
    const rows = highest([
      ...filters,
      ...(keys === null ? [] : [keys]),
      ...(keys === null && !isDistinct ? [sources] : []),
      ...(isDistinct || this.#expressions.expand(node.select_list) ? [all] : []),
    ]);
    // Which of the rows are left depends on how many there are.
    if (isLimited(node)) filters.push(rows);
    const filter = highest(filters);
    if (isOpen) return { columns: null, rows: highest([rows, filter, all]), presence: filter };
    return {
      columns: items.map(({ name, classification, aggregates }) => ({
        name,
        classification: highest([classification, filter, ...(aggregates !== "never" && keys !== null ? [keys] : [])]),
      })),
      rows: highest([rows, filter]),
      presence: filter,
    };
  }

  /** What is SELECTed; open where it cannot be told which columns that makes. */
  #items(node: Node, here: Scope): { readonly items: readonly Item[]; readonly isOpen: boolean } {
    const items: Item[] = [];
    let isOpen = false;
    for (const item of list(node.select_list)) {
      if (item.class === "STAR") {
        const star = this.#star(item, here);
        if (star === null) isOpen = true;
        else items.push(...star.map((column): Item => ({ ...column, aggregates: "never" })));
        continue;
      }
      if (isSeveral(item)) isOpen = true;
      const classification = this.#expressions.classOf(item, here);
      const names = item.column_names as string[] | undefined;
      const name = (String(item.alias || "") || names?.at(-1) || "").toLowerCase();
      items.push({ name, classification, aggregates: this.#expressions.aggregates(item) });
      if (item.alias) here.outputs.set(name, highest([classification, here.outputs.get(name) ?? "white"]));
    }
    return { items, isOpen };
  }

  /** The class of what a SELECT groups by; null where it does not. */
  #keys(node: Node, items: readonly Item[] | null, all: Classification, here: Scope): Classification | null {
    const groups = list(node.group_expressions);
    if (groups.length > 0) {
      const keys = groups.map((group) => this.#expressions.classOf(group, here));
      // `group by 1, 2`
      return highest([...keys, ...(groups.some(isConstant) ? [all] : [])]);
    }
    if (node.aggregate_handling !== "FORCE_AGGREGATES") return null;
    if (items === null) return all;
    return highest(items.filter(({ aggregates }) => aggregates !== "always").map((item) => item.classification));
  }

  #setOperation(node: Node, here: Scope): RelationClasses {
    const left = this.query(node.left as Node, here);
    const right = this.query(node.right as Node, here);
    const both = highest([highestClass(left), highestClass(right)]);
    const type = String(node.setop_type);
    // What EXCEPT and INTERSECT leave of the left tells of the whole right.
    const decides = type === "UNION" || type === "UNION_BY_NAME" ? "white" : both;
    const order = highest([
      this.#expressions.classOf(node.modifiers, {
        ...here,
        sources: [left, right].map((classes) => source(byName(classes), "", "")),
      }),
      ...(orders(node).some(isConstant) ? [both] : []),
    ]);
    // Without ALL, which rows are the same decides how many there are.
    const rows = highest([left.rows, right.rows, decides, order, ...(node.setop_all === true ? [] : [both])]);
    const filter = highest([decides, order, ...(isLimited(node) ? [rows] : [])]);
    const isThere = highest([filter, presence(left), presence(right)]);
    const merged = type === "UNION_BY_NAME" ? mergeByName(left, right) : mergeByPosition(left, right);
    if (merged === null) return { columns: null, rows: highest([rows, both]), presence: isThere };
    return {
      columns: merged.map(({ name, classification }) => ({ name, classification: highest([classification, filter]) })),
      rows,
      presence: isThere,
    };
  }

  /** Classes only ever rise from round to round, so that this ends. */
  #recursive(name: string, node: Node, outer: Scope): RelationClasses {
    if (commonTables(node).length > 0 || list(node.key_targets).length > 0) {
      throw new UnclassifiedError("a recursive query with queries or keys of its own");
    }
    let classes = this.query(node.left as Node, outer);
    while (true) {
      const step = scope(outer, new Map(outer.commonTables).set(name, byName(classes)));
      const next = this.#setOperation({ ...node, setop_type: "UNION", setop_all: node.union_all }, step);
      const risen = { ...next, rows: highest([next.rows, classes.rows]) };
      if (JSON.stringify(risen) === JSON.stringify(classes)) return classes;
      classes = risen;
    }
  }

  /** Adds a FROM clause's relations to a scope, and returns the class of what decides which of their rows meet. */
  #from(node: Node, here: Scope, merged: ReadonlySet<string> = new Set()): Classification {
    const first = here.sources.length;
    const filter = this.#relation(node, here, merged);
    return node.sample == null ? filter : highest([filter, ...here.sources.slice(first).map(({ rows }) => rows)]);
  }

  #relation(node: Node, here: Scope, merged: ReadonlySet<string>): Classification {
    const alias = String(node.alias ?? "").toLowerCase();
    const names = (node.column_name_alias ?? []) as string[];
    const add = (classes: RelationClasses, name: string, schema = "") =>
      here.sources.push(source(byName(rename(classes, names)), alias || name, schema, merged));
    switch (node.type) {
      case "EMPTY":
        return "white";
      case "BASE_TABLE": {
        const [schema, name] = [String(node.schema_name ?? ""), String(node.table_name)].map((one) =>
          one.toLowerCase()
        );
        const common = schema === "" ? here.commonTables.get(name!) : undefined;
        const classes = common ?? this.labels.tables.get(`${schema || "main"}.${name}`);
        if (classes === undefined || node.catalog_name || node.at_clause != null) {
          throw new UnclassifiedError(`table ${schema ? `${schema}.` : ""}${name}`);
        }
        add(classes, name!, common === undefined ? schema || "main" : "");
        return "white";
      }
      case "SUBQUERY":
        add(this.query((node.subquery as { node: Node }).node, here), "");
        return "white";
      case "EXPRESSION_LIST": {
        const values = (node.values as Node[][]).map((row) =>
          row.map((value) => this.#expressions.classOf(value, here))
        );
        add({ columns: null, rows: highest(values.flat()), presence: "white" }, "valueslist");
        return "white";
      }
      case "TABLE_FUNCTION":
        add({ columns: null, rows: this.#tableFunction(node.function as Node, here) }, "");
        return "white";
      case "PIVOT": {
        const inner = scope(here.outer, here.commonTables);
        const filter = this.#from(node.source as Node, inner);
        const { source: _, ...rest } = node;
        add({
          columns: null,
          rows: highest([filter, ...inner.sources.map(highestClass), this.#expressions.classOf(rest, inner)]),
        }, "");
        return "white";
      }
      case "JOIN":
        return this.#join(node, here, merged);
      default:
        throw new UnclassifiedError(`a relation of kind ${node.type}`);
    }
  }

  #join(node: Node, here: Scope, merged: ReadonlySet<string>): Classification {
    const kind = String(node.ref_type);
    if (!JOINS.has(kind)) throw new UnclassifiedError(`a ${kind.toLowerCase()} join`);
    const using = new Set(((node.using_columns ?? []) as string[]).map((name) => name.toLowerCase()));
    const first = here.sources.length;
    const left = this.#from(node.left as Node, here, merged);
    const right = this.#from(node.right as Node, here, new Set([...merged, ...using]));
    const joined = here.sources.slice(first);
    const keys = joined.flatMap((source) =>
      source.columns === null
        ? using.size > 0 ? [source.rows] : []
        : source.columns.filter(({ name }) => using.has(name)).map(({ classification }) => classification)
    );
    // Here the place of a row decides which it meets.
    const places = kind === "POSITIONAL" || kind === "ASOF" ? joined.map(({ rows }) => rows) : [];
    return highest([left, right, ...keys, ...places, this.#expressions.classOf(node.condition, here)]);
  }

  #tableFunction(call: Node, here: Scope): Classification {
    const name = String(call.function_name).toLowerCase();
    const macro = this.labels.macros.get(name);
    if (macro === undefined && !GENERATORS.has(name)) throw new UnclassifiedError(`table function ${name}`);
    return highest([macro?.classification ?? "white", this.#expressions.classOf(call.children, here)]);
  }

  /** The columns `*` stands for; null where that cannot be told. */
  #star(node: Node, here: Scope): { name: string; classification: Classification }[] | null {
    const relation = String(node.relation_name ?? "").toLowerCase();
    const sources = here.sources.filter((source) => relation === "" || source.alias === relation);
    if (sources.length === 0) throw new UnclassifiedError(`${relation}.*`);
    const renamed = new Map(
      (node.rename_list as { key: { column: string }; value: string }[] ?? [])
        .map(({ key, value }) => [key.column.toLowerCase(), value]),
    );
    const replaced = new Map(
      (node.replace_list as { key: string; value: Node }[] ?? []).map(({ key, value }) => [
        key.toLowerCase(),
        this.#expressions.classOf(value, here),
      ]),
    );
    const isChanged = renamed.size > 0 || replaced.size > 0;
    if (
      sources.some((source) => source.columns === null) || node.columns === true || node.expr != null ||
      list(node.qualified_exclude_list).length > 0 || (isChanged && sources.length > 1)
    ) return null;
    const excluded = new Set(list(node.exclude_list).map((name) => String(name).toLowerCase()));
    return sources.flatMap((source) =>
      source.columns!.filter(({ name }) => !excluded.has(name) && (relation !== "" || !source.merged.has(name)))
        .map(({ name, classification }) => ({
          name: (renamed.get(name) ?? name).toLowerCase(),
          classification: replaced.get(name) ?? classification,
        }))
    );
  }
}

function source(
  classes: RelationClasses,
  alias: string,
  schema: string,
  merged: ReadonlySet<string> = new Set(),
): Source {
  return { ...classes, alias, schema, merged };
}

function scope(outer: Scope | null, tables: ReadonlyMap<string, RelationClasses>): Scope {
  return {
    sources: [],
    outputs: new Map(),
    parameters: outer?.parameters ?? new Set(),
    commonTables: tables,
    outer,
  };
}
