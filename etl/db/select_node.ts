import type { Node } from "./parse_sql.ts";

/**
 * Whether something SELECTed can make more columns than one: `columns(…)` within it, or the fields of a struct.
 *
 * @example
 * ```ts
 * import { isSeveral } from "./select_node.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const column = { class: "COLUMN_REF", column_names: ["user"] };
 * const unnested = { class: "FUNCTION", function_name: "unnest", children: [column] };
 * deepStrictEqual([column, unnested].map(isSeveral), [false, true]);
 * ```
 */
export function isSeveral(item: Node): boolean {
  if (item.class === "FUNCTION" && String(item.function_name).toLowerCase() === "unnest") {
    const [child, ...more] = list(item.children);
    return more.length > 0 || !/^(list_value|generate_series|range|string_split)$/.test(String(child?.function_name));
  }
  let isStarred = false;
  JSON.stringify(item, (name, value) => {
    if (name === "subquery") return undefined;
    isStarred ||= value?.class === "STAR";
    return value;
  });
  return isStarred;
}

/** Whether of rows alike in some columns only the first is left. */
export function isDistinctOn(node: Node): boolean {
  return list(node.modifiers).some(({ distinct_on_targets }) => list(distinct_on_targets).length > 0);
}

/** Whether only some of the rows are left. */
export function isLimited(node: Node): boolean {
  return list(node.modifiers).some(({ type }) => String(type).startsWith("LIMIT"));
}

/** What a query orders its rows by. */
export function orders(node: Node): Node[] {
  return list(node.modifiers).flatMap((modifier) => list(modifier.orders)).map((order) => order.expression as Node);
}

/** Whether something to order or group by is the place of a column rather than its name. */
export function isConstant(node: Node): boolean {
  return node.class === "CONSTANT" || node.class === "PARAMETER";
}

/** Part of the tree that is a list of nodes; none where it is anything else. */
export function list(value: unknown): Node[] {
  return Array.isArray(value) ? value : [];
}
