import type { Classification } from "../base/classification.ts";

/** A query of the project, as the workbench lists it. */
export interface ListedQuery {
  readonly name: string;
  /** The folder of its file below `queries/`; `generated` where it has none. */
  readonly group: string;
  readonly classification: Classification;
  readonly grain: string | null;
  readonly units: string | null;
  readonly source: string | null;
  readonly release: string | null;
  /** What its file says of it before its header, in sentences. */
  readonly about: string;
  readonly columns: readonly string[];
  /** Its SQL with its header. */
  readonly sql: string;
}

/** What the pickers offer, newest month first, as `yyyy-mm`. */
export interface Choices {
  /** Months of the month's page. */
  readonly annexMonths: readonly string[];
  /** The month it opens on; empty when nothing is loaded. */
  readonly latest: string;
  /** Months any file is of. */
  readonly months: readonly string[];
  readonly regions: readonly string[];
}

/** What stands in the audience's warehouse, written beside it as `contents.json` so that the page can show it at once. */
export interface Contents {
  readonly audience: Classification;
  readonly label: string;
  readonly statement: string;
  /** What the page says of synthetic data; null for data of the DCC. */
  readonly syntheticNotice: string | null;
  readonly choices: Choices;
  readonly queries: readonly ListedQuery[];
  /** Views above the audience's class, by name. */
  readonly withheld: readonly { readonly name: string; readonly classification: Classification }[];
  /** Columns by table and view, as a query spells them: for completion. */
  readonly relations: Readonly<Record<string, readonly string[]>>;
  readonly functions: readonly string[];
  readonly keywords: readonly string[];
}
