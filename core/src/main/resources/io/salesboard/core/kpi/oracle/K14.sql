-- K14 Paid and unpaid orders, by completion; "now" is all orders ever, credited where the rep was when each completed.
-- An overpaid order counts negative in unpaid; it is paid in full.
select
    scope,
    id,
    pg_temp.start_of(:'unit', ts) as start,
    sum(least(settled, due)) as "K14.paid",
    sum(due - settled) as "K14.unpaid",
    count(*) filter (where settled >= due) as "K14.paid_orders",
    count(*) filter (where settled < due) as "K14.unpaid_orders"
from credited_order
where scope in ('company', 'region', 'rep', 'store')
group by 1, 2, 3;
