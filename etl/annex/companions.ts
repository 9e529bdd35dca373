import type { PanelDocument } from "./panel_document.ts";

/** The documents that may stand beside Annex A, by the name of their files: the covering paper, the OPSG's headlines. */
export const COMPANIONS = ["paper", "headlines"] as const;

/** Those of an annex. */
export type Companions = Readonly<Partial<Record<typeof COMPANIONS[number], PanelDocument>>>;
