/** One entry of a zip file's central directory. */
export interface ZipEntry {
  readonly name: string;
  /** 0 is stored, 8 is deflated. No other method is supported. */
  readonly method: 0 | 8;
  readonly crc32: number;
  /** In bytes, as declared. The real size is counted when the entry is inflated. */
  readonly compressedSize: number;
  readonly size: number;
  /** Where the entry's local header begins. */
  readonly offset: number;
}

/** A zip file that breaks a rule. The message is a clause to put after "Cannot read … as …:". */
export class ZipError extends Error {
  override name = "ZipError";
}
