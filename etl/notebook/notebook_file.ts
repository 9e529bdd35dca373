/** What a cell printed or displayed, in the form the notebook file keeps it (nbformat 4). */
export type Output =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: string[] }
  | { readonly output_type: "display_data"; readonly data: MimeBundle; readonly metadata: Record<string, unknown> }
  | {
    readonly output_type: "execute_result";
    readonly execution_count: number;
    readonly data: MimeBundle;
    readonly metadata: Record<string, unknown>;
  };

/** The same thing in several formats by media type; a reader picks the richest it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** A cell of a notebook. `source` is its whole text. */
export interface NotebookCell {
  readonly id: string;
  readonly kind: "code" | "markdown" | "raw";
  readonly source: string;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A notebook's content, without outputs. */
export interface Notebook {
  /** The file's name. */
  readonly name: string;
  readonly cells: readonly NotebookCell[];
  readonly metadata: Readonly<Record<string, unknown>>;
}
