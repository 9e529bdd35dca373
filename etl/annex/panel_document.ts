import type { Classification } from "../base/classification.ts";
import type { AnnexTable } from "../tables/table_set.ts";

/** A document for the Panel, described once and written as Markdown, HTML and Word. */
export interface PanelDocument {
  readonly title: string;
  /** What stands under the title in pairs: "Paper Reference" and "SECP_72_1309_22". */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** The class it is marked with on every page. */
  readonly classification: Classification;
  /** Whether its sources are synthetic samples, which it then says first. */
  readonly isSynthetic: boolean;
  /** The first of its month, `yyyy-mm-dd`: the date of its properties, as the clock has no part in it. */
  readonly month: string;
  /** Landscape where tables are wide. */
  readonly orientation: "portrait" | "landscape";
  readonly sections: readonly Section[];
}

/** A heading and what stands under it. */
export interface Section {
  /** Its anchor, unique in the document: lower case letters, digits, underscores and hyphens. */
  readonly id: string;
  readonly heading: string;
  /** 2 for a section, 3 for one inside the section before it. */
  readonly level: 2 | 3;
  readonly blocks: readonly Block[];
  /** The annex's charts that are to stand at its end, by name: `placeCharts` puts them there once they are drawn. */
  readonly charts?: readonly string[];
}

/** One thing in a section. Texts are plain: no format gives any character of them a meaning of its own. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly table: AnnexTable }
  | { readonly kind: "chart"; readonly chart: DrawnChart };

/** A chart already drawn, without frame. */
export interface DrawnChart {
  readonly name: string;
  readonly title: string;
  /** Its alternative text. */
  readonly description: string;
  readonly classification: Classification;
  readonly svg: string;
  readonly png: Uint8Array<ArrayBuffer>;
}
