import type { Classification } from "../classification.ts";
import type { Settings } from "./settings.ts";

/**
 * The settings of a query that the warehouse is opened with, as `openReadOnly` takes them.
 *
 * @example
 * ```ts
 * import { openSettings } from "./open_settings.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(openSettings({ asOf: null, audience: "white" }), { audience: "white" });
 * ```
 */
export function openSettings(
  { asOf, audience }: Pick<Settings, "asOf" | "audience">,
): { readonly asOf?: string; readonly audience?: Classification } {
  return { ...asOf === null ? {} : { asOf }, ...audience === null ? {} : { audience } };
}
