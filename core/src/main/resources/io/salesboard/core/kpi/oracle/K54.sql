-- K54 Pace to goal: where the row should be by working time, and where it will end. The present day passes evenly
-- between opening and closing, in parts of a millisecond, its share rounded to six decimals.
with
    today as (
        select
            pg_temp.day_of(:'as_of'::timestamptz) as day,
            pg_temp.divide(
                least(greatest(now.ms - hours.opens, 0), hours.closes - hours.opens), hours.closes - hours.opens, 6) as share
        from (
            select floor(extract(epoch from (:'as_of'::timestamptz at time zone :'zone')::time) * 1000) as ms) now
        cross join (
            select
                extract(epoch from :'opens'::time) * 1000 as opens,
                extract(epoch from :'closes'::time) * 1000 as closes) hours),
    working_window as (
        select
            start,
            sum(pg_temp.weight_of(d::date)) as days,
            sum(pg_temp.weight_of(d::date)
                * case when d::date < t.day then 1 when d::date = t.day then t.share else 0 end) as elapsed
        from (
            select start from asked
            union
            select start from window_net where unit = :'unit'
            union
            select start from window_quota where unit = :'unit') w
        cross join today t
        cross join generate_series(
            pg_temp.day_of(start), pg_temp.end_of(:'unit', pg_temp.day_of(start)) - 1, interval '1 day') d
        group by start),
    net as (
        select scope, id, start, net from window_net where unit = :'unit' and scope in ('company', 'region', 'team', 'rep')),
    quota as (
        select scope, id, start, amount
        from window_quota
        where unit = :'unit' and scope in ('company', 'region', 'team', 'rep'))
select
    scope,
    id,
    start,
    pg_temp.divide(w.elapsed, w.days, 6) as "K54.expected",
    pg_temp.divide(w.days * coalesce(n.net, 0), w.elapsed * q.amount, 6) as "K54.pace",
    coalesce(n.net, 0) - pg_temp.divide(w.elapsed * q.amount, w.days, :'digits'::int) as "K54.gap",
    pg_temp.divide(q.amount - coalesce(n.net, 0), w.days - w.elapsed, :'digits'::int) as "K54.required_run_rate",
    pg_temp.divide(w.days * coalesce(n.net, 0), w.elapsed, :'digits'::int) as "K54.projected"
from (select * from asked where scope in ('company', 'region', 'team', 'rep')) a
full join net n using (scope, id, start)
full join quota q using (scope, id, start)
join working_window w using (start);
