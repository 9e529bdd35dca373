/**
 * A value of an answer. A DATE is `yyyy-mm-dd` text. A percentage is an unrounded number. Null is a blank. `[c]` in any
 * column is a suppressed figure.
 */
export type Value = string | number | boolean | null;
