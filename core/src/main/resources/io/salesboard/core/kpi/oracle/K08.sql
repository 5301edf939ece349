-- K08 Sales by channel, and the channel's share of the company.
select
    scope,
    id,
    start,
    coalesce(n.net, 0) as "K08.net",
    pg_temp.divide(coalesce(n.net, 0), c.net, 6) as "K08.share"
from (select * from asked where scope = 'channel') a
full join (select * from window_net where unit = :'unit' and scope = 'channel') n using (scope, id, start)
left join (select start, net from window_net where unit = :'unit' and scope = 'company') c using (start);
