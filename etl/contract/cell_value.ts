/** The value of a cell under a contract, not null. Days are counted from 1970-01-01. */
export type CellValue = string | number | boolean;
