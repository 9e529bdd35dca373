/**
 * Builds the workbooks of this folder: `deno run -A test/workbooks/build.ts`. Each quirk has one small file, named
 * after it.
 *
 * The other files here define the workbooks: `ordinary.ts` (the usual ones), `hostile.ts` (refused ones),
 * `opendocument.ts` (both, as .ods) and `binary.ts` (formats that a library writes).
 */
import { printHelp } from "../../etl/cli/print_help.ts";
import { binary } from "./binary.ts";
import { hostile } from "./hostile.ts";
import { opendocument } from "./opendocument.ts";
import { ordinary } from "./ordinary.ts";

/** Builds every fixture by file name. The bytes are always the same. */
export function buildWorkbooks(): Readonly<Record<string, Uint8Array>> {
  return { ...ordinary(), ...hostile(), ...opendocument(), ...binary() };
}

if (import.meta.main) {
  printHelp("deno task fixtures\n\n  writes the test workbooks", Deno.args, false);
  for (const [name, bytes] of Object.entries(buildWorkbooks())) {
    await Deno.writeFile(new URL(name, import.meta.url), bytes);
  }
}
