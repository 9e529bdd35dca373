import { csrVarianceWorkbooks } from "./csr_variance.ts";
import { performanceMeasuresWorkbooks } from "./performance_measures.ts";
import { reportRegisterWorkbooks } from "./report_register.ts";
import type { SampleWorkbook } from "./sample_workbook.ts";
import { srVarianceWorkbooks } from "./sr_variance.ts";

/** Every workbook of the sample inbox. */
export function allSamples(): SampleWorkbook[] {
  return [
    ...csrVarianceWorkbooks(),
    ...srVarianceWorkbooks(),
    ...performanceMeasuresWorkbooks(),
    ...reportRegisterWorkbooks(),
  ];
}
