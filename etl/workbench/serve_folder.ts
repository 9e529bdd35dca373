import { extname, join, resolve, sep } from "node:path";
import { CONTENT_POLICY } from "./content_policy.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".duckdb": "application/octet-stream",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

/** A folder being served. */
export interface ServedFolder extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/`. */
  readonly address: string;
  readonly finished: Promise<void>;
}

/**
 * Serves the files of a folder to this machine alone, on 127.0.0.1: no listing, nothing outside the folder, no link
 * followed out of it, and no request that names another host (a page elsewhere that got its name to point here).
 *
 * @param port 0 takes a free one
 *
 * @example
 * ```ts
 * import { serveFolder } from "./serve_folder.ts";
 * import { strictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/index.html`, "<p>hello");
 * {
 *   await using served = await serveFolder(folder, 0);
 *   strictEqual(await (await fetch(served.address)).text(), "<p>hello");
 * }
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function serveFolder(folder: string, port: number): Promise<ServedFolder> {
  const root = await Deno.realPath(folder);
  const server = Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, (request) => answer(root, request));
  return {
    address: `http://127.0.0.1:${server.addr.port}/`,
    finished: server.finished,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function answer(root: string, request: Request): Promise<Response> {
  const { pathname, hostname } = new URL(request.url);
  if (hostname !== "127.0.0.1" && hostname !== "localhost") return refusal(421, "Misdirected request");
  if (request.method !== "GET" && request.method !== "HEAD") return refusal(405, "Only GET and HEAD");
  const path = await find(root, pathname);
  if (path === null) return refusal(404, "Not found");
  const { size } = await Deno.stat(path);
  const headers = new Headers({
    "accept-ranges": "bytes",
    "cache-control": "no-cache",
    "content-length": String(size),
    "content-security-policy": CONTENT_POLICY,
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  const asked = request.headers.get("range");
  const range = asked === null ? null : readRange(asked, size);
  if (range === undefined) {
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${size}` } });
  }
  if (range !== null) {
    headers.set("content-range", `bytes ${range.first}-${range.last}/${size}`);
    headers.set("content-length", String(range.last - range.first + 1));
  }
  const status = range === null ? 200 : 206;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  return new Response(await read(path, range), { status, headers });
}

/** The file a path names; null when there is none, it is a folder, or it is not below the root. */
async function find(root: string, pathname: string): Promise<string | null> {
  try {
    const name = decodeURIComponent(pathname);
    if (name.includes("\0") || name.split(/[/\\]/).some((part) => part.startsWith("."))) return null;
    const path = await Deno.realPath(resolve(join(root, name.endsWith("/") ? `${name}index.html` : name)));
    return path.startsWith(root + sep) && (await Deno.stat(path)).isFile ? path : null;
  } catch {
    return null;
  }
}

/** @returns null for a form of range that is not known, to be ignored; undefined for one outside the file */
function readRange(header: string, size: number): { first: number; last: number } | null | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header);
  if (found === null || (found[1] === "" && found[2] === "")) return null;
  const first = found[1] === "" ? Math.max(0, size - Number(found[2])) : Number(found[1]);
  const last = found[1] === "" || found[2] === "" ? size - 1 : Math.min(size - 1, Number(found[2]));
  return first <= last ? { first, last } : undefined;
}

async function read(path: string, range: { first: number; last: number } | null): Promise<BodyInit> {
  const file = await Deno.open(path);
  if (range === null) return file.readable;
  try {
    await file.seek(range.first, Deno.SeekMode.Start);
    const bytes = new Uint8Array(range.last - range.first + 1);
    let filled = 0;
    while (filled < bytes.length) {
      const count = await file.read(bytes.subarray(filled));
      if (count === null) break;
      filled += count;
    }
    return bytes;
  } finally {
    file.close();
  }
}

function refusal(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
