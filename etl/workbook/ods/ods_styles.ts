import { serialToIso } from "../excel_date.ts";

/** 30 December 1899, from which an OpenDocument file counts days unless it says otherwise, as days since 1970. */
const NULL_DATE = -25_569;
const DAY = 86_400_000;
const MAX_PARENTS = 20;

/** What the styles of an OpenDocument file say of its cells and sheets, told element by element as they stream by. */
export class OdsStyles {
  /** By cell style: the format it names, and the style it rests on. */
  readonly #cells = new Map<string, { readonly format: string | undefined; readonly parent: string | undefined }>();
  /** By data style: a number format code, or "date". */
  readonly #formats = new Map<string, string>();
  readonly #hidden = new Set<string>();
  #style = "";
  #format = "";
  #shift = 0;

  /** An element within the styles, with its attributes by their names as written. */
  see(name: string, attributes: ReadonlyMap<string, string>): void {
    switch (name) {
      case "style":
        this.#style = attributes.get("style:name") ?? "";
        this.#cells.set(this.#style, {
          format: attributes.get("style:data-style-name"),
          parent: attributes.get("style:parent-style-name"),
        });
        break;
      case "table-properties":
        if (attributes.get("table:display") === "false") this.#hidden.add(this.#style);
        break;
      case "percentage-style":
      case "date-style":
      case "time-style":
        this.#format = attributes.get("style:name") ?? "";
        this.#formats.set(this.#format, name === "percentage-style" ? "0.00%" : "[h]:mm:ss");
        break;
      case "number-style":
      case "boolean-style":
      case "currency-style":
      case "text-style":
        this.#format = "";
        break;
      case "year":
      case "month":
      case "day":
        if (this.#format !== "") this.#formats.set(this.#format, "date");
        break;
      case "number": {
        const places = Number(attributes.get("number:decimal-places"));
        if (this.#formats.get(this.#format)?.endsWith("%") && places >= 0 && places <= 20) {
          this.#formats.set(this.#format, places === 0 ? "0%" : `0.${"0".repeat(places)}%`);
        }
      }
    }
  }

  /** The day the file counts from, as it writes it. */
  setNullDate(date: string | undefined): void {
    const days = date === undefined ? NaN : Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY;
    if (Number.isInteger(days)) this.#shift = days - NULL_DATE;
  }

  /** Whether sheets of this style are hidden. */
  isHidden(style: string | undefined): boolean {
    return style !== undefined && this.#hidden.has(style);
  }

  /** What cells of this style show a number as: a format code, "date", or null for nothing particular. */
  format(style: string | undefined): string | null {
    for (let i = 0; style !== undefined && i < MAX_PARENTS; i++) {
      const known = this.#cells.get(style);
      if (known?.format !== undefined) return this.#formats.get(known.format) ?? null;
      style = known?.parent;
    }
    return null;
  }

  /** The date a number in a cell of a date format is; null when it is no day. */
  date(serial: number): string | null {
    return serialToIso(serial + this.#shift, 1900);
  }
}
