-- K07 Sales by product: its lines, with their part of discounts and refunds of the whole order.
-- The cost is the product's present one; in another currency than the base currency it is not known.
with
    sold as (
        select product_id, ts, net_before_refunds as net, qty from product_sale
        union all
        select product_id, sold_ts, -amount, 0 from product_refund),
    summed as (
        select 'product' as scope, product_id as id, pg_temp.start_of(:'unit', ts) as start, sum(net) as net, sum(qty) as units
        from sold
        group by 2, 3)
select
    scope,
    id,
    start,
    coalesce(s.net, 0) as "K07.net",
    coalesce(s.units, 0) as "K07.units",
    coalesce(s.net, 0) - round(coalesce(s.units, 0) * p.unit_cost, :'digits'::int) as "K07.margin"
from (select * from asked where scope = 'product') a
full join summed s using (scope, id, start)
left join product p on p.product_id = id and p.currency = :'currency';
