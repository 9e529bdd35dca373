/// <reference lib="dom" />

/** What an element is made with: attributes by name, listeners by `on…`. A false attribute is left out. */
export type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;

/**
 * Makes an element. Text is only ever text: no value of the warehouse is read as markup.
 *
 * @param children Nodes, and text
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else if (value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}
