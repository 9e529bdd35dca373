/**
 * The processes that have a folder among their arguments or in their environment: what a program in it has started.
 * Linux only; elsewhere none are found.
 *
 * @returns Their ids
 */
export async function processesOf(folder: string): Promise<number[]> {
  const found: number[] = [];
  if (Deno.build.os !== "linux") return found;
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name) || Number(name) === Deno.pid) continue;
    const texts = await Promise.all(
      ["cmdline", "environ"].map((file) => Deno.readTextFile(`/proc/${name}/${file}`).catch(() => "")),
    );
    if (texts.some((text) => text.includes(folder))) found.push(Number(name));
  }
  return found;
}
