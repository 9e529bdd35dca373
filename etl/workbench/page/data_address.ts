/// <reference lib="dom" />

/** The address of a file of data beside the page, of the page's own version. */
export function dataAddress(name: "contents.json" | "warehouse.duckdb"): string {
  return new URL(`${name}?${document.body.dataset.version}`, document.baseURI).href;
}
