-- K27 Lead conversion rate. Period: converted in the window by created in the window, each credited where the rep was
-- on its own day. Cohort: of those created in the window, converted so far.
select
    scope,
    id,
    pg_temp.start_of(:'unit', ts) as start,
    pg_temp.divide(
        count(*) filter (where event = 'lead converted'), count(*) filter (where event = 'lead created'), 6) as "K27.period",
    pg_temp.divide(
        count(*) filter (where event = 'lead created' and converted),
        count(*) filter (where event = 'lead created'),
        6) as "K27.cohort"
from credited_pursuit
where event in ('lead created', 'lead converted') and scope in ('company', 'region', 'team', 'rep', 'lead_source')
group by 1, 2, 3;
