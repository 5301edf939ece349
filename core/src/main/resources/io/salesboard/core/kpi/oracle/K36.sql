-- K36 Pipeline value: open opportunities, with the team and region their rep is in today; coverage of what is missing
-- of the present quarter's quota, no value once it is reached.
with
    quarter as (
        select scope, id, q.amount - coalesce(n.net, 0) as missing
        from window_quota q
        left join window_net n using (unit, scope, id, start)
        where unit = 'quarter' and start = pg_temp.start_of('quarter', :'as_of'::timestamptz)),
    pipeline as (
        select c.scope, c.id, count(*) as open, sum(o.amount) as amount, sum(o.weighted) as weighted
        from counted_opportunity o
        cross join lateral pg_temp.place_of(o.rep_id, pg_temp.day_of(:'as_of'::timestamptz)) p
        cross join lateral (
            values ('company', 'company'), ('region', p.region_id), ('team', p.team_id), ('rep', o.rep_id)) c (scope, id)
        where o.outcome is null
        group by 1, 2)
select
    scope,
    id,
    pg_temp.start_of('now', :'as_of'::timestamptz) as start,
    coalesce(p.open, 0) as "K36.open",
    coalesce(p.amount, 0) as "K36.amount",
    coalesce(p.weighted, 0) as "K36.weighted",
    case when q.missing > 0 then pg_temp.divide(coalesce(p.weighted, 0), q.missing, 6) end as "K36.coverage"
from (select scope, id from asked where scope in ('company', 'region', 'team', 'rep')) a
full join pipeline p using (scope, id)
left join quarter q using (scope, id);
