// AssemblyScript. Reads the rows of a worksheet from the bytes of its XML into columns. It supports the spelling of
// nearly every program. `deno task wasm` compiles it. row_scanner.ts defines the memory layout and uses it.
//
// It never interprets unusual XML. It leaves the whole row to sheet_scanner.ts, which knows all spellings and all
// messages. So whatever this code reads must mean the same there.

// The layout. row_scanner.ts has the same one.
const INPUT: i32 = 1 << 20;
const ROWS: i32 = 8192;
const COLUMNS: i32 = 128;
const TENS: i32 = INPUT + 4096;
const NUMBERS: i32 = TENS + 4096;
const HIDDEN: i32 = NUMBERS + ROWS * 4;
const METAS: i32 = HIDDEN + ROWS;
const VALUES: i32 = METAS + ROWS * COLUMNS * 4;
const DEFERRED: i32 = VALUES + ROWS * COLUMNS * 8;
const MAX_DEFERRED: i32 = 65536;

// The kind of a cell, in the low byte of its meta. The style is in the higher bytes. 0 is blank.
const NUMBER: u32 = 1; // f64
const SHARED: u32 = 2; // i64: the shared string's index
const TEXT: u32 = 3; // i32, i32: the bounds of its ASCII bytes in the input
const CODE: u32 = 4; // like TEXT, for texts that satisfy `isCode`
const BOOLEAN: u32 = 5; // i64: 0 or 1

// Why scan() stopped.
const ODD: i32 = 0; // the next row has an unusual spelling
const CUT: i32 = 1; // the next row is incomplete
const FULL: i32 = 2; // no room for another row

const MAX_ROW: i32 = 1048576;
/** No check looks further ahead than this. */
const LOOKAHEAD: i32 = 24;

/** The number of rows since reset(). */
export let count: i32 = 0;
/** The number of the last row, even if it had no cells. */
export let last: i32 = 0;
/** One more than the index of the rightmost column with a cell. */
export let width: i32 = 0;
/** The number of cells in DEFERRED. Their numbers have too many digits for this code. */
export let deferred: i32 = 0;
/** Why scan() stopped. */
export let status: i32 = 0;

/** The numbers of styles and shared strings. A cell that refers to others is unusual. */
let styles: i32 = 0;
let strings: i32 = 0;

/** Where parse() stopped: before the part it could not read. */
let cursor: i32 = 0;

export function begin(styleCount: i32, stringCount: i32): void {
  styles = styleCount;
  strings = stringCount;
  reset();
}

/** Discards the rows after they were taken. */
export function reset(): void {
  for (let column = 0; column < width; column++) memory.fill(METAS + column * ROWS * 4, 0, count * 4);
  count = 0;
  width = 0;
  deferred = 0;
}

/**
 * Reads rows from `at`, a place for a row, up to `end`.
 *
 * @param number The number of the last row
 * @returns Where it stopped, again a place for a row
 */
export function scan(at: i32, end: i32, number: i32): i32 {
  last = number;
  while (true) {
    while (at < end && load<u8>(at) <= 0x20) at++;
    if (count == ROWS) {
      status = FULL;
      return at;
    }
    const wasDeferred = deferred;
    if (parse(at, end)) {
      at = cursor;
      continue;
    }
    clearRow();
    deferred = wasDeferred;
    // The bytes after `end` belong to earlier chunks, so they prove nothing.
    status = cursor + LOOKAHEAD >= end ? CUT : ODD;
    return at;
  }
}

/** The column of the last cell in the current row. */
let column: i32 = -1;

function clearRow(): void {
  for (let at = 0; at <= column; at++) store<u32>(METAS + (at * ROWS + count) * 4, 0);
}

