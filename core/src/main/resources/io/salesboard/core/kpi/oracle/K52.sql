-- K52 Share of reps at quota: of the reps with a quota in the window, those who reached it, all as assigned on the
-- window's last day, or today if earlier; a rep without any assignment then counts nowhere. Active or not does not
-- matter. A quota of 0 cannot be reached: it has no attainment.
with
    rep_quota as (
        select
            r.rep_id,
            q.start,
            q.amount > 0 and coalesce(n.net, 0) >= q.amount as reached,
            least(
                pg_temp.end_of(:'unit', pg_temp.day_of(q.start)) - 1,
                pg_temp.day_of(:'as_of'::timestamptz)) as placed_on
        from rep r
        join window_quota q on q.unit = :'unit' and q.scope = 'rep' and q.id = r.rep_id
        left join window_net n on n.unit = q.unit and n.scope = q.scope and n.id = q.id and n.start = q.start)
select
    c.scope,
    c.id,
    q.start,
    count(*) filter (where q.reached) as "K52.at_quota",
    pg_temp.divide(count(*) filter (where q.reached), count(*), 6) as "K52.share"
from rep_quota q
cross join lateral pg_temp.place_of(q.rep_id, q.placed_on) p
cross join lateral (values ('company', 'company'), ('region', p.region_id), ('team', p.team_id)) c (scope, id)
where p.assigned
group by 1, 2, 3;
