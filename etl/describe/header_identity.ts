import { normaliseHeader } from "../contract/normalise_header.ts";

/** Signs that distinguish headers with the same words. */
const SIGNS = /[%\u2030\u00a3$\u20ac#]|^\s*[-+]|[-+]\s*$/g;

/**
 * Reduces a header to the characters that identify it. It keeps letters and digits as contracts compare them, and signs
 * such as `%`, because `Change` and `Change %` are different columns.
 *
 * @example
 * ```ts
 * import { headerIdentity } from "./header_identity.ts";
 * import { notStrictEqual, strictEqual } from "node:assert/strict";
 * notStrictEqual(headerIdentity("Change"), headerIdentity("Change %"));
 * strictEqual(headerIdentity("User ID"), headerIdentity("user id:"));
 * ```
 */
export function headerIdentity(header: string): string {
  return normaliseHeader(header) +
    (header.normalize("NFKC").match(SIGNS) ?? []).map((sign) => sign.trim()).sort().join("");
}
