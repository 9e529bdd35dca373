import { isDateFormat } from "./excel_date.ts";
import { xmlElements } from "./xml/xml_elements.ts";
import { decodeEscapes } from "./xml/xml_text.ts";

/** The number format of a cell style. */
export interface NumberFormat {
  /** "General" when the style has none. */
  readonly code: string;
  readonly isDate: boolean;
}

/**
 * The formats a file names by number alone (ECMA-376 part 1, 18.8.30). Some follow the reader's language: 14, 22, and
 * the East Asian ones from 27 on. Those have one spelling here, as in English Excel. It only matters that they are
 * dates.
 */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  5: '"$"#,##0_);\\("$"#,##0\\)',
  6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
  7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
  8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "m/d/yy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "m/d/yy h:mm",
  37: "#,##0 ;(#,##0)",
  38: "#,##0 ;[Red](#,##0)",
  39: "#,##0.00;(#,##0.00)",
  40: "#,##0.00;[Red](#,##0.00)",
  41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
  42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
  43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
  44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mmss.0",
  48: "##0.0E+0",
  49: "@",
};
/** More numbers: East Asian and Thai ones, each with the number of the same format in English Excel. */
const ALIASES: Readonly<Record<number, number>> = {
  ...Object.fromEntries([27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58, 71, 72].map((id) => [id, 14])),
  ...{ 32: 20, 33: 21, 34: 20, 35: 21, 59: 1, 60: 2, 61: 3, 62: 4, 67: 9, 68: 10, 69: 12, 70: 13 },
  ...{ 73: 15, 74: 16, 75: 17, 76: 20, 77: 21, 78: 22, 79: 45, 80: 46, 81: 47 },
};

/**
 * The format a file names by this number alone: "General" when there is none.
 *
 * @example
 * ```ts
 * import { builtInFormat } from "./number_formats.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual([0, 10, 14, 27, 163].map(builtInFormat), ["General", "0.00%", "m/d/yy", "m/d/yy", "General"]);
 * ```
 */
export function builtInFormat(id: number): string {
  return BUILT_IN[ALIASES[id] ?? id] ?? "General";
}

/**
 * Lists the number formats of a workbook's cell styles. The `s` attribute of a cell is an index into this list.
 *
 * @param stylesXml The styles part. Null for a workbook without one: then the only style is General
 *
 * @example
 * ```ts
 * import { numberFormats } from "./number_formats.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const xml = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>
 *   <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`;
 * deepStrictEqual(numberFormats(xml), [
 *   { code: "General", isDate: false },
 *   { code: "m/d/yy", isDate: true },
 *   { code: "0.0%", isDate: false },
 * ]);
 * ```
 */
export function numberFormats(stylesXml: string | null): readonly NumberFormat[] {
  const custom = new Map<number, string>();
  const ids: number[] = [];
  for (const { path, attributes } of xmlElements(stylesXml ?? "")) {
    if (path === "styleSheet/numFmts/numFmt") {
      custom.set(Number(attributes.get("numFmtId")), decodeEscapes(attributes.get("formatCode") ?? "General"));
    } else if (path === "styleSheet/cellXfs/xf") {
      ids.push(Number(attributes.get("numFmtId") ?? 0));
    }
  }
  return (ids.length === 0 ? [0] : ids).map((id) => {
    const code = custom.get(id) ?? builtInFormat(id);
    return { code, isDate: isDateFormat(code) };
  });
}
