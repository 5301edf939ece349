-- K02 Order count: completed orders, by completion.
select scope, id, pg_temp.start_of(:'unit', ts) as start, count(*) as "K02.orders"
from credited_order
where pg_temp.kept(:'unit', ts, :'as_of'::timestamptz)
group by 1, 2, 3;
