import { type DefaultTreeAdapterTypes, html, parseFragment, serialize } from "parse5";

const HTML = new Set(
  ("b br caption code col colgroup dd div dl dt em h2 h3 h4 h5 h6 hr i li ol p pre span strong sub sup table tbody td " +
    "tfoot th thead tr ul").split(" "),
);
const SVG = new Set(
  "circle clipPath defs desc ellipse g line linearGradient path polygon polyline rect stop svg text title tspan".split(
    " ",
  ),
);
/** What is nothing for a reader is left out with all it holds; of other elements their content stays. */
const UNSEEN = new Set(["script", "style", "template", "iframe", "object", "noscript", "foreignObject", "head"]);

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * HTML and SVG that a cell displayed, with nothing left in it that runs, fetches, links, or dresses up as the page
 * around it: known elements, and of their attributes those that say how a table or a drawing stands.
 *
 * The alignment and line breaking that the notebook API writes as styles, which the page's policy forbids, become its
 * classes `number` and `wide`.
 *
 * @example
 * ```ts
 * import { safeMarkup } from "./safe_markup.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(safeMarkup('<p onclick="a()">North<script>b()</script> <u>East</u></p>'), "<p>North East</p>");
 * strictEqual(safeMarkup("<img src=x onerror=a()>"), "");
 * ```
 */
export function safeMarkup(markup: string): string {
  const fragment = parseFragment(markup);
  fragment.childNodes = safeNodes(fragment.childNodes, fragment);
  return serialize(fragment);
}

function safeNodes(nodes: readonly Node[], parent: DefaultTreeAdapterTypes.ParentNode): Node[] {
  return nodes.flatMap((node): Node[] => {
    const isText = node.nodeName === "#text";
    if (!isText && (!("tagName" in node) || UNSEEN.has(node.tagName))) return [];
    if ("tagName" in node) {
      const isSvg = node.namespaceURI === html.NS.SVG;
      if (!(isSvg ? SVG : HTML).has(node.tagName)) return safeNodes(node.childNodes, parent);
      node.childNodes = safeNodes(node.childNodes, node);
      node.attrs = isSvg ? safeDrawing(node) : safeAttributes(node);
    }
    // Text is written with its markup as it stands when it seems to be in an element such as <xmp>.
    node.parentNode = parent;
    return [node];
  });
}

function safeAttributes({ tagName, attrs }: Element): Element["attrs"] {
  const kept = attrs.filter(({ name }) => ["scope", "colspan", "rowspan", "start"].includes(name));
  const style = attrs.find(({ name }) => name === "style")?.value ?? "";
  const isCell = tagName === "td" || tagName === "th";
  const look = tagName === "table"
    ? "figures"
    : isCell && style.includes("text-align:right")
    ? "number"
    : tagName === "td" && !style.includes("nowrap")
    ? "wide"
    : "";
  return look === "" ? kept : [...kept, { name: "class", value: look }];
}

function safeDrawing({ attrs }: Element): Element["attrs"] {
  return attrs.filter(({ name, value }) =>
    !/^on|href|^style$|^class$/i.test(name) && /^(?!.*url\()|^url\(#[\w-]+\)$/is.test(value)
  );
}
