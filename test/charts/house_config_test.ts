import { deepStrictEqual, ok } from "node:assert/strict";
import { CATEGORY_COLOURS, STATUS_COLOURS } from "../../etl/charts/house_config.ts";

/** Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((channel) => channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** CIE lightness, from 0 (black) to 100 (white): what is left of a colour in greyscale. */
const lightness = (colour: string) => 116 * Math.cbrt(luminance(colour)) - 16;

Deno.test("CATEGORY_COLOURS are told apart in greyscale, the first three at a glance", () => {
  const apart = (colours: readonly string[], least: number) => {
    const sorted = colours.map(lightness).sort((one, other) => one - other);
    sorted.slice(1).forEach((value, at) => ok(value - sorted[at]! >= least, `${sorted[at]} and ${value}`));
  };
  apart(CATEGORY_COLOURS, 5);
  apart(CATEGORY_COLOURS.slice(0, 4), 10);
  apart(CATEGORY_COLOURS.slice(0, 3), 15);
});

Deno.test("CATEGORY_COLOURS of up to four categories stand against white at 3:1 or more", () => {
  for (const colour of CATEGORY_COLOURS.slice(0, 4)) ok(1.05 / (luminance(colour) + 0.05) >= 3, colour);
});

Deno.test("STATUS_COLOURS are darker the worse the status", () => {
  const { not_published, met, below_target, below_minimum } = STATUS_COLOURS;
  ok(lightness(not_published) > lightness(met) + 5);
  ok(lightness(met) > lightness(below_target) + 15);
  ok(lightness(below_target) > lightness(below_minimum) + 15);
});

Deno.test("the annex's charts are drawn in the house's colours, and none has more categories than stand out", async () => {
  const folder = new URL("../../etl/charts/specs/", import.meta.url);
  for await (const { name } of Deno.readDir(folder)) {
    const { color } = JSON.parse(await Deno.readTextFile(new URL(name, folder))).encoding;
    const { domain = [], range } = color.scale ?? {};
    ok(range === undefined || range === "status", `${name} has colours of its own`);
    ok(domain.length <= 4, `${name} has ${domain.length} categories`);
    if (range === "status") {
      const statuses = domain.map((status: string) => status.toLowerCase().replace(" ", "_"));
      deepStrictEqual(statuses, Object.keys(STATUS_COLOURS), name);
    }
  }
});
