/** The font families of charts and pages. The fallbacks are no wider than the house family, so that no text is clipped. */
export const FONT_STACK = "Public Sans, Arial, Helvetica, sans-serif";
