import type { Classification } from "./classification.ts";

/** The marking of a document of one class. */
export interface Marking {
  /** The written name of the class: "White". */
  readonly label: string;
  /** The sentence in every document of the class. */
  readonly statement: string;
  /** The paper that the wording comes from. */
  readonly source: string;
  /** False when the wording was not checked against the Panel Information Policy. */
  readonly isVerified: boolean;
}

const CLASSIFIED_AS = (label: string) =>
  `This document is classified as ${label} in accordance with the Panel Information Policy.`;

/**
 * The wording of each class under the Panel Information Policy.
 *
 * Every output format takes its wording from here.
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

/** The notice in every output made from the samples, so that nobody takes a sample figure for one of the DCC. */
export const SYNTHETIC_NOTICE =
  "Synthetic data: made from generated sample workbooks, not from extracts of the DCC. Do not rely on any figure.";
