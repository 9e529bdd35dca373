/**
 * Everything a notebook imports. Answers come from the warehouse's views for the audience the notebook is run for.
 *
 * @module
 */
export { frame } from "./frame.ts";
export { markdown } from "./markdown.ts";
export { row } from "./row.ts";
export { rows } from "./rows.ts";
export { show } from "./show.ts";
export { table } from "./table.ts";
export { views } from "./views.ts";
