/**
 * Writes the sample inbox: synthetic workbooks that look like the DCC's, whose totals are the published ones.
 *
 * `deno task samples` writes them to `inbox` beside this file. Nothing is random in the end: the same code gives the same
 * bytes.
 *
 * @module
 */
import { join } from "node:path";
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
  if (Deno.args.length > 0) {
    console.error("Cannot take an argument: `deno task samples` writes the sample inbox anew");
    Deno.exit(2);
  }
  const folder = join(import.meta.dirname!, "inbox");
  const names = await generateSamples(folder);
  console.error(`Wrote ${names.length} sample workbooks to ${folder}`);
}
