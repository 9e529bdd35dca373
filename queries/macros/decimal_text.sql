-- A fraction of whole numbers with so many decimals, half rounded away from zero, never through a float:
-- decimal_text(1, 8, 2) is 0.13, decimal_text(-5, 2, 0) is -3.
create or replace macro decimal_text(numerator, denominator, decimals) as
    case
        when (numerator)::hugeint < 0
            and (2 * abs((numerator)::hugeint) * (10 ** (decimals))::hugeint + (denominator)::hugeint)
                // (2 * (denominator)::hugeint) > 0 then '-'
        else ''
    end
    || format(
        '{:,}',
        (
            (2 * abs((numerator)::hugeint) * (10 ** (decimals))::hugeint + (denominator)::hugeint)
            // (2 * (denominator)::hugeint)
            // (10 ** (decimals))::hugeint
        )::bigint
    )
    || case
        when (decimals) = 0 then ''
        else '.' || lpad(
            (
                (2 * abs((numerator)::hugeint) * (10 ** (decimals))::hugeint + (denominator)::hugeint)
                // (2 * (denominator)::hugeint)
                % (10 ** (decimals))::hugeint
            )::varchar,
            (decimals)::integer,
            '0'
        )
    end;
