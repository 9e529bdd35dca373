import type { SampleWorkbook } from "./sample_workbook.ts";
import { writeCsvSample } from "./write_csv_sample.ts";
import { writeOtherSample } from "./write_other_sample.ts";
import { writeXlsxSample } from "./write_xlsx_sample.ts";

/**
 * A sample as the bytes of its file, in the format its name ends with. The same sample gives the same bytes everywhere.
 *
 * @throws {RangeError} when the ending is none of `.xlsx`, `.xls`, `.xlsb`, `.ods`, `.csv`
 */
export function writeSample(workbook: SampleWorkbook): Promise<Uint8Array<ArrayBuffer>> {
  const ending = workbook.fileName.slice(workbook.fileName.lastIndexOf(".") + 1);
  switch (ending) {
    case "xlsx":
      return writeXlsxSample(workbook);
    case "xls":
    case "xlsb":
    case "ods":
      return Promise.resolve(writeOtherSample(workbook, ending));
    case "csv":
      return Promise.resolve(writeCsvSample(workbook.sheets[0]!));
    default:
      throw new RangeError(`Cannot write sample "${workbook.fileName}": no format is called "${ending}"`);
  }
}
