import { type DefaultTreeAdapterTypes, parseFragment, serialize } from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode;

/**
 * HTML made from Markdown, without what a reader's browser would fetch or follow to another host: a picture becomes its
 * alternative text, a link its own text. A link within the page, such as to a footnote, stays.
 *
 * @example
 * ```ts
 * import { withoutLinks } from "./without_links.ts";
 * import { strictEqual } from "node:assert/strict";
 * const html = '<p><img src="https://example.org/a.png" alt="North"> <a href="https://example.org">late</a></p>';
 * strictEqual(withoutLinks(html), "<p>North late</p>");
 * strictEqual(withoutLinks('<a href="#note">1</a>'), '<a href="#note">1</a>');
 * ```
 */
export function withoutLinks(markup: string): string {
  const fragment = parseFragment(markup);
  unlink(fragment);
  return serialize(fragment);
}

function unlink(parent: DefaultTreeAdapterTypes.ParentNode): void {
  parent.childNodes = parent.childNodes.flatMap((node): Node[] => {
    if (!("tagName" in node)) return [node];
    unlink(node);
    const attribute = (name: string) => node.attrs.find((one) => one.name === name)?.value ?? "";
    if (node.tagName === "img") {
      return [{ nodeName: "#text", value: attribute("alt"), parentNode: parent } as DefaultTreeAdapterTypes.TextNode];
    }
    if (node.tagName !== "a" || attribute("href").startsWith("#")) return [node];
    for (const child of node.childNodes) child.parentNode = parent;
    return node.childNodes;
  });
}
