import fc from "fast-check";
import { assertRecomputed, day, grouped, month, orNull, type Row, sum } from "./random_warehouse.ts";

const region = fc.constantFrom("North", "Central", "South");
const device = fc.constantFrom("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8");
const quarter = fc.constantFrom("2019-04-01", "2019-07-01", "2020-01-01");
const yesNo = orNull(fc.boolean());

function lastDay(start: string, months: number): string {
  const [year, at] = start.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, at - 1 + months, 0)).toISOString().slice(0, 10);
}

function previousMonth(start: string): string {
  return `${lastDay(start, 0).slice(0, 7)}-01`;
}

Deno.test("ch_returns_summary agrees with a recomputation on random extracts", async () => {
  const row = fc.record({ device_id: device, region, returned_date: day, closed_date: orNull(day) }).chain((one) =>
    fc.constantFrom("No Fault Found", "Fault Found").map((attribution) => ({
      ...one,
      attribution: one.closed_date === null ? null : attribution,
    }))
  );
  await assertRecomputed("ch_returns", row, ["device_id", "returned_date"], (input) => {
    const closed = input.filter((one) => one.closed_date !== null);
    return [{
      question: `select reporting_quarter, region, attribution, records_closed from ch_returns_summary
                 order by reporting_quarter, region, attribution`,
      answer: grouped(closed, ({ closed_date, region, attribution }) => {
        const [year, at] = closed_date!.split("-").map(Number) as [number, number];
        const start = Math.floor((at - 1) / 3) * 3 + 1;
        return { reporting_quarter: `${year}-${String(start).padStart(2, "0")}-01`, region, attribution };
      }).map(([key, rows]) => ({ ...key, records_closed: rows.length })),
    }];
  });
});

Deno.test("ch_exception_counts agrees with a recomputation on random extracts", async () => {
  const row = fc.record({
    reporting_month: month,
    device_id: device,
    region,
    exception_reason: fc.constantFrom("No incident raised", "No address"),
  });
  await assertRecomputed("ch_exceptions", row, ["reporting_month", "device_id", "exception_reason"], (input) => {
    const months = new Set(input.map((one) => one.reporting_month));
    const count = (at: string, region: Row[string], reason: Row[string]) =>
      input.filter((one) => one.reporting_month === at && one.region === region && one.exception_reason === reason)
        .length;
    return [{
      question: `select reporting_month, region, exception_reason, exceptions, previous_month_exceptions,
                   growth_percent, share_percent
                 from ch_exception_counts order by reporting_month, region, exception_reason`,
      answer: grouped(input, ({ reporting_month, region, exception_reason }) => ({
        reporting_month,
        region,
        exception_reason,
      })).map(([key, rows]) => {
        const before = previousMonth(String(key.reporting_month));
        const previous = months.has(before) ? count(before, key.region!, key.exception_reason!) : null;
        const all = input.filter((one) => one.reporting_month === key.reporting_month).length;
        return {
          ...key,
          exceptions: rows.length,
          previous_month_exceptions: previous,
          growth_percent: previous ? (rows.length - previous) / previous * 100 : null,
          share_percent: rows.length / all * 100,
        };
      }),
    }];
  });
});

Deno.test("ch_variant_errors agrees with a recomputation on random extracts", async () => {
  const variant = orNull(fc.constantFrom("Standard 420", "Variant 450"));
  const row = fc.record({
    reporting_month: month,
    device_id: device,
    region,
    expected_variant: variant,
    installed_variant: variant,
    installed_date: day,
  });
  await assertRecomputed("ch_installations", row, ["reporting_month", "device_id", "installed_date"], (input) => [{
    question: `select reporting_month, region, installations, incorrect_variants from ch_variant_errors
               order by reporting_month, region`,
    answer: grouped(input, ({ reporting_month, region }) => ({ reporting_month, region })).map(([key, rows]) => ({
      ...key,
      installations: rows.length,
      incorrect_variants: rows.filter(({ expected_variant, installed_variant }) =>
        expected_variant !== null && installed_variant !== null && expected_variant !== installed_variant
      ).length,
    })),
  }]);
});

Deno.test("nep_summary agrees with a recomputation on random extracts", async () => {
  const row = fc.record({
    reporting_quarter: quarter,
    nep_reference: fc.constantFrom("N1", "N2", "N3", "N4", "N5"),
    kind: fc.constantFrom("Mesh", "Radio site"),
    premises: fc.nat(500),
    completed_date: orNull(day),
  });
  await assertRecomputed("network_enhancement_plans", row, ["reporting_quarter", "nep_reference"], (input) => [{
    question: "select reporting_quarter, kind, completed, premises from nep_summary order by reporting_quarter, kind",
    answer: grouped(input, ({ reporting_quarter, kind }) => ({ reporting_quarter, kind })).map(([key, rows]) => {
      const start = String(key.reporting_quarter);
      const completed = rows.filter((one) =>
        one.completed_date !== null && one.completed_date >= start && one.completed_date <= lastDay(start, 3)
      );
      return { ...key, completed: completed.length, premises: sum(completed.map((one) => one.premises)) ?? 0 };
    }),
  }]);
});

