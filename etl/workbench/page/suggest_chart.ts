import type { Answer, AnswerColumn, AnswerValue } from "./answer.ts";

/** How an answer is drawn: columns by name. */
export interface ChartChoice {
  readonly mark: "line" | "bar" | "point" | "heat map";
  readonly x: string;
  readonly y: string;
  /** "" for none. */
  readonly colour: string;
}

/** The kinds of chart to choose from. */
export const MARKS: readonly ChartChoice["mark"][] = ["line", "bar", "point", "heat map"];

/** More points than a reader tells apart, or a browser draws while one waits. */
export const MOST_POINTS = 5000;

/** More colours than a reader tells apart. */
const MOST_COLOURS = 8;

/**
 * A chart that suits an answer: a line over time where it has a date and no month is missing between, bars by its first
 * text where it has none, coloured by a text with few values; null where there is nothing to measure.
 */
export function suggestChart(answer: Answer): ChartChoice | null {
  const rows = [...answer.rows(0, MOST_POINTS)];
  const distinct = (column: AnswerColumn) => new Set(rows.map((row) => row[answer.columns.indexOf(column)])).size;
  const numbers = answer.columns.filter(({ kind, name }) =>
    kind === "number" && !/(?:_id|_number|_position|^position)$/.test(name)
  );
  const dates = answer.columns.filter(({ kind }) => kind === "date" || kind === "time");
  const texts = answer.columns.filter(({ kind }) => kind === "text");
  const y = numbers.find(({ name }) => name.endsWith("_percent") || name.startsWith("percent")) ?? numbers[0];
  if (y === undefined || rows.length === 0) return null;
  const time = dates.find((column) => distinct(column) > 1);
  const x = time ?? texts.find((column) => distinct(column) > 1) ?? dates[0] ?? texts[0] ??
    answer.columns.find((column) => column !== y) ?? y;
  const colour = texts.find((column) => column !== x && distinct(column) > 1 && distinct(column) <= MOST_COLOURS);
  const place = (row: readonly AnswerValue[]) =>
    JSON.stringify([x, colour].map((column) => column && row[answer.columns.indexOf(column)]));
  // Several rows at one place: a line or a bar would seem to say what they are together.
  const isSeveral = new Set(rows.map(place)).size < rows.length;
  const isLine = time !== undefined && !hasGap(rows.map((row) => String(row[answer.columns.indexOf(time)])));
  return {
    mark: isSeveral || (time !== undefined && !isLine && colour !== undefined) ? "point" : isLine ? "line" : "bar",
    x: x.name,
    y: y.name,
    colour: colour?.name ?? "",
  };
}

/** Whether months are missing between the first and the last: a line would say what nobody measured. */
function hasGap(days: readonly string[]): boolean {
  const months = [...new Set(days)].filter((day) => /^\d{4}-\d{2}-01/.test(day)).sort()
    .map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)));
  const steps = new Set(months.slice(1).map((month, index) => month - months[index]!));
  return months.length === new Set(days).size && steps.size > 1;
}

/**
 * The Vega-Lite specification of a chart of an answer, with its data inside.
 *
 * Names are escaped, as Vega reads dots and brackets in a field's name as a path.
 */
export function chartSpec(answer: Answer, choice: ChartChoice): Record<string, unknown> {
  const kindOf = (name: string) => answer.columns.find((column) => column.name === name)?.kind ?? "text";
  const type = (name: string) => {
    const kind = kindOf(name);
    return kind === "number" ? "quantitative" : kind === "date" || kind === "time" ? "temporal" : "nominal";
  };
  // Positions, not names, key the data: two columns can share a name's letters but not a place.
  const keys = new Map(answer.columns.map(({ name }, index) => [name, `c${index}`]));
  const wanted = [choice.x, choice.y, choice.colour].filter((name) => name !== "");
  const values = [...answer.rows(0, MOST_POINTS)].map((row) =>
    Object.fromEntries(wanted.map((name) => {
      const index = answer.columns.findIndex((column) => column.name === name);
      return [keys.get(name)!, row[index] as AnswerValue];
    }))
  );
  const isHeat = choice.mark === "heat map";
  // Days have no zone: read as local ones they could fall into the month before.
  const isMonthly = values.every((value) => String(value[keys.get(choice.x)!] ?? "-01").slice(0, 10).endsWith("-01"));
  const time = (name: string) =>
    type(name) !== "temporal"
      ? {}
      : isMonthly && name === choice.x
      ? { timeUnit: "utcyearmonth", format: "%b %Y" }
      : { timeUnit: "utcyearmonthdate", format: "%d %b %Y" };
  const channel = (name: string, isDiscrete: boolean) => ({
    field: keys.get(name),
    title: name,
    type: isDiscrete && type(name) !== "temporal" ? "nominal" : isDiscrete ? "ordinal" : type(name),
    ...(type(name) === "temporal" ? { timeUnit: time(name).timeUnit, axis: { format: time(name).format } } : {}),
  });
  const sort = type(choice.x) === "nominal" && choice.mark === "bar" ? { sort: null } : {};
  return {
    data: { values },
    mark: isHeat ? { type: "rect" } : { type: choice.mark, ...(choice.mark === "line" ? { point: true } : {}) },
    width: "container",
    height: 340,
    encoding: {
      x: { ...channel(choice.x, isHeat || type(choice.x) === "nominal"), ...sort },
      y: isHeat && choice.colour !== ""
        ? { ...channel(choice.colour, true), sort: null }
        : channel(choice.y, isHeat || type(choice.y) === "nominal"),
      ...(isHeat
        ? { color: { field: keys.get(choice.y), title: choice.y, type: type(choice.y), scale: { scheme: "blues" } } }
        : choice.colour === ""
        ? {}
        : { color: { field: keys.get(choice.colour), title: choice.colour, type: "nominal" } }),
      tooltip: wanted.map((name) => ({
        field: keys.get(name),
        title: name,
        type: type(name),
        ...time(name),
      })),
    },
  };
}
