import { houseFonts } from "../text/house_fonts.ts";
import { frame } from "./frame.ts";
import { loadDanfojs } from "./load_danfojs.ts";
import "./notebook_api.ts";
import { rows } from "./rows.ts";

const PERMISSIONS = ["run", "write", "net", "ffi", "env", "sys", "import", "read"] as const;

/** What the cells of a notebook will use. */
export interface KernelUse {
  /** Charts. */
  readonly hasCharts: boolean;
  /** DataFrames. */
  readonly hasFrames: boolean;
  /** And what needs mathjs of them: a median, mode, variance or deviation. */
  readonly hasMathjs: boolean;
}

/**
 * Takes every permission from the kernel it runs in, for good: from then on code there can read and write no file, open no
 * connection, start no process and see no environment. Deno starts every kernel with all permissions and takes no list of
 * them; what is given up there cannot be had again.
 *
 * What the notebook API reads, it reads before: its modules, the warehouse it answers from, fonts, and danfojs.
 *
 * DuckDB's library is native and heeds no permission of Deno: what keeps cells from it is
 * {@linkcode forbiddenCode}, and that the warehouse it has open holds nothing above the audience.
 *
 * @throws {UserError} When the warehouse cannot be opened
 *
 * @example
 * ```ts ignore
 * await closeKernel({ hasCharts: true, hasFrames: true, hasMathjs: false });
 * ```
 */
export async function closeKernel({ hasCharts, hasFrames, hasMathjs }: KernelUse): Promise<void> {
  await Promise.all([
    import("../sql/name_candidates.ts"),
    import("../sql/query_error.ts"),
    rows("select 1 as one"),
    ...hasCharts ? [import("vega"), import("vega-lite"), houseFonts()] : [],
    ...hasFrames ? [frame("select 1 as one")] : [],
  ]);
  if (hasMathjs) new (await loadDanfojs()).Series([1, 2]).median();
  for (const name of PERMISSIONS) await Deno.permissions.revoke({ name });
}
