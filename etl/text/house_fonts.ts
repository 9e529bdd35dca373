import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** One weight of the house family, as TrueType: where it is in the package cache, and its bytes. */
export interface FontFile {
  readonly weight: 400 | 700;
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

let fonts: Promise<readonly FontFile[]> | undefined;

/**
 * The house family, Public Sans (OFL), in regular and bold: a machine without fonts draws the same text as any other.
 *
 * Read once a process, from the package cache.
 */
export function houseFonts(): Promise<readonly FontFile[]> {
  return fonts ??= readFonts();
}

async function readFonts(): Promise<readonly FontFile[]> {
  // Importing any file of the package makes Deno fetch all of it; only then do its other files resolve to paths.
  await import("@expo-google-fonts/public-sans/metadata.json", { with: { type: "json" } });
  const regular = import.meta.resolve("@expo-google-fonts/public-sans/400Regular/PublicSans_400Regular.ttf");
  const bold = import.meta.resolve("@expo-google-fonts/public-sans/700Bold/PublicSans_700Bold.ttf");
  return await Promise.all([read(400, regular), read(700, bold)]);
}

async function read(weight: FontFile["weight"], url: string): Promise<FontFile> {
  const path = fileURLToPath(url);
  return { weight, path, bytes: new Uint8Array(await readFile(path)) };
}
