-- K03 Average order value: net revenue by order.
select
    scope,
    id,
    pg_temp.start_of(:'unit', ts) as start,
    pg_temp.divide(sum(net), count(*), :'digits'::int) as "K03.aov"
from credited_order
where pg_temp.kept(:'unit', ts, :'as_of'::timestamptz)
group by 1, 2, 3;
