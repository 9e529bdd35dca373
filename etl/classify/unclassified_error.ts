/** Part of a query that cannot be classified; its reader must take the whole query for Red. */
export class UnclassifiedError extends Error {
  override name = "UnclassifiedError";
}
