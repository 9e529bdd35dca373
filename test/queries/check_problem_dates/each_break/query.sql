select problem_reference, source_row from check_problem_dates order by 1
