import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { houseFonts } from "../text/house_fonts.ts";
import type { Classification } from "../base/classification.ts";
import { type AudienceWarehouse, writeAudienceWarehouse } from "../export/audience_warehouse.ts";
import { sha256, writeFolder } from "../export/write_folder.ts";
import { bundlePage } from "./bundle_page.ts";
import { markingCss, pageHtml } from "./page_html.ts";
import { readContents } from "./read_contents.ts";

/** DuckDB's own worker and engine, as the package has them. */
const ENGINE = ["duckdb-browser-eh.worker.js", "duckdb-eh.wasm"];

/**
 * Writes the workbench of an audience: a folder that any plain static server can serve, with the audience's warehouse, a
 * page, and everything the page needs.
 *
 * @param folder Where it shall stand; an earlier workbench there is replaced
 * @param onProgress Called before each step
 * @throws {UserError} as {@linkcode writeAudienceWarehouse} and {@linkcode writeFolder}
 */
export async function writeWorkbench(
  warehouse: string,
  folder: string,
  audience: Classification,
  onProgress: (step: string) => void,
): Promise<AudienceWarehouse> {
  let copy: AudienceWarehouse | undefined;
  await writeFolder(folder, "workbench", async (draft) => {
    onProgress(`Writing the ${audience} warehouse`);
    const path = join(draft, "warehouse.duckdb");
    copy = await writeAudienceWarehouse(warehouse, path, audience);
    onProgress("Bundling the page");
    await bundlePage(draft);
    const contents = await readContents(path, copy);
    await Deno.writeTextFile(join(draft, "contents.json"), JSON.stringify(contents));
    await Deno.writeTextFile(join(draft, "index.html"), pageHtml(contents, await sha256(path)));
    await Deno.writeTextFile(join(draft, "marking.css"), markingCss(contents));
    await Deno.copyFile(fileURLToPath(new URL("./page/style.css", import.meta.url)), join(draft, "style.css"));
    for (const { weight, bytes } of await houseFonts()) {
      await Deno.writeFile(join(draft, `public-sans-${weight}.ttf`), bytes);
    }
    // Bundling made Deno fetch the package: its files resolve to paths.
    for (const name of ENGINE) {
      await Deno.copyFile(fileURLToPath(import.meta.resolve(`@duckdb/duckdb-wasm/dist/${name}`)), join(draft, name));
    }
    return {
      audience,
      is_synthetic: copy.isSynthetic,
      warehouse: { name: basename(warehouse), sha256: await sha256(warehouse) },
    };
  });
  return copy!;
}