/** Reads one row. False when it is unusual or incomplete. */
function parse(at: i32, end: i32): bool {
  column = -1;
  cursor = at;
  if (at + LOOKAHEAD >= end || load<u32>(at) != 0x776f723c /* <row */) return false;
  at += 4;
  let number = last + 1;
  let hidden: u8 = 0;
  while (load<u8>(at) == 0x20) {
    const name = ++at;
    cursor = at;
    while (at < end && load<u8>(at) > 0x20 && load<u8>(at) != 0x3d && load<u8>(at) != 0x3e) at++;
    if (at >= end || load<u16>(at) != 0x223d /* =" */) return false;
    const value = at + 2;
    const length = at - name;
    at = value;
    while (at < end && load<u8>(at) != 0x22) at++;
    cursor = at;
    if (at >= end) return false;
    if (length == 1 && load<u8>(name) == 0x72 /* r */) {
      number = 0;
      for (let digit = value; digit < at; digit++) {
        const byte = <i32> load<u8>(digit) - 0x30;
        if (<u32> byte > 9 || (number == 0 && byte == 0) || digit - value == 7) return false;
        number = number * 10 + byte;
      }
      if (at == value) return false;
    } else if (length == 6 && load<u32>(name) == 0x64646968 && load<u16>(name + 4) == 0x6e65 /* hidden */) {
      if (at - value != 1 || load<u8>(value) < 0x30 || load<u8>(value) > 0x31) return false;
      hidden = load<u8>(value) - 0x30;
    }
    at++;
  }
  cursor = at;
  if (number <= last || number > MAX_ROW) return false;
  if (load<u16>(at) == 0x3e2f /* /> */) {
    if (at + 2 > end) return false;
    cursor = at + 2;
    last = number;
    return true;
  }
  if (load<u8>(at++) != 0x3e) return false;

  // The row number at the end of a cell reference, with the closing quote: at most eight bytes.
  let reference: u64 = 0x22;
  let mask: u64 = 0xff;
  for (let rest = number; rest > 0; rest /= 10) {
    reference = (reference << 8) | (0x30 + rest % 10);
    mask = (mask << 8) | 0xff;
  }
  const digits = (64 - <i32> clz(mask)) >> 3;

  let cells = 0;
  while (true) {
    while (at < end && load<u8>(at) <= 0x20) at++;
    cursor = at;
    if (at >= end) return false;
    const tag = load<u32>(at);
    if ((tag & 0xffff) != 0x633c /* <c */) {
      if (tag != 0x6f722f3c /* </ro */ || load<u16>(at + 4) != 0x3e77 /* w> */ || at + 6 > end) return false;
      cursor = at + 6;
      break;
    }
    at += 2;
    let style: i32 = 0;
    let type: u32 = NUMBER;
    let isInline = false;
    let here = column + 1;
    while (load<u8>(at) == 0x20) {
      cursor = at;
      if (at >= end || load<u16>(at + 2) != 0x223d /* =" */) return false;
      const name = load<u8>(at + 1);
      at += 4;
      if (name == 0x72 /* r */) {
        let letter = <i32> load<u8>(at) - 0x40;
        if (<u32> (letter - 1) > 25) return false;
        here = letter;
        letter = <i32> load<u8>(++at) - 0x40;
        if (<u32> (letter - 1) <= 25) {
          here = here * 26 + letter;
          at++; // A third letter is beyond COLUMNS.
        }
        here--;
        if ((load<u64>(at) & mask) != reference) return false;
        at += digits;
      } else if (name == 0x73 /* s */) {
        const start = at;
        style = 0;
        let byte = <i32> load<u8>(at) - 0x30;
        while (<u32> byte <= 9 && at - start < 7) {
          style = style * 10 + byte;
          byte = <i32> load<u8>(++at) - 0x30;
        }
        if (at == start || load<u8>(at) != 0x22 || style >= styles) return false;
        at++;
      } else if (name == 0x74 /* t */) {
        const spelt = load<u32>(at);
        if ((spelt & 0xffff) == 0x2273 /* s" */) {
          type = SHARED;
          isInline = false;
          at += 2;
        } else if (spelt == 0x22727473 /* str" */) {
          type = TEXT;
          isInline = false;
          at += 4;
        } else if ((spelt & 0xffff) == 0x226e /* n" */) {
          type = NUMBER;
          isInline = false;
          at += 2;
        } else if ((spelt & 0xffff) == 0x2262 /* b" */) {
          type = BOOLEAN;
          isInline = false;
          at += 2;
        } else if (load<u64>(at) == 0x7453656e696c6e69 && load<u16>(at + 8) == 0x2272 /* inlineStr" */) {
          type = TEXT;
          isInline = true;
          at += 10;
        } else return false;
      } else return false;
    }
    cursor = at;
    if (here <= column || here >= COLUMNS) return false;
    if (load<u16>(at) == 0x3e2f /* /> */) {
      at += 2;
      column = here;
      continue;
    }
    if (load<u8>(at) != 0x3e) return false;
    if (load<u32>(++at) == 0x3e632f3c /* </c> */) {
      at += 4;
      column = here;
      continue;
    }
    if (load<u16>(at) == 0x663c /* <f */) {
      // A formula only matters if its value is missing.
      const next = load<u8>(at + 2);
      if (next != 0x20 && next != 0x3e && next != 0x2f) return false;
      at += 2;
      while (at < end && load<u8>(at) != 0x3e) at++;
      cursor = at;
      if (at >= end) return false;
      if (load<u8>(at - 1) == 0x2f) at++;
      else {
        while (at < end && load<u8>(at) != 0x3c) at++;
        cursor = at;
        if (at >= end || load<u32>(at) != 0x3e662f3c /* </f> */) return false;
        at += 4;
      }
    }
    cursor = at;
    const cell = here * ROWS + count;
    const place = VALUES + cell * 8;
    if (isInline) {
      if ((load<u64>(at) & 0xffffffffffffff) != 0x3e743c3e73693c /* <is><t> */) return false;
      at += 7;
    } else {
      if ((load<u32>(at) & 0xffffff) != 0x3e763c /* <v> */) return false;
      at += 3;
    }
    if (type == SHARED || type == BOOLEAN) {
      const start = at;
      let value: i32 = 0;
      let byte = <i32> load<u8>(at) - 0x30;
      while (<u32> byte <= 9 && at - start < 9) {
        value = value * 10 + byte;
        byte = <i32> load<u8>(++at) - 0x30;
      }
      if (at == start || (type == SHARED ? value >= strings : value > 1 || at - start > 1)) return false;
      store<i64>(place, value);
    } else if (type == NUMBER) {
      const start = at;
      if (load<u8>(at) == 0x2d) at++;
      const first = at;
      let whole: u64 = 0;
      let byte = <i32> load<u8>(at) - 0x30;
      while (<u32> byte <= 9) {
        whole = whole * 10 + byte;
        byte = <i32> load<u8>(++at) - 0x30;
      }
      let digitCount = at - first;
      let places = 0;
      if (byte == -2) {
        const point = at;
        byte = <i32> load<u8>(++at) - 0x30;
        while (<u32> byte <= 9) {
          whole = whole * 10 + byte;
          byte = <i32> load<u8>(++at) - 0x30;
        }
        places = at - point - 1;
        digitCount += places;
      }
      if (at >= end || digitCount == 0) {
        cursor = at;
        return false;
      }
      if (load<u8>(at) == 0x3c && digitCount <= 18 && whole <= 9007199254740991) {
        const value = places == 0 ? <f64> whole : <f64> whole / load<f64>(TENS + places * 8);
        store<f64>(place, first == start ? value : -value);
      } else {
        // More digits than a double holds, or an exponent. JavaScript reads such a number exactly.
        if ((load<u8>(at) | 0x20) == 0x65 /* e */) {
          at++;
          if (load<u8>(at) == 0x2b || load<u8>(at) == 0x2d) at++;
          const exponent = at;
          while (<u32> (<i32> load<u8>(at) - 0x30) <= 9) at++;
          if (at == exponent || at - exponent > 2) {
            cursor = at;
            return false;
          }
        }
        cursor = at;
        if (digitCount > 30 || deferred == MAX_DEFERRED) return false;
        store<i32>(place, start);
        store<i32>(place + 4, at);
        store<i32>(DEFERRED + deferred++ * 4, cell);
      }
    } else {
      const start = at;
      let hasDigit = false;
      let isPrintable = true;
      let byte: u8 = 0;
      for (; at < end; at++) {
        byte = load<u8>(at);
        if (byte == 0x3c) break;
        if (byte >= 0x30 && byte <= 0x39) hasDigit = true;
        else if (byte == 0x0a || byte == 0x09) isPrintable = false;
        // Stop at control characters and at anything that needs decoding. "_x" may be an escape.
        else if (byte >= 0x7f || byte < 0x20 || byte == 0x26 || (byte == 0x5f && load<u8>(at + 1) == 0x78)) {
          cursor = at;
          return false;
        }
      }
      store<i32>(place, start);
      store<i32>(place + 4, at);
      if (hasDigit && isPrintable && load<u8>(start) > 0x23 && load<u8>(at - 1) > 0x20) type = CODE;
    }
    cursor = at;
    if (isInline) {
      // </t></is></c>
      if (load<u64>(at) != 0x73692f3c3e742f3c || load<u32>(at + 8) != 0x632f3c3e || load<u8>(at + 12) != 0x3e) return false;
      at += 13;
    } else {
      if (load<u64>(at) != 0x3e632f3c3e762f3c /* </v></c> */) return false;
      at += 8;
    }
    store<u32>(METAS + cell * 4, type | (<u32> style << 8));
    column = here;
    cells++;
  }

  last = number;
  if (cells > 0) {
    store<i32>(NUMBERS + count * 4, number);
    store<u8>(HIDDEN + count, hidden);
    if (column >= width) width = column + 1;
    count++;
  }
  return true;
}
