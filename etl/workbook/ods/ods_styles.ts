import { serialToIso } from "../excel_date.ts";

/** 30 December 1899 as days since 1970. An OpenDocument file counts days from here unless it says otherwise. */
const NULL_DATE = -25_569;
const DAY = 86_400_000;
const MAX_PARENTS = 20;

/** The cell and sheet styles of an OpenDocument file, collected element by element from the stream. */
export class OdsStyles {
  /** For each cell style: its data style, and its parent style. */
  readonly #cells = new Map<string, { readonly format: string | undefined; readonly parent: string | undefined }>();
  /** For each data style: a number format code, or "date". */
  readonly #formats = new Map<string, string>();
  readonly #hidden = new Set<string>();
  #style = "";
  #format = "";
  #shift = 0;

  /** Records an element within the styles. The attributes have their full names. */
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

  /** Sets the day the file counts from. The argument has the file's spelling. */
  setNullDate(date: string | undefined): void {
    const days = date === undefined ? NaN : Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY;
    if (Number.isInteger(days)) this.#shift = days - NULL_DATE;
  }

  /** Whether a sheet with this style is hidden. */
  isHidden(style: string | undefined): boolean {
    return style !== undefined && this.#hidden.has(style);
  }

  /** How cells with this style show a number: a format code, "date", or null for no particular format. */
  format(style: string | undefined): string | null {
    for (let i = 0; style !== undefined && i < MAX_PARENTS; i++) {
      const known = this.#cells.get(style);
      if (known?.format !== undefined) return this.#formats.get(known.format) ?? null;
      style = known?.parent;
    }
    return null;
  }

  /** Converts a number in a cell with a date format to a date. Null when it is not a valid day. */
  date(serial: number): string | null {
    return serialToIso(serial + this.#shift, 1900);
  }
}
