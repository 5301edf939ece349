-- K29 New opportunities, by creation.
select
    scope,
    id,
    pg_temp.start_of(:'unit', ts) as start,
    count(*) as "K29.count",
    sum(amount) as "K29.amount"
from credited_pursuit
where event = 'opportunity created'
    and pg_temp.kept(:'unit', ts, :'as_of'::timestamptz)
    and scope in ('company', 'region', 'team', 'rep', 'lead_source')
group by 1, 2, 3;
