/**
 * The Content Security Policy of the workbench: scripts, styles and data from its own folder alone, nothing written into
 * a page runs, and nothing leaves for another address. `wasm-unsafe-eval` lets DuckDB's WebAssembly be compiled; it
 * allows no JavaScript.
 *
 * In the page, as a folder on a USB stick has no server to say it; in the headers of `--serve` as well, which the
 * worker obeys too.
 */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self' blob:",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
