-- K51 Quota attainment: net revenue by the quota of the window.
select
    scope,
    id,
    start,
    q.amount as "K51.quota",
    pg_temp.divide(coalesce(n.net, 0), q.amount, 6) as "K51.attainment"
from window_quota q
left join window_net n using (unit, scope, id, start)
where unit = :'unit';
