-- K06 Sales by location: of the store; for a region of the stores that stand in it (not of the reps it has); for a kind
-- (store or online) of all stores of the kind. The mean is over the rows of store, region and kind, whether they sold anything or not.
with
    sold_at as (
        select c.scope, c.id, ts, net
        from counted_order o
        left join store s on s.store_id = o.store_id
        cross join lateral (
            values
                ('store', o.store_id),
                ('region', o.location_region_id),
                ('store_kind', coalesce(s.kind, '-'))) c (scope, id)
        where pg_temp.kept(:'unit', ts, :'as_of'::timestamptz)),
    here as (
        select scope, id, pg_temp.start_of(:'unit', ts) as start, sum(net) as net, count(*) as orders
        from sold_at
        group by 1, 2, 3),
    company as (
        select pg_temp.start_of(:'unit', ts) as start, sum(net) as net
        from counted_order
        where pg_temp.kept(:'unit', ts, :'as_of'::timestamptz)
        group by 1),
    places as (
        select 'store' as scope, count(*) as number from store
        union all
        select 'region', count(*) from region
        union all
        select 'store_kind', count(distinct kind) from store)
select
    scope,
    id,
    start,
    coalesce(h.net, 0) as "K06.net",
    coalesce(h.orders, 0) as "K06.orders",
    pg_temp.divide(coalesce(h.net, 0), c.net, 6) as "K06.share",
    coalesce(h.net, 0) - pg_temp.divide(coalesce(c.net, 0), p.number, :'digits'::int) as "K06.gap_to_mean"
from (select * from asked where scope in ('store', 'region', 'store_kind')) a
full join here h using (scope, id, start)
left join company c using (start)
join places p using (scope);
