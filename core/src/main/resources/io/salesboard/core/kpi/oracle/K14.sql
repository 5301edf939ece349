-- K14 Paid and unpaid orders, by completion. "now" is all orders ever, and a region's are then those of the reps it has
-- today, for they are who collects. An overpaid order counts negative in unpaid; it is paid in full.
with
    credited as (
        select scope, id, ts, due, settled
        from credited_order
        where scope in ('company', 'rep', 'store') or (scope = 'region' and :'unit' <> 'now')
        union all
        select 'region', p.region_id, o.ts, o.due, o.settled
        from counted_order o
        join (
            select r.rep_id, p.region_id
            from (select distinct rep_id from counted_order) r
            cross join lateral pg_temp.place_of(r.rep_id, pg_temp.day_of(:'as_of'::timestamptz)) p) p using (rep_id)
        where :'unit' = 'now')
select
    scope,
    id,
    pg_temp.start_of(:'unit', ts) as start,
    sum(least(settled, due)) as "K14.paid",
    sum(due - settled) as "K14.unpaid",
    count(*) filter (where settled >= due) as "K14.paid_orders",
    count(*) filter (where settled < due) as "K14.unpaid_orders"
from credited
group by 1, 2, 3;
