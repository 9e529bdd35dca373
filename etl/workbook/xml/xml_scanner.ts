import { Buffer } from "node:buffer";
import { xmlEncoding } from "./xml_encoding.ts";
import { decodeText, decodeUtf8 } from "./xml_text.ts";

/** The longest tag, comment or text, in bytes. A cell holds at most 32,767 characters. */
const MAX_TOKEN = 16 * 2 ** 20;
const MAX_DEPTH = 256;

/**
 * A streaming scanner of XML bytes, in chunks of any size. It reports each tag as positions in its buffer, so a large
 * part never becomes a string. Text is decoded only when a subclass asks for it.
 *
 * It is made for the parts that spreadsheet programs write, and it is strict because leniency could lose data. It
 * accepts no document type, no undefined entity, and only one root, which must be closed. Other encodings are converted
 * to UTF-8 on arrival.
 */
export abstract class XmlScanner {
  protected buffer: Buffer;
  /** A subclass sets this when it opens an element whose text it needs. {@link closed} then receives the text. */
  protected capturing = false;
  /** Whether a captured text may contain elements. Their text belongs to it, unless they are skipped. */
  protected readonly isMixed: boolean = false;
  /** Set when a {@link shortcut} stopped because the element is incomplete in the buffer. */
  protected isWaiting = false;
  /**
   * The attribute {@link nextAttribute} found: the bounds of its name (prefix included) and of its value in the buffer.
   */
  protected nameStart = 0;
  protected nameEnd = 0;
  protected valueStart = 0;
  protected valueEnd = 0;
  #length = 0;
  /**
   * How many bytes of the buffer have been read. They stay until the next push, because a subclass may point to them.
   */
  #used = 0;
  #started = false;
  /** Null for UTF-8, which needs no conversion. */
  #decoder: TextDecoder | null = null;
  #depth = 0;
  #skipping = 0;
  /**
   * For each open element, the first letter and the length of its name. They are enough to detect a closing tag of
   * another element.
   */
  readonly #names = new Int32Array(MAX_DEPTH + 1);
  #rootClosed = false;
  #captureDepth = 0;
  /** The part of the captured text before a comment, a CDATA section or an element. */
  #pending: string | null = null;

  /** @param buffer Where the bytes are collected. A larger one replaces it when it is too small */
  constructor(buffer: Buffer = Buffer.alloc(2 ** 20)) {
    this.buffer = buffer;
  }