Deno.test("rdp_incident_summary agrees with a recomputation on random extracts", async () => {
  const row = fc.record({
    reporting_month: month,
    incident_reference: fc.integer({ min: 1, max: 30 }).map((at) => `INC${String(at).padStart(12, "0")}`),
    opened_date: day,
    resolved_date: orNull(day),
    closed_date: orNull(day),
  });
  await assertRecomputed("rdp_incidents", row, ["reporting_month", "incident_reference"], (input) => [{
    question: `select reporting_month, opening_balance, opened, resolved, open_at_month_end, closed_since
               from rdp_incident_summary order by reporting_month`,
    answer: grouped(input, ({ reporting_month }) => ({ reporting_month })).map(([key, rows]) => {
      const start = String(key.reporting_month);
      const end = lastDay(start, 1);
      const isOpen = (one: typeof rows[number]) =>
        one.opened_date <= end && !(one.resolved_date !== null && one.resolved_date <= end);
      return {
        ...key,
        opening_balance: rows.filter((one) =>
          one.opened_date < start && !(one.resolved_date !== null && one.resolved_date < start)
        ).length,
        opened: rows.filter((one) => one.opened_date >= start && one.opened_date <= end).length,
        resolved: rows.filter((one) =>
          one.resolved_date !== null && one.resolved_date >= start && one.resolved_date <= end
        ).length,
        open_at_month_end: rows.filter(isOpen).length,
        closed_since: rows.filter((one) =>
          isOpen(one) && [one.resolved_date, one.closed_date].some((date) =>
            date !== null && date > end
          )
        ).length,
      };
    }),
  }]);
});

Deno.test("problem_summary agrees with a recomputation on random extracts", async () => {
  const row = fc.record({
    reporting_quarter: quarter,
    problem_reference: fc.integer({ min: 1, max: 20 }).map((at) => `PBI${at}`),
    opened_date: day,
    closed_date: orNull(day),
    fix_identified: yesNo,
    rca_target_date: orNull(day),
    rca_completed_date: orNull(day),
    significant_or_impactful: yesNo,
  });
  await assertRecomputed("problems", row, ["reporting_quarter", "problem_reference"], (input) => [{
    question: `select reporting_quarter, open_problems, fix_identified, rca_target_breached, significant_or_impactful
               from problem_summary order by reporting_quarter`,
    answer: grouped(input, ({ reporting_quarter }) => ({ reporting_quarter })).map(([key, rows]) => {
      const end = lastDay(String(key.reporting_quarter), 3);
      const open = rows.filter((one) => one.closed_date === null || one.closed_date > end);
      return {
        ...key,
        open_problems: open.length,
        fix_identified: open.filter((one) => one.fix_identified).length,
        rca_target_breached: open.filter(({ rca_target_date, rca_completed_date }) =>
          rca_target_date !== null && rca_target_date < end &&
          (rca_completed_date === null || rca_completed_date > rca_target_date)
        ).length,
        significant_or_impactful: open.filter((one) =>
          one.significant_or_impactful
        ).length,
      };
    }),
  }]);
});

Deno.test("post_commissioning_incomplete and post_commissioning_movement agree with a recomputation", async () => {
  const requests = fc.constantFrom(0, 1, 2, 3);
  const row = fc.record({
    period_end: fc.constantFrom("2019-05-31", "2019-06-30", "2019-07-31", "2019-09-30"),
    device_id: device,
    commissioned_date: fc.constantFrom("2019-01-01", "2019-05-23", "2019-05-24", "2019-06-22", "2019-06-23"),
    dcc_interrogation: yesNo,
    recovery_cell_populated: yesNo,
    issue_security_credentials: requests,
    update_security_credentials_device: requests,
    update_security_credentials_krp: requests,
  });
  await assertRecomputed("post_commissioning_devices", row, ["period_end", "device_id"], (input) => {
    const periods = grouped(input, ({ period_end }) => ({ reporting_month: `${period_end.slice(0, 7)}-01` })).map(
      ([key, rows]) => {
        const counted = rows.filter((one) =>
          Date.parse(one.period_end) - Date.parse(one.commissioned_date) > 7 * 86_400_000
        );
        const failing = {
          a: counted.filter((one) => one.dcc_interrogation !== true),
          b: counted.filter((one) => one.recovery_cell_populated !== true),
          c: counted.filter((one) => one.issue_security_credentials < 2),
          d: counted.filter((one) => one.update_security_credentials_device < 2),
          e: counted.filter((one) => one.update_security_credentials_krp < 2),
        };
        const any = new Set(Object.values(failing).flat().map((one) => one.device_id));
        return { month: String(key.reporting_month), failing, any };
      },
    );
    return [
      {
        question: "select reporting_month, criterion, devices from post_commissioning_incomplete order by 1, 2",
        answer: periods.flatMap(({ month, failing, any }) => [
          { reporting_month: month, criterion: "a", devices: failing.a.length },
          { reporting_month: month, criterion: "any", devices: any.size },
          ...(["b", "c", "d", "e"] as const).map((criterion) => ({
            reporting_month: month,
            criterion,
            devices: failing[criterion].length,
          })),
        ]),
      },
      {
        question: `select reporting_month, incomplete_devices, added, removed, previous_month_published
                   from post_commissioning_movement order by 1`,
        answer: periods.map(({ month, any }, at) => {
          const before = periods[at - 1];
          return {
            reporting_month: month,
            incomplete_devices: any.size,
            added: before === undefined ? null : any.difference(before.any).size,
            removed: before === undefined ? null : before.any.difference(any).size,
            previous_month_published: before?.month === previousMonth(month),
          };
        }),
      },
    ];
  });
});
