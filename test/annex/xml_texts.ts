import { SaxesParser } from "saxes";

/** An element of a parsed XML part: its name, attributes, and the text directly and deeply inside it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** Every element of an XML text in order of its start tag; fails when the XML is not well formed. */
export function xmlElements(xml: string): XmlElement[] {
  const elements: XmlElement[] = [];
  const open: XmlElement[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: "" };
    elements.push(element);
    open.push(element);
  });
  parser.on("text", (text) => open.forEach((element) => element.text += text));
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return elements;
}
