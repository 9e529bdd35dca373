// Loads into a warehouse on a disk with ever more room, from none to enough, and says how each load ended. The folder given
// is on a small file system of its own.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { csr } from "../load/fixture.ts";

const [folder, inbox] = Deno.args as [string, string];
const warehouse = join(folder, "warehouse.duckdb");
const load = async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "etl/main.ts", "load", "--inbox", inbox, "--warehouse", warehouse],
    stdout: "null",
  }).output();
  return { code, message: new TextDecoder().decode(stderr).trimEnd().split("\n").at(-1)! };
};
const hash = async () => createHash("sha256").update(await Deno.readFile(warehouse)).digest("hex");
const names = () => [...Deno.readDirSync(folder)].map(({ name }) => name).sort().join(" ");

const users = (month: string, count: number) =>
  csr(
    ...Array.from({ length: count }, (_, i): [string, string, string, string] => [month, `U${i * 7919}`, "1", `${i}`]),
  );
await Deno.writeTextFile(join(inbox, "june.csv"), users("2019-06", 10));
if ((await load()).code !== 0) throw new Error("the first load");
await Deno.writeTextFile(join(inbox, "july.csv"), users("2019-07", 60_000));
const before = await hash();
const ballast = join(folder, "ballast");
const size = (await Deno.stat(warehouse)).size;
const endings: unknown[] = [];
for (const room of [0, 0.02, 0.5, 0.98, 1.0, 1.05, 1.15, 1.3, 1.6, 3]) {
  await Deno.remove(ballast).catch(() => {});
  const free = await freeBytes();
  await Deno.writeFile(ballast, new Uint8Array(Math.max(0, free - Math.round(size * room))));
  const { code, message } = await load();
  endings.push({ room, code, message, isSame: await hash() === before, names: names() });
  if (code === 0) break;
}
console.log(JSON.stringify(endings));

async function freeBytes(): Promise<number> {
  const { stdout } = await new Deno.Command("df", { args: ["--output=avail", "-B1", folder] }).output();
  return Number(new TextDecoder().decode(stdout).trim().split("\n").at(-1));
}
