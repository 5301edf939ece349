-- K11 Revenue of new and of returning customers: an order is that of a new customer where it is the customer's first that
-- counts, by completion, then by id as text. Orders without a customer are in neither.
with ranked as (
    select order_id, row_number() over (partition by customer_id order by ts, order_id::text collate "C") as place
    from counted_order
    where customer_id is not null)
select
    scope,
    id,
    pg_temp.start_of(:'unit', ts) as start,
    coalesce(sum(net) filter (where place = 1), 0) as "K11.new",
    coalesce(sum(net) filter (where place > 1), 0) as "K11.returning",
    count(*) filter (where place = 1) as "K11.new_customers",
    count(*) filter (where place > 1) as "K11.returning_orders",
    pg_temp.divide(coalesce(sum(net) filter (where place = 1), 0), sum(net), 6) as "K11.new_share"
from credited_order
join ranked using (order_id)
where scope <> 'channel'
group by 1, 2, 3;
