-- K05 Revenue per rep: net revenue by the active reps assigned on the window's last day, or today if earlier.
-- "Active" is what the rep's row says now; who was hired later than that day does not count, and a rep without any
-- assignment on that day counts nowhere, not even for the company.
with
    working_window as (
        select
            start,
            least(
                pg_temp.end_of(:'unit', pg_temp.day_of(start)) - 1,
                pg_temp.day_of(:'as_of'::timestamptz)) as placed_on
        from (select start from asked union select start from window_net where unit = :'unit') w),
    heads as (
        select c.scope, c.id, w.start, count(*) as reps
        from working_window w
        cross join rep r
        cross join lateral pg_temp.place_of(r.rep_id, w.placed_on) p
        cross join lateral (
            values ('company', 'company'), ('region', p.region_id), ('team', p.team_id), ('rep', r.rep_id)) c (scope, id)
        where r.active and (r.hire_date is null or r.hire_date <= w.placed_on) and p.assigned
        group by 1, 2, 3)
select scope, id, start, pg_temp.divide(coalesce(n.net, 0), h.reps, :'digits'::int) as "K05.per_rep"
from heads h
left join (select * from window_net where unit = :'unit') n using (scope, id, start);
