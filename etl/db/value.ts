/**
 * A value of an answer as the program holds it: a DATE is `yyyy-mm-dd` text, a percentage its unrounded number, null a
 * blank, and `[c]` in any column a figure that is suppressed.
 */
export type Value = string | number | boolean | null;
