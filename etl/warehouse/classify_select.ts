import { type Classification, highest } from "../classification.ts";
import { countsRows } from "./counts_rows.ts";
import { commonTables, type Node } from "./parse_sql.ts";
import {
  type Labels,
  type MacroClasses,
  mergeByName,
  mergeByPosition,
  type RelationClasses,
  rename,
  whole,
} from "./relation_classes.ts";

/** Part of a query that cannot be classified; its reader must take the whole query for Red. */
export class UnclassifiedError extends Error {
  override name = "UnclassifiedError";
}

/** Table functions that read nothing but their arguments. */
const GENERATORS = new Set(["generate_series", "range", "unnest"]);

const EXPRESSIONS = new Set(
  ("BETWEEN CASE CAST COLLATE COLUMN_REF COMPARISON CONJUNCTION CONSTANT FUNCTION LAMBDA OPERATOR PARAMETER STAR " +
    "SUBQUERY WINDOW").split(" "),
);

/** A relation under the name it has in a FROM clause. */
interface Source extends RelationClasses {
  readonly alias: string;
  readonly schema: string;
  /** Columns that `*` leaves out, as USING has merged them with another relation's. */
  readonly merged: ReadonlySet<string>;
}

/** What a name in an expression can mean. */
interface Scope {
  readonly sources: Source[];
  /** Output columns of the same SELECT, which DuckDB lets its other clauses name. */
  readonly outputs: Map<string, Classification>;
  /** Parameters of lambdas and macros. */
  readonly parameters: ReadonlySet<string>;
  readonly commonTables: ReadonlyMap<string, RelationClasses>;
  readonly outer: Scope | null;
}

