import { actionsWorkbooks } from "./actions.ts";
import { chExceptionsWorkbooks } from "./ch_exceptions.ts";
import { chInstallationsWorkbooks } from "./ch_installations.ts";
import { chReturnsWorkbooks } from "./ch_returns.ts";
import { csrVarianceWorkbooks } from "./csr_variance.ts";
import { networkEnhancementPlansWorkbooks } from "./network_enhancement_plans.ts";
import { performanceMeasuresWorkbooks } from "./performance_measures.ts";
import { postCommissioningDevicesWorkbooks } from "./post_commissioning_devices.ts";
import { problemsWorkbooks } from "./problems.ts";
import { rdpIncidentsWorkbooks } from "./rdp_incidents.ts";
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
    ...chReturnsWorkbooks(),
    ...chExceptionsWorkbooks(),
    ...chInstallationsWorkbooks(),
    ...networkEnhancementPlansWorkbooks(),
    ...rdpIncidentsWorkbooks(),
    ...problemsWorkbooks(),
    ...postCommissioningDevicesWorkbooks(),
    ...actionsWorkbooks(),
  ];
}
