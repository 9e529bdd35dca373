/**
 * The variables a kernel gets from this process, each with its reason. It gets no other: an environment holds passwords and
 * tokens that no cell has to know.
 */
const KEPT: Readonly<Record<string, string>> = {
  HOME: "Deno finds its cache of packages below it",
  USERPROFILE: "as HOME, on Windows",
  LOCALAPPDATA: "as HOME, on Windows",
  XDG_CACHE_HOME: "as HOME, on Linux, where it is set",
  DENO_DIR: "the cache of packages itself, where it is set",
  NPM_CONFIG_REGISTRY: "Deno's cache has one folder for each registry",
  HTTP_PROXY: "the first start fetches packages that are not in the cache",
  HTTPS_PROXY: "as HTTP_PROXY",
  NO_PROXY: "as HTTP_PROXY",
  PATH: "DuckDB's module runs no program by name, but finds the C library's kind with it",
  LD_LIBRARY_PATH: "where DuckDB's library finds the C++ library, on some Linux machines",
  TMPDIR: "temporary files",
  TEMP: "as TMPDIR, on Windows",
  SystemRoot: "no program starts on Windows without it",
};

/**
 * The environment of a kernel: the few variables of this process that Deno itself needs, and those given. A password
 * within an address, such as a proxy's, is left out.
 *
 * @param environment Another one than this process's, in tests
 *
 * @example
 * ```ts
 * import { kernelEnvironment } from "./kernel_environment.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const environment = { HOME: "/home/a", TOKEN: "b", HTTPS_PROXY: "http://a:b@localhost:8080" };
 * deepStrictEqual(kernelEnvironment({ TZ: "UTC" }, environment), {
 *   HOME: "/home/a",
 *   HTTPS_PROXY: "http://localhost:8080",
 *   TZ: "UTC",
 * });
 * ```
 */
export function kernelEnvironment(
  given: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>> = own(),
): Record<string, string> {
  const kept = Object.keys(KEPT).flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value.replace(/^(\w+:\/\/)[^/]*@/, "$1")]];
  });
  return { ...Object.fromEntries(kept), ...given };
}

function own(): Record<string, string | undefined> {
  return Object.fromEntries(Object.keys(KEPT).map((name) => [name, Deno.env.get(name)]));
}
