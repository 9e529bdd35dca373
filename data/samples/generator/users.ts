/** A synthetic User: its EUI-64 like identifier, its name and its one User role. */
export interface SampleUser {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

const ROLES = ["IS", "ES", "GS", "RSA", "IS", "GS", "ED", "GT", "OU"] as const;

/**
 * The synthetic Users every sample draws on, `User 001` onwards: the same User has the same identifier in every extract.
 *
 * @param count How many, at most 4096
 *
 * @example
 * ```ts
 * import { sampleUsers } from "./users.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(sampleUsers(1)[0]?.id, "90-B3-D5-1F-30-01-00-00");
 * ```
 */
export function sampleUsers(count: number): SampleUser[] {
  return Array.from({ length: count }, (_, index) => ({
    id: eui64("90-B3-D5-1F-30-01", index),
    name: `User ${String(index + 1).padStart(3, "0")}`,
    role: ROLES[index % ROLES.length]!,
  }));
}

/**
 * An identifier shaped like an EUI-64: a prefix and a number in the octets that are left.
 *
 * @param prefix Up to seven octets, `90-B3-D5-1F-30-01`
 * @throws {RangeError} when the number needs more octets than are left
 *
 * @example
 * ```ts
 * import { eui64 } from "./users.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(eui64("90-B3-D5-1F-30", 258), "90-B3-D5-1F-30-00-01-02");
 * ```
 */
export function eui64(prefix: string, number: number): string {
  const octets = 8 - prefix.split("-").length;
  if (number >= 256 ** octets) throw new RangeError(`Cannot fit ${number} into the ${octets} octets after ${prefix}`);
  const digits = number.toString(16).toUpperCase().padStart(octets * 2, "0");
  return `${prefix}-${digits.match(/../g)!.join("-")}`;
}
