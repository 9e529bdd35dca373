// Loaded before the program (`deno run --preload`): counts its calls that change files, writes each into the file
// ANNEXA_CALLS where that is set, and kills the process at the call ANNEXA_KILL_AT names: `12 before`, or `12 half`, when
// half of what the call writes is written (or, where it writes nothing, just after it). `12 SIGINT` sends that signal and
// goes on, as the process does when it is asked to end.
import { Buffer } from "node:buffer";

const log = Deno.env.get("ANNEXA_CALLS");
const [at, how] = (Deno.env.get("ANNEXA_KILL_AT") ?? "0 before").split(" ");
const began = performance.now();
const { copyFile, readFile, writeFileSync, writeTextFileSync } = Deno;
const { write, writeSync } = Deno.FsFile.prototype;
let calls = 0;

const die = () => Deno.kill(Deno.pid, "SIGKILL");
const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1);

/** Says that a call is about to be made; true when it is to be made by half. */
function isHalf(name: string, path: unknown): boolean {
  calls++;
  if (log !== undefined) {
    writeTextFileSync(log, `${Math.round(performance.now() - began)} ${name} ${path}\n`, { append: true });
  }
  if (calls !== Number(at)) return false;
  if (how === "half") return true;
  if (how === "before") die();
  else Deno.kill(Deno.pid, how as Deno.Signal);
  return false;
}

/** Counts calls of a function, which may give a promise, and dies just after the one that is made by half. */
function count<Given extends unknown[]>(
  holder: object,
  name: string,
  isCounted: (...given: Given) => boolean = () => true,
): void {
  const call = (holder as Record<string, (...given: Given) => unknown>)[name]!;
  Object.assign(holder, {
    [name](this: unknown, ...given: Given) {
      const dies = isCounted(...given) && isHalf(name, given[/^rename/.test(name) ? 1 : 0]);
      const answer = call.apply(this, given);
      if (!dies) return answer;
      if (!(answer instanceof Promise)) return die();
      return answer.then(die);
    },
  });
}

for (const name of ["rename", "remove", "mkdir", "chmod", "makeTempDir"]) {
  count(Deno, name);
  count(Deno, `${name}Sync`);
}
const isMade = (_path: unknown, options?: Deno.OpenOptions) => options?.create === true;
count(Deno, "open", isMade);
count(Deno, "openSync", isMade);
for (const name of ["sync", "truncate"]) count(Deno.FsFile.prototype, name);

Deno.copyFile = async (from, to) => {
  if (isHalf("copyFile", to)) {
    writeFileSync(to, half(await readFile(from)));
    die();
  }
  return await copyFile(from, to);
};
for (const name of ["writeTextFile", "writeFile"] as const) {
  const call = Deno[name] as (path: string | URL, data: unknown, options?: Deno.WriteFileOptions) => Promise<void>;
  Object.assign(Deno, {
    [name]: async (path: string | URL, data: string | Uint8Array, options?: Deno.WriteFileOptions) => {
      if (isHalf(name, path)) {
        writeFileSync(path, half(Buffer.from(data as Uint8Array)), { append: options?.append === true });
        die();
      }
      return await call(path, data, options);
    },
  });
}
Deno.FsFile.prototype.write = async function (bytes) {
  if (isHalf("write", "")) {
    writeSync.call(this, half(bytes));
    die();
  }
  return await write.call(this, bytes);
};
Deno.FsFile.prototype.writeSync = function (bytes) {
  if (isHalf("writeSync", "")) {
    writeSync.call(this, half(bytes));
    die();
  }
  return writeSync.call(this, bytes);
};
