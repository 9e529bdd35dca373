/** What the part of the address after `#` says: which page, and on it what. */
export interface Address {
  readonly page: "month" | "ask";
  readonly sql: string;
  /** `yyyy-mm`; "" for all months, or for the latest on the month's page. */
  readonly month: string;
  /** "" for all. */
  readonly region: string;
  readonly show: "table" | "chart";
}

/**
 * Reads an address as {@linkcode writeAddress} writes it; whatever is not understood is as if it were not there.
 *
 * @example
 * ```ts
 * import { readAddress } from "./address.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(readAddress("#sql=from+breach_streaks").sql, "from breach_streaks");
 * strictEqual(readAddress("").page, "month");
 * ```
 */
export function readAddress(hash: string): Address {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const month = fields.get("month") ?? "";
  return {
    page: fields.has("sql") || fields.has("ask") ? "ask" : "month",
    sql: fields.get("sql") ?? "",
    month: /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : "",
    region: fields.get("region") ?? "",
    show: fields.get("show") === "chart" ? "chart" : "table",
  };
}

/**
 * An address as a link: with its query in it, so that a bookmark or a message keeps the question.
 *
 * @example
 * ```ts
 * import { readAddress, writeAddress } from "./address.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const address = { page: "ask", sql: "select '&#' as a", month: "2019-07", region: "North", show: "chart" } as const;
 * deepStrictEqual(readAddress(writeAddress(address)), address);
 * ```
 */
export function writeAddress({ page, sql, month, region, show }: Address): string {
  const fields = new URLSearchParams();
  if (page === "ask") fields.set(sql === "" ? "ask" : "sql", sql);
  if (month !== "") fields.set("month", month);
  if (region !== "") fields.set("region", region);
  if (page === "ask" && show === "chart") fields.set("show", "chart");
  return `#${fields.toString().replace(/^ask=(?=&|$)/, "ask")}`;
}
