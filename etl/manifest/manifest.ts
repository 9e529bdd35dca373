import type { Value } from "../db/value.ts";
import type { HashedFile } from "../files/hash_file.ts";
import type { Classification } from "../base/classification.ts";

/** One row of an annex table as it was published. */
export interface FigureRow {
  /** The view. */
  readonly table: string;
  /** The row's key, by column; the annex month left out. */
  readonly key: Readonly<Record<string, Value>>;
  /** Every column shown, unrounded. */
  readonly values: Readonly<Record<string, Value>>;
}

/** An executed copy of a notebook, or its page. */
export interface HashedNotebook extends HashedFile {
  /** Of the notebook it was executed from. */
  readonly source_sha256: string;
  /** Of all else its answers depend on, beside the month: the warehouse's content, the audience, the day, the program. */
  readonly inputs_sha256: string;
}

/**
 * What an annex was made from and what it says: enough to make it again byte for byte, and to tell what has changed since.
 * The same annex has the same manifest: it holds no moment of its own.
 */
export interface Manifest {
  readonly format: "annexa-manifest-1";
  /** The first of the annex month, `yyyy-mm-dd`. */
  readonly month: string;
  readonly audience: Classification;
  readonly title: string;
  readonly is_synthetic: boolean;
  /** The day of `--as-of`; null where everything known counted. */
  readonly as_of: string | null;
  /** The last file known when it was made: what came later is left out when it is made again. */
  readonly last_file_id: number;
  /** Of the program's text: another program can write the same figures in other bytes. */
  readonly program_sha256: string;
  /** The queries, macros, contracts and reference files that say what the figures mean. */
  readonly definitions: readonly { readonly kind: string; readonly name: string; readonly sha256: string }[];
  /** The files whose loads stood when it was made. */
  readonly files: readonly {
    readonly file_id: number;
    readonly name: string;
    readonly sha256: string;
    readonly loaded_at: string;
    readonly load_ids: readonly number[];
  }[];
  /** The text the paper's commentary was rendered from, as far as the audience may see it; null for none. */
  readonly commentary: string | null;
  readonly figures: readonly FigureRow[];
  /** The files written, by path below the annex's folder. */
  readonly outputs: readonly HashedFile[];
  /** The notebooks executed with it, by path below the annex's folder; none where they were left out. */
  readonly notebooks: readonly HashedNotebook[];
}

/** The name of the manifest in an annex's folder. */
export const MANIFEST = "manifest.json";
