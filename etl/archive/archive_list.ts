/** What must be known of a loaded file beside its bytes, so that it can be loaded again the same way. */
export interface ArchivedLoad {
  readonly file_id: number;
  readonly file_name: string;
  readonly sha256: string;
  readonly byte_size: number;
  /** ISO, without a zone: UTC. */
  readonly loaded_at: string;
  readonly is_reissue: boolean;
  /** Whether bad rows of it were set aside instead of rejecting it. */
  readonly is_quarantined: boolean;
  /** Files can be read in another order than the one in which they count: the ids of loads follow the reading. */
  readonly first_load_id: number;
}

/** A publication whose manifest an archive keeps. */
export interface ArchivedPublication {
  readonly publication_id: number;
  /** ISO, without a zone: UTC. */
  readonly published_at: string;
  readonly manifest_sha256: string;
  readonly byte_size: number;
}

/** A load that was withdrawn, or put back. */
export interface ArchivedWithdrawal {
  /** Its place in the one order of files and withdrawals. */
  readonly change_id: number;
  readonly file_id: number;
  readonly extract: string;
  readonly sheet: string;
  /** The first day of the month or quarter, `yyyy-mm-dd`; null where a file is the whole list. */
  readonly period: string | null;
  /** ISO, without a zone: UTC. */
  readonly changed_at: string;
  readonly is_undone: boolean;
  readonly why: string;
}

/** What a warehouse was made from, in order: with the files it names, all that is needed to make it again. */
export interface ArchiveList {
  readonly files: readonly ArchivedLoad[];
  readonly publications: readonly ArchivedPublication[];
  /** In their order; missing in the list of an earlier Annexa. */
  readonly withdrawals?: readonly ArchivedWithdrawal[];
  /** What is kept and no warehouse counts, by path below the archive: a writer was killed before it published. */
  readonly not_counted?: readonly string[];
}
