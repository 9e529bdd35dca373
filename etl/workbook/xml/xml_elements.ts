import { Buffer } from "node:buffer";
import { decodeText } from "./xml_text.ts";

/** An element of a small XML part. */
export interface XmlElement {
  /** The element names from the root down, without prefixes: `workbook/sheets/sheet`. */
  readonly path: string;
  /** The attributes by their full names, prefix included. Entities are resolved. */
  readonly attributes: ReadonlyMap<string, string>;
}

// A comment, CDATA section or instruction; or a tag: slash, name, attributes, slash.
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)(?:[^\s:/>]*:)?([^\s:/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Lists the elements of a small XML part in the order of their opening tags. Small parts are a workbook's list of
 * sheets, its relationships and its styles. Sheets and shared strings have streaming scanners instead.
 *
 * @throws {SyntaxError} when an element is not closed, for example because the part is cut short
 *
 * @example
 * ```ts
 * import { xmlElements } from "./xml_elements.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const found = [...xmlElements('<x:book><x:sheet name="R&amp;D" r:id="1"/></x:book>')];
 * deepStrictEqual(found.map((element) => element.path), ["book", "book/sheet"]);
 * deepStrictEqual([...found[1]!.attributes], [["name", "R&D"], ["r:id", "1"]]);
 * ```
 */
export function* xmlElements(xml: string): Generator<XmlElement> {
  const open: string[] = [];
  for (const [, slash, name, text, empty] of xml.matchAll(TOKEN)) {
    if (name === undefined) continue;
    if (slash === "/") {
      if (open.pop() !== name) throw new SyntaxError(`it closes "${name}", which is not open`);
      continue;
    }
    open.push(name);
    const attributes = new Map<string, string>();
    for (const [, key, double, single] of text!.matchAll(ATTRIBUTE)) {
      const bytes = Buffer.from(double ?? single ?? "");
      attributes.set(key!, decodeText(bytes, 0, bytes.length));
    }
    yield { path: open.join("/"), attributes };
    if (empty === "/") open.pop();
  }
  if (open.length > 0) throw new SyntaxError("it is cut short");
}
