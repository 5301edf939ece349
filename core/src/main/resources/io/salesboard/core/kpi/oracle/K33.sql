-- K33 Deals per rep and team: opportunities won by closing, new leads by creation.
select
    scope,
    id,
    pg_temp.start_of(:'unit', ts) as start,
    count(*) filter (where event = 'won') as "K33.won",
    coalesce(sum(amount) filter (where event = 'won'), 0) as "K33.amount",
    count(*) filter (where event = 'lead created') as "K33.leads"
from credited_pursuit
where event in ('won', 'lead created') and scope in ('region', 'team', 'rep')
group by 1, 2, 3;
