import { join } from "node:path";
import { parseClassification } from "../base/classification.ts";
import { COMMON, defineCommand } from "../cli/command.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** `workbench`: the warehouse, the queries and an SQL editor as a folder for the browser. */
export const workbench = defineCommand({
  summary: "writes a folder for the browser: dashboard, queries and SQL editor over what an audience may see",
  usage: "[--audience CLASS] [--out DIR] [--serve] [--port N] [--warehouse FILE] [--json]",
  options: {
    audience: COMMON.audience,
    out: { ...COMMON.out, help: "writes DIR/workbench/CLASS; an earlier workbench there is replaced" },
    serve: { type: "boolean", default: false, help: "serves it to this machine until Ctrl-C" },
    port: { type: "string", value: "N", default: "8080", help: "with --serve: the port; 0 takes a free one" },
    warehouse: COMMON.warehouse,
    json: COMMON.json,
  },
  positionals: 0,
  examples: [
    ["deno task workbench --serve", "writes out/workbench/white and prints the address to open"],
    ["deno task workbench --audience amber --out /media/stick", "for a USB stick: any static server can serve it"],
  ],
  run: async ({ values }) => {
    const audience = parseClassification(values.audience);
    const port = readPort(values.port);
    const folder = join(values.out, "workbench", audience);
    const { writeWorkbench } = await import("../workbench/write_workbench.ts");
    const { ProgressLine } = await import("../cli/progress_line.ts");
    using progress = new ProgressLine();
    const copy = await writeWorkbench(values.warehouse, folder, audience, (step) => progress.show(step));
    progress.clear();
    const views = copy.relations.filter(({ schema }) => schema === "main").length;
    console.error(`Wrote the ${audience} workbench: ${views} queries; ${copy.withheld.length} are above it`);
    if (!values.serve) {
      console.log(values.json ? JSON.stringify({ audience, folder, queries: views }, null, 2) : folder);
      return EXIT.done;
    }
    const { serveFolder } = await import("../workbench/serve_folder.ts");
    await using served = await serve(serveFolder, folder, port);
    console.log(values.json ? JSON.stringify({ audience, folder, address: served.address }) : served.address);
    console.error("Serving it to this machine; Ctrl-C ends it");
    await served.finished;
    return EXIT.done;
  },
});

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new UserError(EXIT.wrongUsage, `Cannot serve on port "${text}": give a number from 0 to 65535`);
}

async function serve(
  serveFolder: typeof import("../workbench/serve_folder.ts").serveFolder,
  folder: string,
  port: number,
) {
  try {
    return await serveFolder(folder, port);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new UserError(EXIT.busy, `Cannot serve on port ${port} because a program uses it: give another --port, or 0`);
  }
}
