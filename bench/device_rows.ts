/** Devices of the first month, and who they are in the months after. */
export interface DeviceMonths {
  /** Devices the first month lists. */
  readonly devices: number;
  readonly seed: number;
  /** `yyyy-mm`, in order. */
  readonly months: readonly string[];
  /** Which of the months to list. */
  readonly index: number;
}

/** A Device in so many leaves the list each month, and as many are new. */
const TURNOVER = 128;

const TYPES = ["ESME", "ESME", "ESME", "GSME", "GSME", "GPF", "CHF", "HCALCS", "PPMID"];
const USERS = 200;
/** What is drawn of a Device, each apart from the others. */
const DRAWS = [
  ...["complete", "stays", "type", "type blank", "user", "user blank", "age", "day", "a", "a blank", "b", "b lost"],
  ...["b lost in", "c", "c sent", "d", "d sent", "e", "e sent"],
] as const;

/**
 * The query that lists a month's Devices in the contract's columns: a function of seed and Device number alone, so that
 * each Device keeps its identity, and what it has been done, from month to month.
 *
 * Three in four Devices of the first month are complete, though one in fifty of them loses its recovery credentials in
 * one of the later months. Of the others, and of those that are new, each criterion is met from the start, from some
 * month on, or never. A day in the last seven of the month is not counted yet. Some types, Users and answers are blank.
 */
export function deviceRows({ devices, seed, months, index }: DeviceMonths): string {
  const joining = Math.max(1, Math.floor(devices / TURNOVER));
  const draw = (what: typeof DRAWS[number], below: number) =>
    `(hash(${seed} * 1099511627776 + number * ${DRAWS.length} + ${DRAWS.indexOf(what)}) % ${below})::integer`;
  // The month from which a criterion is met: 0 where it always was, 99 where it never will be.
  const metFrom = (what: typeof DRAWS[number]) => {
    const met = `list_value(0, 0, 0, 0, 1, 2, 3, 4, 6, 9, 99, 99)[${draw(what, 12)} + 1]`;
    return `case when is_complete then 0 else joined + ${met} end`;
  };
  const requests = (what: "c" | "d" | "e") =>
    `case when ${index} >= ${metFrom(what)} then 2 + ${draw(`${what} sent`, 3)} else ${draw(`${what} sent`, 2)} end`;
  const users = `'90-B3-D5-1F-30-01-00-' || substr(format('{:02X}', ${draw("user", USERS)}), 1, 2)`;
  const day = (month: string) => `date '${month}-01'`;
  const lists = (dates: readonly string[]) => `list_value(${dates.join(", ")})`;
  return `
    with numbered as (
        select
            range as number,
            if(range < ${devices}, 0, 1 + (range - ${devices}) // ${joining})::integer as joined
        from range(${devices + index * joining})
    ),

    listed as (
        select
            *,
            joined = 0 and ${draw("complete", 4)} > 0 as is_complete,
            -- An odd factor carries numbers to other numbers, one to one: Device IDs come in no order.
            format('{:010X}', (number * 68719476767 + 62119) % 1099511627776) as digits
        from numbered
        where joined + ${draw("stays", TURNOVER)} >= ${index}
    )

    select
        last_day(${day(months[index]!)}) as period_end,
        concat_ws(
            '-', '90-B3-D5', digits[1:2], digits[3:4], digits[5:6], digits[7:8], digits[9:10]
        ) as device_id,
        if(${draw("type blank", 1000)} = 0, null, ${lists(TYPES.map((type) => `'${type}'`))}[${
    draw("type", TYPES.length)
  } + 1]) as device_type,
        if(${draw("user blank", 1000)} = 0, null, ${users}) as user_id,
        case
            when joined = 0 then ${day(months[0]!)} - ${draw("age", 1200)}
            else ${lists(months.map(day))}[joined + 1] + ${draw("day", 28)}
        end as commissioned_date,
        if(${draw("a blank", 5000)} = 0, null, ${index} >= ${metFrom("a")}) as dcc_interrogation,
        ${index} >= ${metFrom("b")}
            and not (is_complete and ${draw("b lost", 50)} = 0 and ${index} >= 1 + ${
    draw("b lost in", 5)
  }) as recovery_cell_populated,
        ${requests("c")} as issue_security_credentials,
        ${requests("d")} as update_security_credentials_device,
        ${requests("e")} as update_security_credentials_krp
    from listed`;
}
