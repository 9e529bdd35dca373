import { EXIT, UserError } from "../base/user_error.ts";

/**
 * Parameters typed as `name=value`.
 *
 * @param words One parameter each
 * @throws {UserError} 2 when one has no `=`, or stands twice
 *
 * @example
 * ```ts
 * import { readParameters } from "./read_parameters.ts";
 * import { deepStrictEqual, throws } from "node:assert/strict";
 * deepStrictEqual(readParameters(["month=2019-07", "reason=a = b"]), new Map([["month", "2019-07"], ["reason", "a = b"]]));
 * throws(() => readParameters(["North"]), /write it as NAME=VALUE/);
 * ```
 */
export function readParameters(words: readonly string[]): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const word of words) {
    const [, name, value] = /^(\w+)=([^]*)$/.exec(word) ?? [];
    if (name === undefined) {
      throw new UserError(
        EXIT.wrongUsage,
        `Cannot read "${word}" as a parameter: write it as NAME=VALUE, such as month=2019-07`,
      );
    }
    if (given.has(name.toLowerCase())) {
      throw new UserError(EXIT.wrongUsage, `Cannot run the query with two values of "${name}": give one of them`);
    }
    given.set(name.toLowerCase(), value!);
  }
  return given;
}
