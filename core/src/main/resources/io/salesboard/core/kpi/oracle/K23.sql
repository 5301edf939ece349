-- K23 Lead source mix: the row's share of the company's new leads.
with
    leads as (
        select scope, id, pg_temp.start_of(:'unit', ts) as start, count(*) as leads
        from credited_pursuit
        where event = 'lead created' and scope in ('company', 'lead_source', 'region')
        group by 1, 2, 3)
select scope, id, start, pg_temp.divide(coalesce(l.leads, 0), c.leads, 6) as "K23.share"
from (select * from asked where scope in ('lead_source', 'region')) a
full join (select * from leads where scope <> 'company') l using (scope, id, start)
left join (select start, leads from leads where scope = 'company') c using (start);
