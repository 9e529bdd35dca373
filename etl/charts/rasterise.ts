import { houseFonts } from "../text/house_fonts.ts";

/** Pixels of the image for one unit of the drawing: sharp on paper and on a dense screen. */
const PIXELS_PER_UNIT = 2;

/**
 * An SVG as PNG, set in the house fonts alone: the machine's own fonts are never looked at.
 *
 * @param svg The drawing; its own background shows, what has none is transparent
 * @throws {Error} If the SVG cannot be parsed
 */
export async function rasterise(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const [{ renderAsync }, fonts] = await Promise.all([import("@resvg/resvg-js"), houseFonts()]);
  // On a thread of its own: the documents are written meanwhile.
  const image = await renderAsync(svg, {
    font: { fontFiles: fonts.map((font) => font.path), loadSystemFonts: false, defaultFontFamily: "Public Sans" },
    fitTo: { mode: "zoom", value: PIXELS_PER_UNIT },
  });
  return new Uint8Array(image.asPng());
}
