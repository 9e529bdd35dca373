import { printHelp } from "../../../cli/print_help.ts";
import { compileScanRows } from "./compile_scan_rows.ts";

printHelp("deno task wasm\n\n  compiles the row scanner of large sheets", Deno.args, false);

/** `deno task wasm`: compiles the row scanner. */
await Deno.writeFile(new URL("scan_rows.wasm", import.meta.url), await compileScanRows());
