-- K37 Missed meetings and opportunities: meetings that nobody noted as held 15 minutes after their time, and open
-- opportunities whose expected day of closing is over; with the team and region their rep is in today.
with missed as (
    select coalesce(rep_id, '-') as rep_id, 1 as meetings, 0 as opportunities
    from activity
    where type = 'meeting' and done_ts is null and scheduled_ts + interval '15 minutes' <= :'as_of'::timestamptz
    union all
    select rep_id, 0, 1
    from counted_opportunity
    where outcome is null and expected_close < pg_temp.day_of(:'as_of'::timestamptz))
select
    c.scope,
    c.id,
    pg_temp.start_of('now', :'as_of'::timestamptz) as start,
    sum(meetings) as "K37.missed_meetings",
    sum(opportunities) as "K37.overdue_opportunities"
from missed m
cross join lateral pg_temp.place_of(m.rep_id, pg_temp.day_of(:'as_of'::timestamptz)) p
cross join lateral (
    values ('company', 'company'), ('region', p.region_id), ('team', p.team_id), ('rep', m.rep_id)) c (scope, id)
group by 1, 2;
