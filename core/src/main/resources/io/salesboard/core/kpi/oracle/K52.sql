-- K52 Share of reps at quota: of the reps with a quota in the window, those who reached it, as they are placed on the
-- window's last day, or today if earlier. Compared unrounded, and a quota of 0 cannot be reached (it has no
-- attainment). Every rep with a quota is the company's, active or not.
with
    rep_quota as (
        select
            r.rep_id,
            q.start,
            coalesce(n.net, 0) / nullif(q.amount, 0) >= 1 as reached,
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
group by 1, 2, 3;
