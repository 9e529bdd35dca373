/**
 * Builds the workbooks of this folder, one tiny file a quirk, named for it: `deno run -A test/workbooks/build.ts`.
 *
 * What a workbook holds is written in the files beside this one: `ordinary.ts` (what people send), `hostile.ts` (what
 * must be refused), `opendocument.ts` (both, as .ods) and `binary.ts` (formats a library writes).
 */
import { printHelp } from "../../etl/cli/print_help.ts";
import { binary } from "./binary.ts";
import { hostile } from "./hostile.ts";
import { opendocument } from "./opendocument.ts";
import { ordinary } from "./ordinary.ts";

/** Every fixture by its file name, always the same bytes. */
export function buildWorkbooks(): Readonly<Record<string, Uint8Array>> {
  return { ...ordinary(), ...hostile(), ...opendocument(), ...binary() };
}

if (import.meta.main) {
  printHelp("deno task fixtures\n\n  writes the test workbooks anew", Deno.args, false);
  for (const [name, bytes] of Object.entries(buildWorkbooks())) {
    await Deno.writeFile(new URL(name, import.meta.url), bytes);
  }
}
