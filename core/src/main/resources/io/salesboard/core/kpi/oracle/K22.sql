-- K22 New leads, by creation; merged duplicates count once.
select scope, id, pg_temp.start_of(:'unit', ts) as start, count(*) as "K22.leads"
from credited_pursuit
where event = 'lead created'
    and pg_temp.kept(:'unit', ts, :'as_of'::timestamptz)
    and scope in ('company', 'region', 'team', 'rep', 'lead_source')
group by 1, 2, 3;