/**
 * The classes of a parsed query's answer, column by column: that of every column an output column is computed from, and
 * of every column that decides which rows there are. Counting rows tells the class of the rows counted, so an aggregate
 * of a White column of an Amber table is Amber, its distinct values are White.
 *
 * @param query From {@linkcode parseSelect}
 * @throws {UnclassifiedError} on a table without labels or SQL this function does not know
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { classifySelect } from "./classify_select.ts";
 * import { parseSelect } from "./parse_sql.ts";
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
export function classifySelect(query: Node, labels: Labels): RelationClasses {
  return new Classifier(labels).query(query, null);
}

/**
 * The classes of a macro's body, given as the query or expression DuckDB keeps of it.
 *
 * @param query From {@linkcode parseSelect}, of `select <expression>` for a scalar macro
 * @throws {UnclassifiedError} as {@linkcode classifySelect}
 *
 * @example A macro that adds two numbers reads nothing and counts nothing.
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { classifyMacro } from "./classify_select.ts";
 * import { parseSelect } from "./parse_sql.ts";
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
  const classifier = new Classifier(labels);
  const calledOn = (rows: Classification) => {
    const caller: Source = { alias: "", schema: "", columns: [], rows, merged: new Set() };
    return whole(classifier.query(query, {
      sources: [caller],
      outputs: new Map(),
      parameters: new Set(parameters.map((name) => name.toLowerCase())),
      commonTables: new Map(),
      outer: null,
    }));
  };
  const classification = calledOn("white");
  return { classification, countsRows: calledOn("red") !== classification };
}

class Classifier {
  constructor(readonly labels: Labels) {}

  query(node: Node, outer: Scope | null): RelationClasses {
    let tables = outer?.commonTables ?? new Map<string, RelationClasses>();
    for (const { key, value, aliases } of commonTables(node)) {
      const inner = scope(outer, tables);
      const classes = value.type === "RECURSIVE_CTE_NODE"
        ? this.#recursive(key, value, inner)
        : this.query(value, inner);
      tables = new Map(tables).set(key, rename(classes, aliases));
    }
    const here = scope(outer, tables);
    if (node.type === "SELECT_NODE") return this.#select(node, here);
    if (node.type === "SET_OPERATION_NODE") return this.#setOperation(node, here);
    throw new UnclassifiedError(`a query of kind ${node.type}`);
  }

  #select(node: Node, here: Scope): RelationClasses {
    const filters = [this.#from(node.from_table as Node, here)];
    const columns: { name: string; classification: Classification }[] = [];
    let isOpen = false;
    for (const item of list(node.select_list)) {
      if (item.class === "STAR") {
        const star = this.#star(item, here);
        if (star === null) isOpen = true;
        else columns.push(...star);
        continue;
      }
      const classification = this.#expression(item, here);
      const names = item.column_names as string[] | undefined;
      const name = (String(item.alias || "") || names?.at(-1) || "").toLowerCase();
      columns.push({ name, classification });
      if (item.alias) here.outputs.set(name, highest([classification, here.outputs.get(name) ?? "white"]));
    }
    for (const clause of [node.where_clause, node.having, node.qualify, node.modifiers]) {
      filters.push(this.#expression(clause, here));
    }
    const filter = highest(filters);
    const groups = list(node.group_expressions).map((group) => this.#expression(group, here));
    const sources = here.sources.map((source) => source.rows);
    const items = isOpen ? here.sources.map(whole) : columns.map((column) => column.classification);
    const isGrouped = groups.length > 0 || node.aggregate_handling === "FORCE_AGGREGATES";
    const isDistinct = list(node.modifiers).some((modifier) => modifier.type === "DISTINCT_MODIFIER");
    const unnests = JSON.stringify(node.select_list).includes('"unnest"');
    const rows = highest([
      filter,
      ...groups,
      ...(isGrouped || isDistinct ? [] : sources),
      ...(isDistinct || unnests || (isGrouped && groups.length === 0) ? items : []),
    ]);
    if (isOpen) return { columns: null, rows: highest([rows, ...items]) };
    return {
      columns: columns.map(({ name, classification }) => ({ name, classification: highest([classification, filter]) })),
      rows,
    };
  }

  #setOperation(node: Node, here: Scope): RelationClasses {
    const left = this.query(node.left as Node, here);
    const right = this.query(node.right as Node, here);
    const type = String(node.setop_type);
    // What EXCEPT and INTERSECT leave of the left tells of the whole right.
    const decides = type === "UNION" || type === "UNION_BY_NAME" ? "white" : highest([whole(left), whole(right)]);
    const order = this.#expression(node.modifiers, {
      ...here,
      sources: [left, right].map((classes) => ({ ...classes, alias: "", schema: "", merged: new Set<string>() })),
    });
    const rows = highest([left.rows, right.rows, decides, order]);
    const merged = type === "UNION_BY_NAME" ? mergeByName(left, right) : mergeByPosition(left, right);
    if (merged === null) return { columns: null, rows: highest([rows, whole(left), whole(right)]) };
    return {
      columns: merged.map(({ name, classification }) => ({ name, classification: highest([classification, decides]) })),
      rows,
    };
  }

  /** Classes only ever rise from round to round, so that this ends. */
  #recursive(name: string, node: Node, outer: Scope): RelationClasses {
    let classes = this.query(node.left as Node, outer);
    while (true) {
      const step = scope(outer, new Map(outer.commonTables).set(name, classes));
      const next = this.#setOperation(
        { setop_type: "UNION", left: node.left, right: node.right, modifiers: [] } as Node,
        step,
      );
      const risen = { columns: next.columns, rows: highest([next.rows, classes.rows]) };
      if (JSON.stringify(risen) === JSON.stringify(classes)) return classes;
      classes = risen;
    }
  }

  /** Adds a FROM clause's relations to a scope, and returns the class of its join conditions. */
  #from(node: Node, here: Scope, merged: ReadonlySet<string> = new Set()): Classification {
    const alias = String(node.alias ?? "").toLowerCase();
    const names = (node.column_name_alias ?? []) as string[];
    const add = (classes: RelationClasses, name: string, schema = "") =>
      here.sources.push({ ...rename(classes, names), alias: alias || name, schema, merged });
    switch (node.type) {
      case "EMPTY":
        return "white";
      case "BASE_TABLE": {
        const table = {
          schema: String(node.schema_name ?? "").toLowerCase(),
          name: String(node.table_name).toLowerCase(),
        };
        const common = table.schema === "" ? here.commonTables.get(table.name) : undefined;
        const classes = common ?? this.labels.tables.get(`${table.schema || "main"}.${table.name}`);
        if (classes === undefined) {
          throw new UnclassifiedError(`table ${table.schema ? `${table.schema}.` : ""}${table.name}`);
        }
        add(classes, table.name, table.schema);
        return "white";
      }
      case "SUBQUERY":
        add(this.query((node.subquery as { node: Node }).node, here), "");
        return "white";
      case "EXPRESSION_LIST": {
        const values = (node.values as Node[][]).map((row) => row.map((value) => this.#expression(value, here)));
        add({ columns: null, rows: highest(values.flat()) }, "valueslist");
        return "white";
      }
      case "TABLE_FUNCTION":
        add({ columns: null, rows: this.#tableFunction(node.function as Node, here) }, "");
        return "white";
      case "PIVOT": {
        const inner = scope(here.outer, here.commonTables);
        const filter = this.#from(node.source as Node, inner);
        add({ columns: null, rows: highest([filter, ...inner.sources.map(whole)]) }, "");
        return "white";
      }
      case "JOIN": {
        if (node.ref_type === "NATURAL") throw new UnclassifiedError("a natural join");
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
        return highest([left, right, ...keys, this.#expression(node.condition, here)]);
      }
      default:
        throw new UnclassifiedError(`a relation of kind ${node.type}`);
    }
  }

  #tableFunction(call: Node, here: Scope): Classification {
    const name = String(call.function_name).toLowerCase();
    const macro = this.labels.macros.get(name);
    if (macro === undefined && !GENERATORS.has(name)) throw new UnclassifiedError(`table function ${name}`);
    return highest([macro?.classification ?? "white", this.#expression(call.children, here)]);
  }

  /** The columns `*` stands for; null where one of the relations does not tell its columns. */
  #star(node: Node, here: Scope): { name: string; classification: Classification }[] | null {
    const relation = String(node.relation_name ?? "").toLowerCase();
    const sources = here.sources.filter((source) => relation === "" || source.alias === relation);
    if (sources.length === 0) throw new UnclassifiedError(`${relation}.*`);
    if (sources.some((source) => source.columns === null) || node.columns === true) return null;
    const excluded = new Set(list(node.exclude_list).map(columnName));
    const renamed = new Map(
      (node.rename_list as { key: Node; value: string }[] ?? []).map(({ key, value }) => [columnName(key), value]),
    );
    const replaced = new Map(
      (node.replace_list as { key: string; value: Node }[] ?? []).map(({ key, value }) => [
        key.toLowerCase(),
        this.#expression(value, here),
      ]),
    );
    return sources.flatMap((source) =>
      source.columns!.filter(({ name }) => !excluded.has(name) && (relation !== "" || !source.merged.has(name)))
        .map(({ name, classification }) => ({
          name: (renamed.get(name) ?? name).toLowerCase(),
          classification: replaced.get(name) ?? classification,
        }))
    );
  }

  /** The class of all that an expression, or any part of the tree that holds expressions, refers to. */
  #expression(value: unknown, here: Scope): Classification {
    if (Array.isArray(value)) return highest(value.map((one) => this.#expression(one, here)));
    if (value === null || typeof value !== "object") return "white";
    const node = value as Node;
    const kind = node.class;
    if (kind === undefined) return highest(Object.values(node).map((child) => this.#expression(child, here)));
    if (!EXPRESSIONS.has(String(kind))) throw new UnclassifiedError(`an expression of kind ${kind}`);
    if (kind === "CONSTANT") return "white";
    if (kind === "COLUMN_REF") {
      return this.#column((node.column_names as string[]).map((name) => name.toLowerCase()), here);
    }
    if (kind === "STAR") return highest(here.sources.map(whole));
    if (kind === "LAMBDA") {
      const parameters = new Set(here.parameters);
      JSON.stringify(node.lhs, (key, part) => {
        if (key === "column_names") parameters.add(String(part[0]).toLowerCase());
        return part;
      });
      return this.#expression(node.expr, { ...here, parameters });
    }
    const parts = Object.entries(node).map(([name, part]) =>
      name === "subquery" ? whole(this.query((part as { node: Node }).node, here)) : this.#expression(part, here)
    );
    if (kind === "WINDOW") return highest([...parts, ...rowsOf(here)]);
    if (kind === "FUNCTION") return highest([...parts, ...this.#function(node, here)]);
    return highest(parts);
  }

  #function(node: Node, here: Scope): Classification[] {
    const name = String(node.function_name).toLowerCase();
    const macro = this.labels.macros.get(name);
    if (macro !== undefined) return [macro.classification, ...(macro.countsRows ? rowsOf(here) : [])];
    return node.is_operator !== true && countsRows(name) ? rowsOf(here) : [];
  }

  #column(names: readonly string[], here: Scope): Classification {
    const [first, second] = names as [string, string | undefined];
    if (here.parameters.has(first)) return "white";
    const found: Classification[] = [];
    for (const source of here.sources) {
      const own = source.columns?.find((column) => column.name === first);
      if (own) found.push(own.classification);
      if (source.alias !== first && !(source.schema === first && source.alias === second)) continue;
      const member = source.columns?.find((column) => column.name === second);
      found.push(member?.classification ?? whole(source));
    }
    if (here.outputs.has(first)) found.push(here.outputs.get(first)!);
    if (found.length > 0) return highest(found);
    const open = here.sources.filter((source) => source.columns === null).map(whole);
    if (open.length > 0) return highest(open);
    if (here.outer === null) throw new UnclassifiedError(`column ${names.join(".")}`);
    return this.#column(names, here.outer);
  }
}

/** All the rows an aggregate in this place can be of; of the query around where this one has no FROM, as in a macro. */
function rowsOf(here: Scope): Classification[] {
  if (here.sources.length === 0 && here.outer !== null) return rowsOf(here.outer);
  return here.sources.map((source) => source.rows);
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

function list(value: unknown): Node[] {
  return Array.isArray(value) ? value : [];
}

function columnName(entry: unknown): string {
  return String(typeof entry === "string" ? entry : (entry as { column?: string }).column).toLowerCase();
}
