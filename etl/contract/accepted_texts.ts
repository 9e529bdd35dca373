import { z } from "zod";
import type { Column } from "./column.ts";

/**
 * Lists the texts that an enumeration column accepts, as the contract spells them. Null for any other column.
 *
 * @example
 * ```ts
 * import sr from "../extracts/sr_variance.ts";
 * import { acceptedTexts } from "./accepted_texts.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(acceptedTexts(sr.columns.user_role!), ["IS", "ES", "GS", "RSA", "ED", "GT", "OU"]);
 * deepStrictEqual(acceptedTexts(sr.columns.user_name!), null);
 * ```
 */
export function acceptedTexts({ kind, rule }: Column): readonly string[] | null {
  return kind === "text" && rule instanceof z.ZodEnum ? rule.options.map(String) : null;
}
