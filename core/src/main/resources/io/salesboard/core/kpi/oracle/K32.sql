-- K32 Win-loss ratio and win rate, by closing; only a lost opportunity has a lost reason.
select
    scope,
    id,
    pg_temp.start_of(:'unit', ts) as start,
    count(*) filter (where event = 'won') as "K32.won",
    count(*) filter (where event = 'lost') as "K32.lost",
    pg_temp.divide(count(*) filter (where event = 'won'), count(*) filter (where event = 'lost'), 6) as "K32.ratio",
    pg_temp.divide(count(*) filter (where event = 'won'), count(*), 6) as "K32.rate"
from credited_pursuit
where event in ('won', 'lost') and scope in ('company', 'team', 'rep', 'product', 'lead_source', 'lost_reason')
group by 1, 2, 3;
