import { escapeMarkup } from "../text/escape_markup.ts";
import { FONT_STACK } from "../text/font_stack.ts";
import { houseFonts } from "../text/house_fonts.ts";
import { measureText } from "../text/measure_text.ts";
import { plainText } from "../text/plain_text.ts";

/** What a chart that leaves its page has to carry with it. */
export interface ChartFrame {
  readonly title: string;
  /** The alternative text: what the chart shows, in words. */
  readonly description: string;
  /** Short lines under the chart: its class, and whether its sources are synthetic. */
  readonly footer: readonly string[];
}

const MARGIN = 16;
const TITLE = { size: 18, leading: 24, weight: 700, colour: "#1a2530" } as const;
const FOOTER = { size: 12, leading: 17, weight: 400, colour: "#45525e" } as const;

/**
 * A rendered chart as a file of its own: its title above and its marking below, so that it says what it is when someone
 * has cut it from the page it stood on.
 *
 * @param svg As `renderChart` gave it
 * @returns A white SVG at least as wide as the chart
 */
export async function frameChart(svg: string, frame: ChartFrame): Promise<string> {
  const [, width, height] = svg.match(/width="([\d.]+)" height="([\d.]+)"/)?.map(Number) ?? [];
  if (width === undefined || height === undefined) throw new Error("Cannot frame a chart whose SVG states no size");
  const [regular, bold] = (await houseFonts()).map((font) => measureText(font.bytes));
  const room = Math.max(width, 480) - 2 * MARGIN;
  const title = wrap(frame.title, room, (text) => bold!(text, TITLE.size));
  const footer = frame.footer.flatMap((line) => wrap(line, room, (text) => regular!(text, FOOTER.size)));
  const top = MARGIN + title.length * TITLE.leading;
  const bottom = top + height;
  const whole = { width: room + 2 * MARGIN, height: bottom + footer.length * FOOTER.leading + MARGIN };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" lang="en-GB"`,
    ` width="${whole.width}" height="${whole.height}" viewBox="0 0 ${whole.width} ${whole.height}">`,
    `<title id="title">${escapeMarkup(plainText(frame.title))}</title>`,
    `<desc id="description">${escapeMarkup(plainText([frame.description, ...frame.footer].join("\n")))}</desc>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...title.map((line, at) => textLine(line, MARGIN + TITLE.size + at * TITLE.leading, TITLE)),
    svg.replace("<svg ", `<svg y="${top}" `),
    ...footer.map((line, at) => textLine(line, bottom + FOOTER.size + at * FOOTER.leading, FOOTER)),
    "</svg>\n",
  ].join("");
}

function textLine(text: string, y: number, style: typeof TITLE | typeof FOOTER): string {
  return `<text x="${MARGIN}" y="${y}" font-family="${FONT_STACK}" font-size="${style.size}px"` +
    ` font-weight="${style.weight}" fill="${style.colour}">${escapeMarkup(text)}</text>`;
}

function wrap(text: string, room: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of plainText(text).split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > room) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
