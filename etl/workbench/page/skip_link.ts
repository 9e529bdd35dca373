/// <reference lib="dom" />
import { element } from "./element.ts";

/** A link that is seen while the keyboard is on it, and takes it elsewhere: not by an address, which asks queries here. */
export function skipLink(text: string, skip: () => void): HTMLElement {
  return element("a", {
    class: "skip",
    href: "#",
    onclick: (event: Event) => {
      event.preventDefault();
      skip();
    },
  }, text);
}
