/** What the SVG and the pages ask for: the house family, then faces of its width or less, so that nothing is clipped. */
export const FONT_STACK = "Public Sans, Arial, Helvetica, sans-serif";
