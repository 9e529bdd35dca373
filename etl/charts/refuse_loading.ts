import type { Loader } from "vega";

/**
 * A Vega loader that opens nothing: a chart's data stands in its specification, and neither a file, an address, an image
 * nor a link of a hostile value is ever followed.
 */
export const REFUSE_LOADING: Loader = {
  load: (uri) => refuse(uri),
  // Vega asks this of a link as well, and dies on a refusal: an empty link it draws, and the drawing is refused for it.
  sanitize: (uri, options) => options.context === "href" ? Promise.resolve({ href: "" }) : refuse(uri),
  http: (uri) => refuse(uri),
  file: (name) => refuse(name),
};

function refuse(what: string): Promise<never> {
  return Promise.reject(
    new Error(`Cannot draw the chart because its data must be in the specification, not at "${what}"`),
  );
}
