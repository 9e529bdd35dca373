/** How an item of a checklist stands; `person` where no program can tell. */
export type RapStatus = "met" | "not met" | "person";

/** One item of a checklist, with what was found. */
export interface RapItem {
  /** `RAP baseline`, `RAP silver`, `RAP gold`, or the workbook's path for the accessible-spreadsheet checklist. */
  readonly subject: string;
  readonly item: string;
  /** False for what the spreadsheet checklist calls desirable: it fails nothing. */
  readonly isEssential: boolean;
  readonly status: RapStatus;
  /** The file, command or measured fact; for `person`, what is there for the person to judge by. */
  readonly evidence: string;
}

/** An item that a fact decides. */
export function decided(subject: string, item: string, isMet: boolean, evidence: string, isEssential = true): RapItem {
  return { subject, item, isEssential, status: isMet ? "met" : "not met", evidence };
}

/** An item that only a person can attest. */
export function attested(subject: string, item: string, evidence: string, isEssential = true): RapItem {
  return { subject, item, isEssential, status: "person", evidence };
}
