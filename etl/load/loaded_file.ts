import type { FileResult } from "./load_file.ts";
import type { SourceFile } from "./source_file.ts";

/** A file whose rows are in the tables. */
export interface LoadedFile {
  readonly file: SourceFile;
  readonly result: FileResult;
}
