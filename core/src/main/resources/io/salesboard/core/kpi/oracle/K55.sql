-- K55 Rank and movement. Ranks follow from the ranked values themselves; movement compares them with the ranks by these:
-- what the present window would show without what is dated in the present day (for a day: the present hour), docs/decisions/0012.
-- Only the window that contains the present has such rows, and none where it began with that day (hour).
with
    part as (
        select u.unit, pg_temp.start_of(u.unit, :'as_of'::timestamptz) as begins
        from (values (case :'unit' when 'day' then 'hour' else 'day' end)) u (unit)),
    present as (
        select pg_temp.start_of(:'unit', :'as_of'::timestamptz) as start, part.unit, part.begins
        from part
        where pg_temp.start_of(:'unit', :'as_of'::timestamptz) < part.begins),
    rest as (
        select r.scope, r.id, p.start, sum(r.net) as net
        from revenue r
        join present p on p.start = pg_temp.start_of(:'unit', r.ts) and p.begins <> pg_temp.start_of(p.unit, r.ts)
        group by 1, 2, 3),
    goal as (
        select scope, id, start, q.amount
        from window_quota q
        join present p using (start)
        where q.unit = :'unit')
select
    scope,
    id,
    start,
    coalesce(r.net, 0) as "K01.net",
    pg_temp.divide(coalesce(r.net, 0), g.amount, 6) as "K51.attainment"
from rest r
full join goal g using (scope, id, start);
