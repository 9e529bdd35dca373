/** One entry of a zip file's central directory. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated; no other method is read. */
  readonly method: 0 | 8;
  readonly crc32: number;
  /** In bytes, as declared: what really comes out is counted when it is inflated. */
  readonly compressedSize: number;
  readonly size: number;
  /** Where the entry's local header begins. */
  readonly offset: number;
}

/** A zip file that breaks a rule; the message is a clause to put after "Cannot read … as …:". */
export class ZipError extends Error {
  override name = "ZipError";
}
