import { type FigureRow, MANIFEST, type Manifest } from "./manifest.ts";

/**
 * Compares what a manifest says beside its outputs' hashes with what the annex made again says: a manifest with another
 * figure or source in it vouches for nothing, though every output is equal.
 *
 * @param then The manifest to verify
 * @param now That of the annex made again
 * @returns A line a table with other figures, a line a file that did not stand, a line a field
 *
 * @example
 * ```ts ignore
 * compareRecords(manifest, rebuilt); // [{ path: "manifest.json", what: "says other figures of annex_csr_variance" }]
 * ```
 */
export function compareRecords(then: Manifest, now: Manifest): { readonly path: string; readonly what: string }[] {
  const fields = (["title", "is_synthetic", "commentary"] as const)
    .filter((name) => then[name] !== now[name]).map((name) => `says another ${name}`);
  const [said, made] = [byTable(then.figures), byTable(now.figures)];
  const tables = [...new Set([...said.keys(), ...made.keys()])]
    .filter((table) => said.get(table) !== made.get(table)).map((table) => `says other figures of ${table}`);
  const standing = new Set(now.files.map(source));
  const named = new Set(then.files.map(source));
  const files = [
    ...then.files.filter((file) => !standing.has(source(file))).map(({ file_id, name }) =>
      `names file ${file_id} "${name}", which did not stand so in this warehouse`
    ),
    ...now.files.filter((file) => !named.has(source(file))).map(({ file_id, name }) =>
      `does not name file ${file_id} "${name}", which stood in this warehouse`
    ),
  ];
  return [...fields, ...tables, ...files].map((what) => ({ path: MANIFEST, what }));
}

function byTable(figures: readonly FigureRow[]): Map<string, string> {
  return new Map(
    [...Map.groupBy(figures, ({ table }) => table)].map(([table, rows]) => [table, JSON.stringify(rows)]),
  );
}

function source({ file_id, name, sha256, load_ids }: Manifest["files"][number]): string {
  return JSON.stringify([file_id, name, sha256, load_ids]);
}
