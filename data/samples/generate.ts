/**
 * Writes the sample inbox: synthetic workbooks that look like the DCC's, whose totals are the published ones.
 *
 * `deno task samples` writes them to `inbox` beside this file. Nothing is random in the end: the same code gives the same
 * bytes.
 *
 * @module
 */
import { join } from "node:path";
import { printHelp } from "../../etl/cli/print_help.ts";
import { allSamples } from "./generator/all_samples.ts";
import { writeSample } from "./generator/write_sample.ts";

/**
 * Writes every sample workbook into a folder, made if need be.
 *
 * @param folder Files of the same names in it are replaced
 * @returns The names of the files written
 */
export async function generateSamples(folder: string): Promise<string[]> {
  await Deno.mkdir(folder, { recursive: true });
  const names: string[] = [];
  for (const workbook of allSamples()) {
    await Deno.writeFile(join(folder, workbook.fileName), await writeSample(workbook));
    names.push(workbook.fileName);
  }
  return names;
}

if (import.meta.main) {
  printHelp("deno task samples\n\n  writes the sample inbox anew", Deno.args, false);
  const folder = join(import.meta.dirname!, "inbox");
  const names = await generateSamples(folder);
  console.error(`Wrote ${names.length} sample workbooks to ${folder}`);
}
