-- K07 Sales by product and by category: its lines, with their part of discounts and refunds of the whole order.
-- The cost is the product's present one; in another currency than the base currency it is not known. A category's margin is
-- that of its products whose cost is known, and no value where it has none.
with
    sold as (
        select product_id, ts, net_before_refunds as net, qty from product_sale
        union all
        select product_id, sold_ts, -amount, 0 from product_refund),
    of_product as (
        select product_id, pg_temp.start_of(:'unit', ts) as start, sum(net) as net, sum(qty) as units
        from sold
        group by 1, 2),
    known as (
        select product_id, coalesce(category, '-') as category, unit_cost
        from product
        where currency = :'currency' and unit_cost is not null),
    summed as (
        select 'product' as scope, product_id as id, start, net, units from of_product
        union all
        select 'category', coalesce(p.category, '-'), start, sum(net), sum(units)
        from of_product
        left join product p using (product_id)
        group by 2, 3),
    category_margin as (
        select category, start as begins, sum(net - round(units * unit_cost, :'digits'::int)) as margin
        from of_product
        join known using (product_id)
        group by 1, 2)
select
    scope,
    id,
    start,
    coalesce(s.net, 0) as "K07.net",
    coalesce(s.units, 0) as "K07.units",
    case
        when scope = 'product' then coalesce(s.net, 0) - round(coalesce(s.units, 0) * p.unit_cost, :'digits'::int)
        when c.category is not null then coalesce(m.margin, 0)
    end as "K07.margin"
from (select * from asked where scope in ('product', 'category')) a
full join summed s using (scope, id, start)
left join known p on p.product_id = id and scope = 'product'
left join (select distinct category from known) c on c.category = id and scope = 'category'
left join category_margin m on m.category = id and m.begins = start and scope = 'category';
