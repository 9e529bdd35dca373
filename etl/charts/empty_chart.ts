/** A chart that has nothing to draw: no value of one of its axes is there, as when all of them were held back. */
export class EmptyChart extends Error {
  override name = "EmptyChart";
}
