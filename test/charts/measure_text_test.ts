import { ok } from "node:assert/strict";
import { Resvg } from "@resvg/resvg-js";
import { houseFonts } from "../../etl/text/house_fonts.ts";
import { measureText } from "../../etl/text/measure_text.ts";

Deno.test("measureText() agrees with another program's layout of the same font", async () => {
  for (const font of await houseFonts()) {
    const measure = measureText(font.bytes);
    for (const text of ["HHHHHHHHHHHHHHHHHHHH", "H4,077,703 requests against a forecast of 3,273,674H", "Hé–≥£H"]) {
      const svg =
        `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="100"><text x="10" y="60" font-size="40" ` +
        `font-weight="${font.weight}" font-family="Public Sans">${text}</text></svg>`;
      const drawn = new Resvg(svg, { font: { fontFiles: [font.path], loadSystemFonts: false } }).getBBox()!.width;
      const measured = measure(text, 40);
      // The box stops at the outline of the last letter, and kerning draws some pairs together.
      ok(measured >= drawn && measured < drawn * 1.06, `${text}: measured ${measured}, drawn ${drawn}`);
    }
  }
});
