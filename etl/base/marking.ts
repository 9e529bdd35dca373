import type { Classification } from "./classification.ts";

/** How a document of one class is marked. */
export interface Marking {
  /** The class as people write it: "White". */
  readonly label: string;
  /** The sentence every document of the class carries. */
  readonly statement: string;
  /** The paper the wording was taken from. */
  readonly source: string;
  /** False when the wording beyond the class's name is from memory and waits for the Panel Information Policy. */
  readonly isVerified: boolean;
}

const CLASSIFIED_AS = (label: string) =>
  `This document is classified as ${label} in accordance with the Panel Information Policy.`;

/**
 * The wording of each class under the Panel Information Policy: change it here and every format follows.
 *
 * @example
 * ```ts
 * import { MARKINGS } from "./marking.ts";
 * import { match } from "node:assert/strict";
 * match(MARKINGS.white.statement, /^This document is classified as White in accordance with the Panel Information Policy\./);
 * ```
 */
export const MARKINGS: Readonly<Record<Classification, Marking>> = {
  white: {
    label: "White",
    statement: `${CLASSIFIED_AS("White")} Information can be shared with the public, and any members may publish the ` +
      "information, subject to copyright.",
    source: "SECP_54_0903_14",
    isVerified: true,
  },
  green: {
    label: "Green",
    statement: `${CLASSIFIED_AS("Green")} Information can be shared with SEC Parties, but is not for publication.`,
    source: "unverified",
    isVerified: false,
  },
  amber: {
    label: "Amber",
    statement: `${CLASSIFIED_AS("Amber")} It is controlled to the SEC Panel only.`,
    source: "SECP_54_0903_14",
    isVerified: true,
  },
  red: {
    label: "Red",
    statement: `${CLASSIFIED_AS("Red")} Its distribution is limited to the SEC Panel only.`,
    source: "SECP_72_1309_22",
    isVerified: true,
  },
};

/** What every output made from the samples says, so that no figure of theirs is taken for the DCC's. */
export const SYNTHETIC_NOTICE =
  "Synthetic data: made from generated sample workbooks, not from extracts of the DCC. Do not rely on any figure.";
