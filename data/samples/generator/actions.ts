import { dayCell } from "./calendar.ts";
import { dress } from "./furniture.ts";
import type { SampleWorkbook } from "./sample_workbook.ts";

/** The list as it stood after the Operations Group's May 2021 meeting. Owners are bodies, never people. */
const ACTIONS: readonly {
  readonly reference: string;
  readonly report: string;
  readonly raised: string;
  readonly meeting: string;
  readonly action: string;
  readonly owner: string;
  readonly due: string | null;
  readonly state: "Open" | "Partially discharged" | "Discharged";
  readonly closed: string | null;
}[] = [
  {
    reference: "SAMPLE-OPSG-001",
    report: "Performance Measurement Report (PMR)",
    raised: "2019-07-23",
    meeting: "OPSG July 2019",
    action: "Provide a remediation plan for PM 2 (Category 1 Firmware Payloads completed within TRT)",
    owner: "DCC",
    due: "2019-08-27",
    state: "Open",
    closed: null,
  },
  {
    reference: "SAMPLE-OPSG-002",
    report: "CH exceptions (inside the PMR)",
    raised: "2019-07-23",
    meeting: "OPSG July 2019",
    action: "Explain the Communications Hub exceptions and their potential impact at the September meeting",
    owner: "DCC",
    due: "2019-09-03",
    state: "Partially discharged",
    closed: null,
  },
  {
    reference: "SAMPLE-OPSG-003",
    report: "Network Enhancement Plans (NEP)",
    raised: "2019-08-27",
    meeting: "OPSG August 2019",
    action: "Report on the progress toward the 2020 milestone for coverage",
    owner: "DCC",
    due: "2019-10-29",
    state: "Discharged",
    closed: "2019-10-29",
  },
  {
    reference: "SAMPLE-OPSG-004",
    report: "Incorrect CH variants installed (inside the PMR)",
    raised: "2019-08-27",
    meeting: "OPSG August 2019",
    action: "Follow up incorrect Communications Hub variants with individual SEC Parties",
    owner: "DCC",
    due: null,
    state: "Open",
    closed: null,
  },
  {
    reference: "SAMPLE-OPSG-005",
    report: "8",
    raised: "2019-08-27",
    meeting: "OPSG August 2019",
    action: "Provide a historical analysis of the Post Commissioning months that were not published",
    owner: "DCC",
    due: "2019-09-13",
    state: "Discharged",
    closed: "2019-09-13",
  },
  {
    reference: "SAMPLE-OPSG-006",
    report: "Report register",
    raised: "2021-04-26",
    meeting: "OPSG April 2021",
    action: "Confirm the timetable of the summary of DCC reporting (Annex 1)",
    owner: "SECAS",
    due: "2021-05-24",
    state: "Discharged",
    closed: "2021-05-24",
  },
  {
    reference: "SAMPLE-OPSG-007",
    report: "RDP Incident Report",
    raised: "2021-05-24",
    meeting: "OPSG 49_2405",
    action: "Publish further customer guidance on RDP Incidents",
    owner: "DCC",
    due: "2021-06-30",
    state: "Open",
    closed: null,
  },
  {
    reference: "SAMPLE-OPSG-008",
    report: "DCC Responsible Communications Hub (CH) Returns",
    raised: "2021-05-24",
    meeting: "OPSG 49_2405",
    action: "Split the Communications Hub trend analysis graph (Raised Across All Region) by Region",
    owner: "DCC",
    due: "2021-06-28",
    state: "Open",
    closed: null,
  },
  {
    reference: "SAMPLE-OPSG-009",
    report: "Report register",
    raised: "2021-05-24",
    meeting: "OPSG 49_2405",
    action: "Provide an index of the reports available, and guidance on where they will be stored",
    owner: "DCC",
    due: "2021-06-28",
    state: "Open",
    closed: null,
  },
  {
    reference: "SAMPLE-OPSG-010",
    report: "Actions and observations",
    raised: "2021-05-24",
    meeting: "OPSG 49_2405",
    action: "Provide any comments on the summary of DCC reporting (Annex 1)",
    owner: "OPSG members",
    due: "2021-06-11",
    state: "Open",
    closed: null,
  },
];

/** The Operations Group's actions: one list, which a re-issue replaces. */
export function actionsWorkbooks(): SampleWorkbook[] {
  return [{
    fileName: "OPSG Actions.xlsx",
    title: "Operations Group actions on DCC reporting",
    modified: "2021-05-24",
    sheets: [{
      name: "Actions",
      rows: dress({
        title: "Operations Group actions on DCC reporting",
        classification: "Green",
        asAt: "24 May 2021",
        header: [
          [
            "Action Reference",
            "Report",
            "Raised Date",
            "Meeting",
            "Action",
            "Owner",
            "Due Date",
            "State",
            "Closed Date",
          ],
        ],
        headerRow: 5,
        rows: ACTIONS.map(({ reference, report, raised, meeting, action, owner, due, state, closed }) => [
          reference,
          report,
          dayCell(raised, "14/08/2019"),
          meeting,
          action,
          owner,
          dayCell(due, "14/08/2019"),
          state,
          dayCell(closed, "14/08/2019"),
        ]),
        notes: ["Notes", "1. Modelled on the actions the published papers report; references and dates are invented."],
      }),
      widths: [20, 46, 13, 18, 80, 14, 13, 20, 13],
    }],
  }];
}