  /** @throws {SyntaxError} with a clause to put after "Cannot read … as …:", without its place */
  push(chunk: Uint8Array): void {
    if (this.#decoder !== null) chunk = this.#recoded(this.#decoder, chunk, true);
    this.#take(chunk);
    if (!this.#started) {
      if (!this.#start(false)) return;
    }
    this.isWaiting = false;
    this.#used = this.#scan();
    if (this.#length - this.#used > MAX_TOKEN) throw new SyntaxError("it holds a text of more than 16 MB in one piece");
  }

  #take(chunk: Uint8Array): void {
    this.buffer.copyWithin(0, this.#used, this.#length);
    this.#length -= this.#used;
    this.#used = 0;
    if (this.#length + chunk.length > this.buffer.length) this.#grow(this.#length + chunk.length);
    this.buffer.set(chunk, this.#length);
    this.#length += chunk.length;
  }

  /** Verifies that the document is complete. @throws {SyntaxError} when its end is missing */
  finish(): void {
    if (!this.#started && this.#start(true)) this.push(new Uint8Array());
    if (this.#decoder !== null) this.#recoded(this.#decoder, new Uint8Array(), false);
    if (!this.#rootClosed || this.#depth > 0 || this.#length > this.#used) throw new SyntaxError("it is cut short");
  }

  /**
   * Called when an element begins. Its name without prefix is at `nameStart` to `nameEnd` in the buffer. Its attributes
   * follow, up to `end`. Return false to skip all of its content.
   */
  protected abstract opened(nameStart: number, nameEnd: number, end: number, depth: number): boolean;

  /** Called when the element at this depth ends. A captured text is `pending`, then the bytes from `start` to `end`. */
  protected abstract closed(start: number, end: number, depth: number, pending: string | null): void;

  /**
   * Reads frequent elements without events. A subclass overrides it. It reads elements that are complete in the buffer,
   * beginning with the `<` at `at`, and returns where it stopped. It is called only at a place for an element.
   */
  protected shortcut(at: number, _length: number): number {
    return at;
  }

  /** The captured text of {@link closed} as a string. */
  protected text(start: number, end: number, pending: string | null): string {
    const rest = decodeText(this.buffer, start, end);
    return pending === null ? rest : pending + rest;
  }

  /** Adds to the captured text when an element represents text. */
  protected append(text: string): void {
    this.#pending = (this.#pending ?? "") + text;
  }

  /** The position in the buffer of the first unread byte. */
  protected get unread(): number {
    return this.#used;
  }

  /** The position in the buffer after the last byte. */
  protected get bytesEnd(): number {
    return this.#length;
  }

  /** Whether the bytes from `start` to `end` are this ASCII text. */
  protected spells(text: string, start: number, end: number): boolean {
    if (end - start !== text.length) return false;
    for (let i = 0; i < text.length; i++) if (this.buffer[start + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  /** Finds the next attribute from `at` on. Returns where to continue, or 0 when there is no attribute. */
  protected nextAttribute(at: number, end: number): number {
    const buffer = this.buffer;
    while (at < end && buffer[at]! <= 0x20) at++;
    if (at >= end) return 0;
    this.nameStart = at;
    while (at < end && buffer[at] !== 0x3d && buffer[at]! > 0x20) at++;
    this.nameEnd = at;
    while (at < end && buffer[at]! <= 0x20) at++;
    const hasValue = buffer[at++] === 0x3d;
    while (at < end && buffer[at]! <= 0x20) at++;
    const quote = buffer[at];
    this.valueStart = ++at;
    while (at < end && buffer[at] !== quote) at++;
    if (at >= end || !hasValue || (quote !== 0x22 && quote !== 0x27)) {
      throw new SyntaxError("it holds an element with a broken attribute");
    }
    this.valueEnd = at;
    return at + 1;
  }

  /** The value of the attribute found last. */
  protected attributeValue(): string {
    return decodeText(this.buffer, this.valueStart, this.valueEnd);
  }

  #grow(needed: number): void {
    const grown = Buffer.alloc(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.#length));
    this.buffer = grown;
  }

  /** Detects the encoding from the first bytes. Returns false when there are too few. */
  #start(isEnding: boolean): boolean {
    const encoding = xmlEncoding(this.buffer.subarray(0, this.#length), isEnding);
    if (encoding === null) return false;
    if (encoding !== "utf-8") {
      this.#decoder = new TextDecoder(encoding, { fatal: true });
      const bytes = new Uint8Array(this.buffer.subarray(0, this.#length));
      this.#length = 0;
      this.#take(this.#recoded(this.#decoder, bytes, true));
    } else if (this.buffer[0] === 0xef) this.buffer.fill(0x20, 0, 3);
    return this.#started = true;
  }

  #recoded(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): Uint8Array {
    try {
      return new TextEncoder().encode(decoder.decode(bytes, { stream }));
    } catch {
      throw new SyntaxError(`it holds letters that are not ${decoder.encoding.toUpperCase()}`);
    }
  }

  /**
   * Scans all complete tags. Returns the position of the first incomplete tag, or of the text before it. This is one
   * long function because it visits every byte, with its state in local variables.
   */
  #scan(): number {
    const buffer = this.buffer;
    const length = this.#length;
    let at = 0;
    while (true) {
      const textStart = at;
      while (at < length && buffer[at] !== 0x3c) at++;
      if (at + 1 >= length) return this.capturing ? textStart : at;
      if (this.#skipping === 0 && !this.capturing) {
        const next = this.shortcut(at, length);
        if (this.isWaiting) return next;
        if (next > at) {
          at = next;
          continue;
        }
      }
      const tag = at;
      const mark = buffer[tag + 1]!;
      if (mark === 0x2f) {
        let nameStart = tag + 2;
        let nameEnd = 0;
        at = nameStart;
        while (at < length) {
          const byte = buffer[at]!;
          if (byte === 0x3e) break;
          at++;
          if (byte === 0x3a) nameStart = at;
          else if (byte <= 0x20 && nameEnd === 0) nameEnd = at - 1;
        }
        if (at === length) return this.capturing ? textStart : tag;
        if (nameEnd === 0) nameEnd = at;
        if (this.#names[this.#depth] !== (buffer[nameStart]! | (nameEnd - nameStart) << 8)) {
          throw new SyntaxError("it closes an element that is not open");
        }
        at++;
        this.#close(textStart, tag);
      } else if (mark === 0x21 || mark === 0x3f) {
        const next = this.#special(textStart, tag, length);
        if (next < 0) return this.capturing ? textStart : tag;
        at = next;
      } else {
        let nameStart = tag + 1;
        let nameEnd = nameStart;
        let byte = 0;
        while (nameEnd < length) {
          byte = buffer[nameEnd]!;
          if (byte === 0x20 || byte === 0x3e || byte === 0x2f || (byte <= 0x0d && byte >= 0x09)) break;
          nameEnd++;
          if (byte === 0x3a) nameStart = nameEnd;
        }
        at = nameEnd;
        while (at < length) {
          byte = buffer[at]!;
          if (byte === 0x3e) break;
          at++;
          if (byte === 0x22 || byte === 0x27) {
            while (at < length && buffer[at] !== byte) at++;
            at++;
          }
        }
        if (at >= length) return this.capturing ? textStart : tag;
        const isEmpty = buffer[at - 1] === 0x2f;
        if (this.capturing) this.#interrupt(textStart, tag);
        this.#open(nameStart, nameEnd, isEmpty ? at - 1 : at);
        at++;
        if (isEmpty) this.#close(at, at);
      }
    }
  }

  #open(nameStart: number, nameEnd: number, end: number): void {
    if (this.#depth === 0 && this.#rootClosed) throw new SyntaxError("it has a second root element");
    if (++this.#depth === MAX_DEPTH) throw new SyntaxError("its elements are nested too deeply");
    this.#names[this.#depth] = this.buffer[nameStart]! | (nameEnd - nameStart) << 8;
    if (this.#skipping > 0) {
      this.#skipping++;
      return;
    }
    const wasCapturing = this.capturing;
    if (!this.opened(nameStart, nameEnd, end, this.#depth)) this.#skipping = 1;
    else if (!wasCapturing) this.#captureDepth = this.#depth;
  }

  /** Handles an element that begins within captured text. */
  #interrupt(textStart: number, tag: number): void {
    if (!this.isMixed) throw new SyntaxError("it holds an element where only text is allowed");
    if (this.#skipping === 0) this.#pending = this.text(textStart, tag, this.#pending);
  }

  #close(textStart: number, textEnd: number): void {
    const depth = this.#depth--;
    if (depth === 1) this.#rootClosed = true;
    if (this.#skipping > 0) {
      this.#skipping--;
      return;
    }
    if (this.capturing && depth > this.#captureDepth) {
      this.#pending = this.text(textStart, textEnd, this.#pending);
      return;
    }
    this.capturing = false;
    this.closed(textStart, textEnd, depth, this.#pending);
    this.#pending = null;
  }

  /** Skips a comment, CDATA section or processing instruction. Returns -1 when its end has not arrived. */
  #special(textStart: number, tag: number, length: number): number {
    const opening = this.buffer.toString("latin1", tag, Math.min(tag + 9, length));
    const kind = ["<?", "<!--", "<![CDATA["].find((one) => opening.startsWith(one));
    if (kind === undefined) {
      if (opening.length < 9) return -1;
      throw new SyntaxError("it declares a document type or entities, as in an entity bomb");
    }
    const closing = kind === "<?" ? "?>" : kind === "<!--" ? "-->" : "]]>";
    const end = this.buffer.subarray(0, length).indexOf(closing, tag + kind.length, "latin1");
    if (end < 0) return -1;
    if (this.capturing && this.#skipping === 0) {
      const before = this.text(textStart, tag, this.#pending);
      // CDATA is plain text. It contains no entities.
      const inside = kind === "<![CDATA["
        ? decodeUtf8(this.buffer, tag + kind.length, end).replace(/\r\n?/g, "\n")
        : "";
      this.#pending = before + inside;
    }
    return end + closing.length;
  }
}
