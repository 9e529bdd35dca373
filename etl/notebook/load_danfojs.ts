import { createRequire } from "node:module";

const ENTRY = "danfojs/dist/danfojs-base/index.js";

/**
 * danfojs without its readers and writers of files, which are of no use here, and without mathjs until a median, mode,
 * variance or deviation is asked for: together they are nine tenths of its start.
 *
 * @example
 * ```ts ignore
 * const { DataFrame } = await loadDanfojs();
 * ```
 */
export function loadDanfojs(): Promise<Danfojs> {
  return loaded ??= load();
}

// Once: a closed kernel may look for no file later.
let loaded: Promise<Danfojs> | undefined;

type Danfojs = typeof import("danfojs/dist/danfojs-base/index.js");

async function load(): Promise<Danfojs> {
  const require = createRequire(import.meta.resolve(ENTRY));
  const path = require.resolve("mathjs");
  require.cache[path] ??= module(() => {
    delete require.cache[path];
    return require("mathjs");
  }) as NodeJS.Module;
  return await import("danfojs/dist/danfojs-base/index.js");
}

/** A module that loads another when the first of its exports is used. */
function module(load: () => Record<string, unknown>) {
  let loaded: Record<string, unknown> | undefined;
  return { loaded: true, exports: new Proxy({}, { get: (_, name) => (loaded ??= load())[String(name)] }) };
}
