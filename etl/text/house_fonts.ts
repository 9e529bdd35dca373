import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** One weight of the house family: the path of its TrueType file in the package cache, and its bytes. */
export interface FontFile {
  readonly weight: 400 | 700;
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

let fonts: Promise<readonly FontFile[]> | undefined;

/**
 * Reads the house family, Public Sans (OFL), in regular and bold.
 *
 * The files come from the package cache, so that a machine without fonts draws the same text. They are read only once.
 */
export function houseFonts(): Promise<readonly FontFile[]> {
  return fonts ??= readFonts();
}

async function readFonts(): Promise<readonly FontFile[]> {
  // An import of any of its files makes Deno fetch the whole package. Only then do its other files resolve to paths.
  await import("@expo-google-fonts/public-sans/metadata.json", { with: { type: "json" } });
  const regular = import.meta.resolve("@expo-google-fonts/public-sans/400Regular/PublicSans_400Regular.ttf");
  const bold = import.meta.resolve("@expo-google-fonts/public-sans/700Bold/PublicSans_700Bold.ttf");
  return await Promise.all([read(400, regular), read(700, bold)]);
}

async function read(weight: FontFile["weight"], url: string): Promise<FontFile> {
  const path = fileURLToPath(url);
  return { weight, path, bytes: new Uint8Array(await readFile(path)) };
}
