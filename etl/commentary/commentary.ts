import type { Classification } from "../base/classification.ts";

/** A month's commentary as written: prose whose figures and claims are still to be measured. */
export interface Commentary {
  /** The file, for messages. */
  readonly place: string;
  /** Whether it says before its first section `Sources: synthetic samples`: it is then no commentary on real extracts. */
  readonly isForSamples: boolean;
  readonly sections: readonly CommentarySection[];
}

/** What is said of one report, for those who may see one class. */
export interface CommentarySection {
  readonly line: number;
  readonly reportNumber: number;
  readonly reportName: string;
  readonly classification: Classification;
  readonly blocks: readonly CommentaryBlock[];
  /** Its lines as written, heading included: what is kept to make the annex again. */
  readonly source: string;
}

/** A paragraph, or an item of a list. */
export interface CommentaryBlock {
  readonly kind: "paragraph" | "item";
  readonly parts: readonly Part[];
}

/** What stands in a sentence: words as typed, a figure, or words that hold only while a measure says so. */
export type Part = TypedText | Figure | Assertion | NamedClaim;

/** Words as typed, on one line. */
export interface TypedText {
  readonly kind: "text";
  readonly line: number;
  readonly text: string;
}

interface Measured {
  readonly line: number;
  /** As written between the braces, for messages. */
  readonly source: string;
  /** An SQL condition on the view's rows; null for none. */
  readonly where: string | null;
  readonly filters: readonly string[];
}

/** `{{csr_variance_summary.percent_of_forecast}}` */
export interface Figure extends Measured {
  readonly kind: "figure";
  readonly view: string;
  readonly column: string;
}

/** `{{claim: "above forecast" if csr_variance_summary has percent_of_forecast > 100}}` */
export interface Assertion extends Measured {
  readonly kind: "assertion";
  readonly words: string;
  /** Which rows the condition must hold for: the only one, each, at least one, none. */
  readonly quantifier: "the" | "every" | "some" | "no";
  readonly view: string;
  /** An SQL boolean expression on the view's columns. */
  readonly holds: string;
}

/** `{{claim: first_time_in(6) where subject = 'All CPMs'}}`: words of the view `claim_first_time_in`. */
export interface NamedClaim extends Measured {
  readonly kind: "claim";
  readonly view: string;
  /** What the view's `value` must be; null for whatever is measured. */
  readonly expected: string | null;
}

/** A line of a commentary that cannot stand, and how the build ends for it. */
export interface CommentaryProblem {
  readonly line: number;
  readonly message: string;
  readonly exitCode: 4 | 5 | 6;
}
