/** Points of a sheet's title: nothing else in a workbook is set in it, so titles are known by it. */
export const TITLE_SIZE = 15;

/**
 * The styles of a workbook with its titles in the cell style "Heading 1", by which a screen reader knows them: the library
 * that writes workbooks has no named styles.
 *
 * @param styles `xl/styles.xml` as the library wrote it
 * @throws {Error} when no cell is set as a title, or the styles are written otherwise than expected
 *
 * @example
 * ```ts
 * import { tagTitles } from "./tag_titles.ts";
 * import { match, throws } from "node:assert/strict";
 * const styles = '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="15"/></font></fonts>' +
 *   '<cellStyleXfs count="1"><xf fontId="0"/></cellStyleXfs><cellXfs count="1"><xf fontId="1" borderId="0" xfId="0"/></cellXfs>' +
 *   '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>';
 * match(tagTitles(styles), /<xf fontId="1" borderId="0" xfId="1"\/>.*<cellStyle name="Heading 1" xfId="1" builtinId="16"/);
 * throws(() => tagTitles("<fonts></fonts>"));
 * ```
 */
export function tagTitles(styles: string): string {
  const fonts = [...(/<fonts[^>]*>(.*?)<\/fonts>/s.exec(styles)?.[1] ?? "").matchAll(/<font>.*?<\/font>/gs)];
  const font = fonts.findIndex(([xml]) => xml.includes(`<sz val="${TITLE_SIZE}"/>`));
  const own = `fontId="${font}"`;
  const edits: readonly (readonly [RegExp, (found: string) => string])[] = [
    [
      /<cellStyleXfs count="1">.*?<\/cellStyleXfs>/s,
      (xml) =>
        xml.replace('count="1"', 'count="2"').replace(
          "</cellStyleXfs>",
          `<xf numFmtId="0" ${own} fillId="0" borderId="0" applyFont="1"/></cellStyleXfs>`,
        ),
    ],
    [
      /<cellXfs.*?<\/cellXfs>/s,
      (xml) => xml.replace(new RegExp(`(<xf [^>]*${own}[^>]*) xfId="0"`, "g"), '$1 xfId="1"'),
    ],
    [
      /<cellStyles count="1">.*?<\/cellStyles>/s,
      (xml) =>
        xml.replace('count="1"', 'count="2"').replace(
          "</cellStyles>",
          '<cellStyle name="Heading 1" xfId="1" builtinId="16" customBuiltin="1"/></cellStyles>',
        ),
    ],
  ];
  return edits.reduce((xml, [part, edit]) => {
    const edited = xml.replace(part, edit);
    if (font < 0 || edited === xml) throw new Error(`Cannot tag the titles of a workbook: its styles have no ${part}`);
    return edited;
  }, styles);
}
