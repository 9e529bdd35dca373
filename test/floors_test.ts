import { deepStrictEqual } from "node:assert/strict";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../", import.meta.url));

/** The rooms of `etl/`, the top floor first. A room imports only from itself and from the rooms below it. */
const ROOMS = [
  "main.ts",
  "commands",
  "workbench",
  "manifest",
  "notebook",
  "export",
  "describe",
  "trace",
  "sql",
  "commentary",
  "dictionary",
  "annex",
  "load",
  "check",
  "archive",
  "charts",
  "tables",
  "warehouse",
  "classify",
  "extracts",
  "contract",
  "db",
  "workbook",
  "files",
  "cli",
  "text",
  "base",
];

Deno.test("etl holds the rooms of the plan and nothing else", () => {
  deepStrictEqual(Array.from(Deno.readDirSync(join(PROJECT, "etl")), ({ name }) => name).sort(), ROOMS.toSorted());
});

Deno.test("a room imports only from itself and from the rooms below it", () => {
  const upwards = imports().filter(({ from, to }) => floor(from) > floor(to))
    .map(({ from, to }) => `${from} imports ${to}`);
  deepStrictEqual(upwards, []);
});

Deno.test("no files import each other in a circle", () => {
  deepStrictEqual(circles(Map.groupBy(imports(), ({ from }) => from)), []);
});

Deno.test("README and ARCHITECTURE list the rooms in import order", () => {
  for (const page of ["README.md", "ARCHITECTURE.md"]) {
    const text = Deno.readTextFileSync(join(PROJECT, page));
    const places = ROOMS.slice(1).map((room) => text.search(new RegExp(`^\\s*(?:\\| )?\`?${room}/`, "m")));
    deepStrictEqual(places.filter((place) => place < 0).length, 0, `${page} lacks a room`);
    deepStrictEqual(places, places.toSorted((one, other) => one - other), `${page} has another order`);
  }
});

interface Import {
  /** Paths below the project. */
  readonly from: string;
  readonly to: string;
}

/** Zero is the top floor. */
function floor(path: string): number {
  return ROOMS.indexOf(path.split("/")[1]!);
}

/** Every import of one file of `etl/` from another, types included. */
function imports(): Import[] {
  return sources(join(PROJECT, "etl")).flatMap((path) => {
    const code = Deno.readTextFileSync(path).replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
    const specifiers = [
      ...code.matchAll(/^(?:import|export)\b[^;"]*?"(\.[^"]+)"/gm),
      ...code.matchAll(/\bimport\(\s*"(\.[^"]+)"/g),
    ];
    const from = path.slice(PROJECT.length);
    return specifiers.filter(([, specifier]) => specifier!.endsWith(".ts")).map(([, specifier]) => ({
      from,
      to: normalize(join(dirname(from), specifier!)),
    }));
  });
}

function sources(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder)).flatMap(({ name, isDirectory }) => {
    const path = join(folder, name);
    return isDirectory ? sources(path) : name.endsWith(".ts") ? [path] : [];
  });
}

/** Each circle once, as the files along it. */
function circles(importsOf: ReadonlyMap<string, readonly Import[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]) => {
    const start = trail.indexOf(file);
    if (start >= 0) found.push([...trail.slice(start), file].join(" → "));
    if (start >= 0 || done.has(file)) return;
    for (const { to } of importsOf.get(file) ?? []) visit(to, [...trail, file]);
    done.add(file);
  };
  for (const file of importsOf.keys()) visit(file, []);
  return found;
}
