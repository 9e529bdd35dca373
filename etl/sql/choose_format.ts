import { EXIT, UserError } from "../base/user_error.ts";
import { type Format, readFormat } from "./settings.ts";

/** Which format the ending of a file's name asks for. */
const ENDINGS: Readonly<Record<string, Format>> = {
  csv: "csv",
  json: "json",
  md: "markdown",
  txt: "table",
  xlsx: "xlsx",
};

/**
 * The format of an answer: what is asked for, else what the file's name says, else a table for a person at a terminal and
 * CSV for a program behind a pipe.
 *
 * @param given The options as typed
 * @param isTerminal Whether standard output is a terminal
 * @throws {UserError} 2 when there is no such format, two are asked for, or a workbook would go to a terminal
 *
 * @example
 * ```ts
 * import { chooseFormat } from "./choose_format.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(chooseFormat({}, false), "csv");
 * strictEqual(chooseFormat({ out: "users.xlsx" }, true), "xlsx");
 * ```
 */
export function chooseFormat(
  given: { readonly format?: string | undefined; readonly json?: boolean; readonly out?: string | undefined },
  isTerminal: boolean,
): Format {
  const asked = given.format === undefined ? undefined : readFormat(given.format);
  if (given.json && asked !== undefined && asked !== "json") {
    throw new UserError(EXIT.wrongUsage, `Cannot write both --json and --format ${asked}: give one of them`);
  }
  const format = asked ?? (given.json ? "json" : undefined) ?? ofFile(given.out) ?? (isTerminal ? "table" : "csv");
  if (format === "xlsx" && given.out === undefined && isTerminal) {
    throw new UserError(EXIT.wrongUsage, "Cannot show a workbook on a terminal: give --out FILE.xlsx");
  }
  return format;
}

function ofFile(out: string | undefined): Format | undefined {
  if (out === undefined) return undefined;
  const ending = /\.([^./\\]+)$/.exec(out)?.[1]?.toLowerCase() ?? "";
  if (!Object.hasOwn(ENDINGS, ending)) {
    const endings = Object.keys(ENDINGS).map((one) => `.${one}`).join(", ");
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot tell the format of "${out}" from its name: end it in one of ${endings}, or give --format`,
    );
  }
  return ENDINGS[ending];
}
