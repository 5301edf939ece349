-- K01 Sales revenue: of completed orders by completion, also of a product in a region; net_refund_dated has refunds on their own date.
select
    scope,
    id,
    pg_temp.start_of(:'unit', ts) as start,
    sum(gross) as "K01.gross",
    sum(net) as "K01.net",
    sum(net_refund_dated) as "K01.net_refund_dated"
from (select * from revenue union all select * from revenue_by_product) sold
where pg_temp.kept(:'unit', ts, :'as_of'::timestamptz)
group by 1, 2, 3;
