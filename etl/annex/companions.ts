import type { PanelDocument, Section } from "./panel_document.ts";

/** The documents that may stand beside Annex A, by the name of their files: the covering paper, the OPSG's headlines. */
export const COMPANIONS = ["paper", "headlines"] as const;

/** Those of an annex, and what its authors say of its reports, which stands in the annex itself after its first table. */
export type Companions =
  & Readonly<Partial<Record<typeof COMPANIONS[number], PanelDocument>>>
  & { readonly commentary?: readonly Section[] };
