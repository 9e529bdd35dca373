select exception_reason, exceptions, reason_rank, share_percent from ch_exception_counts order by reason_rank
