// Loaded before the program (`deno run --preload`): counts its calls that change files, writes each into the file
// ANNEXA_CALLS where that is set, and kills the process at the call ANNEXA_KILL_AT names: `12 before`, or `12 half`, when
// half of what the call writes is written (or, where it writes nothing, just after it).
import { Buffer } from "node:buffer";

const log = Deno.env.get("ANNEXA_CALLS");
const [at, how] = (Deno.env.get("ANNEXA_KILL_AT") ?? "0 before").split(" ");
const began = performance.now();
let calls = 0;

const die = () => Deno.kill(Deno.pid, "SIGKILL");

/** Says that a call is about to be made; true when it is to be made by half. */
function isHalf(name: string, path: unknown): boolean {
  calls++;
  if (log !== undefined) {
    Deno.writeTextFileSync(log, `${Math.round(performance.now() - began)} ${name} ${path}\n`, { append: true });
  }
  if (calls !== Number(at)) return false;
  if (how === "before") die();
  return true;
}

const real = {
  open: Deno.open,
  copyFile: Deno.copyFile,
  readFile: Deno.readFile,
  writeFileSync: Deno.writeFileSync,
  write: Deno.FsFile.prototype.write,
};
const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1);

Deno.copyFile = async (from, to) => {
  if (isHalf("copyFile", to)) {
    real.writeFileSync(to, half(await real.readFile(from)));
    die();
  }
  return await real.copyFile(from, to);
};
for (const name of ["writeTextFile", "writeFile"] as const) {
  const write = Deno[name] as (path: string | URL, data: unknown, options?: Deno.WriteFileOptions) => Promise<void>;
  Object.assign(Deno, {
    [name]: async (path: string | URL, data: string | Uint8Array, options?: Deno.WriteFileOptions) => {
      if (isHalf(name, path)) {
        real.writeFileSync(path, half(Buffer.from(data as Uint8Array)), { append: options?.append === true });
        die();
      }
      return await write(path, data, options);
    },
  });
}
Deno.FsFile.prototype.write = async function (bytes) {
  if (isHalf("write", "")) {
    await real.write.call(this, half(bytes));
    die();
  }
  return await real.write.call(this, bytes);
};
for (const name of ["rename", "remove", "mkdir", "chmod"] as const) {
  const call = Deno[name] as (...given: unknown[]) => Promise<void>;
  Object.assign(Deno, {
    [name]: async (...given: unknown[]) => {
      const dies = isHalf(name, given[name === "rename" ? 1 : 0]);
      await call(...given);
      if (dies) die();
    },
  });
}
for (const name of ["sync", "truncate"] as const) {
  const call = Deno.FsFile.prototype[name] as (...given: unknown[]) => Promise<void>;
  Object.assign(Deno.FsFile.prototype, {
    [name]: async function (this: Deno.FsFile, ...given: unknown[]) {
      const dies = isHalf(name, "");
      await call.apply(this, given);
      if (dies) die();
    },
  });
}
const removeSync = Deno.removeSync;
Deno.removeSync = (path, options) => {
  const dies = isHalf("removeSync", path);
  removeSync(path, options);
  if (dies) die();
};
Deno.open = async (path, options) => {
  const dies = options?.create === true && isHalf("open", path);
  const file = await real.open(path, options);
  if (dies) die();
  return file;
};
