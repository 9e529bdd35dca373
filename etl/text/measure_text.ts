/**
 * Width of a text in pixels at a font size in pixels, without kerning.
 *
 * A character that the font lacks has the width of the font's missing-glyph box.
 */
export type MeasureText = (text: string, fontSize: number) => number;

/**
 * Makes a function that measures text with the advance widths of a TrueType font.
 *
 * Vega without a canvas assumes 0.8 em per character, about 1.5 times the true width. It would then cut labels that fit,
 * and leave wide margins.
 *
 * @param font The bytes of a TrueType font with a format 4 character map, which every web font has
 * @throws {Error} when the font lacks a table that this needs
 */
export function measureText(font: Uint8Array<ArrayBuffer>): MeasureText {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const unitsPerEm = view.getUint16(table(view, "head") + 18);
  const widths = table(view, "hmtx");
  const lastWidth = view.getUint16(table(view, "hhea") + 34) - 1;
  const glyphOf = characterMap(view);
  return (text, fontSize) => {
    let units = 0;
    for (const character of text) {
      units += view.getUint16(widths + 4 * Math.min(glyphOf(character.codePointAt(0)!), lastWidth));
    }
    return units / unitsPerEm * fontSize;
  };
}

function table(view: DataView, tag: string): number {
  for (let entry = 12; entry < 12 + 16 * view.getUint16(4); entry += 16) {
    const name = String.fromCharCode(...[0, 1, 2, 3].map((at) => view.getUint8(entry + at)));
    if (name === tag) return view.getUint32(entry + 8);
  }
  throw new Error(`Cannot measure text with a font that has no "${tag}" table`);
}

function characterMap(view: DataView): (codePoint: number) => number {
  const cmap = table(view, "cmap");
  for (let entry = cmap + 4; entry < cmap + 4 + 8 * view.getUint16(cmap + 2); entry += 8) {
    const start = cmap + view.getUint32(entry + 4);
    if (view.getUint16(start) === 4) return (codePoint) => glyphInFormat4(view, start, codePoint);
  }
  throw new Error("Cannot measure text with a font that has no format 4 character map");
}

// The map has parallel arrays of segments: end codes, two padding bytes, start codes, deltas and offsets. The glyph array
// follows them.
function glyphInFormat4(view: DataView, start: number, codePoint: number): number {
  const bytes = view.getUint16(start + 6);
  for (let at = 0; at < bytes; at += 2) {
    if (view.getUint16(start + 14 + at) < codePoint) continue;
    const first = view.getUint16(start + 16 + bytes + at);
    if (first > codePoint) return 0;
    const delta = view.getUint16(start + 16 + 2 * bytes + at);
    const offsetAt = start + 16 + 3 * bytes + at;
    const offset = view.getUint16(offsetAt);
    const glyph = offset === 0 ? codePoint : view.getUint16(offsetAt + offset + 2 * (codePoint - first));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}
