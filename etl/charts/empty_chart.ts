/** A chart that has nothing to draw: no value of one of its axes is there, as when all were held back, or none but zero. */
export class EmptyChart extends Error {
  override name = "EmptyChart";
}
