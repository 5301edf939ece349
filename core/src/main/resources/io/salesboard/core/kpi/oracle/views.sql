-- The ground of the oracle: what counts, when, and to whom it is credited, as SQL over the source tables.
--
-- It runs in the pos database with the crm tables beside the pos tables (verify copies them into temporary tables of
-- its session); the K*.sql files of the KPIs then read what is made here. Nothing here knows the pipeline: the
-- definitions stand in docs/kpis.md, and where those leave a choice the comment says which was taken.
--
-- Parameters, written as in psql (psql -v zone=Asia/Ho_Chi_Minh ... -f views.sql -f K01.sql):
--   zone      business time zone             currency  base currency            digits  of its minor unit
--   as_of     business now (timestamptz)     unit      hour day week month quarter year now (K*.sql only)
--   opens, closes                            selling hours, such as 08:00
--
-- Every KPI answers (scope, id, start, one column per value). "asked" names rows that are wanted even where nothing
-- happened, because a ratio of the company or a pace has a value there too; leave it empty to see rows with data only.

create temp table asked (scope text, id text, start timestamptz);

-- Labels (texts of a channel, a lead source, a lost reason) that have no row of their own: they are part of the row "~".
-- Which these are is the board's choice, so it is told here; that nothing is lost by it follows from the sums.
create temp table folded (scope text, id text);

-- Exact division, rounded half away from zero; no value for a zero denominator. 40 digits before rounding: more than
-- any two amounts need to tell a half from just below it.
create function pg_temp.divide(dividend numeric, divisor numeric, places int) returns numeric
    language sql immutable
    return round(dividend::numeric(1000, 40) / nullif(divisor, 0), places);

-- An amount of a column: rounded to the minor unit; NULL counts as nothing.
create function pg_temp.money(amount numeric) returns numeric
    language sql immutable
    return round(coalesce(amount, 0), :'digits'::int);

create function pg_temp.day_of(ts timestamptz) returns date
    language sql stable
    return (ts at time zone :'zone')::date;

-- The start of the window that an instant falls into. "now" is one window over all time: rows dated in the future are
-- in it, for what is owed or open does not wait for its date.
create function pg_temp.start_of(unit text, ts timestamptz) returns timestamptz
    language sql stable
    return case unit when 'now' then timestamptz 'epoch' else date_trunc(unit, ts, :'zone') end;

-- Windows of an hour are kept for two days; all others for ever.
create function pg_temp.kept(unit text, ts timestamptz, as_of timestamptz) returns boolean
    language sql stable
    return unit <> 'hour' or ts >= as_of - interval '48 hours';

create function pg_temp.midnight(day date) returns timestamptz
    language sql stable
    return day::timestamp at time zone :'zone';

-- The first day after the window that starts on a day.
create function pg_temp.end_of(unit text, day date) returns date
    language sql immutable
    return (day + case unit when 'quarter' then interval '3 months' else ('1 ' || unit)::interval end)::date;

-- Team and region of a rep on a day. Of overlapping assignments the latest begun counts, then the highest id.
-- Validity is half open. A rep without an assignment, or an assignment without a team, is with "-".
create function pg_temp.place_of(rep text, day date) returns table (team_id text, region_id text, assigned boolean)
    language sql stable
as $$
    select coalesce(a.team_id, '-'), coalesce(a.region_id, '-'), a.assignment_id is not null
    from (values (1)) always (one)
    left join lateral (
        select r.team_id, r.region_id, r.assignment_id
        from rep_assignment r
        where r.rep_id = rep and r.valid_from <= day and (r.valid_to is null or day < r.valid_to)
        order by r.valid_from desc, r.assignment_id desc
        limit 1) a on true
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Orders
-- ---------------------------------------------------------------------------------------------------------------------

create temp table order_line as
select
    order_id,
    line_id,
    coalesce(product_id, '-') as product_id,
    qty,
    pg_temp.money(qty * unit_price) as gross,
    pg_temp.money(qty * unit_price) - pg_temp.money(discount) as base,
    pg_temp.money(tax) as tax
from pos_order_line;
analyze order_line;

create temp table refund as
select order_id, refund_id, line_id, refund_ts as ts, pg_temp.money(amount) as amount
from pos_refund
where currency = :'currency';
analyze refund;

-- One row per order that counts. A currency other than the base currency does not count: there are no rates yet.
create temp table counted_order as
with
    lines as (select order_id, sum(gross) as gross, sum(base) as base, sum(tax) as tax from order_line group by order_id),
    refunds as (select order_id, sum(amount) as amount from refund group by order_id),
    payments as (
        select order_id, sum(pg_temp.money(amount)) as amount
        from pos_payment
        where status = 'settled' and currency = :'currency'
        group by order_id)
select
    order_id,
    o.completed_ts as ts,
    coalesce(o.rep_id, '-') as rep_id,
    coalesce(o.store_id, '-') as store_id,
    coalesce(o.channel, '-') as channel,
    o.customer_id,
    coalesce(s.region_id, '-') as location_region_id,
    pg_temp.money(o.discount) as discount,
    coalesce(l.gross, 0) as gross,
    m.net,
    m.net + coalesce(r.amount, 0) as net_before_refunds,
    m.net + coalesce(l.tax, 0) + pg_temp.money(o.tax) + pg_temp.money(o.shipping) as due,
    coalesce(p.amount, 0) as settled
from pos_order o
left join lines l using (order_id)
left join refunds r using (order_id)
left join payments p using (order_id)
left join store s on s.store_id = o.store_id
cross join lateral (
    select coalesce(l.base, 0) - pg_temp.money(o.discount) - coalesce(r.amount, 0) as net) m
where o.status = 'completed' and o.completed_ts is not null and o.deleted_at is null and o.currency = :'currency';

analyze counted_order;

-- Where the rep of an order (of a refund) was on the day of the completion (of the refund): an event is credited to
-- the team and region its rep belonged to then.
create temp table rep_day as
select e.rep_id, e.day, p.team_id, p.region_id
from (
    select rep_id, pg_temp.day_of(ts) as day from counted_order
    union
    select o.rep_id, pg_temp.day_of(r.ts) from counted_order o join refund r using (order_id)) e
cross join lateral pg_temp.place_of(e.rep_id, e.day) p;
analyze rep_day;

-- Each order once per row of the board it is credited to.
create temp view credited_order as
select c.scope, c.id, o.*
from counted_order o
join rep_day d on d.rep_id = o.rep_id and d.day = pg_temp.day_of(o.ts)
left join folded f on f.scope = 'channel' and f.id = o.channel
cross join lateral (
    values
        ('company', 'company'),
        ('region', d.region_id),
        ('team', d.team_id),
        ('rep', o.rep_id),
        ('store', o.store_id),
        ('channel', case when f.id is null then o.channel else '~' end)) c (scope, id);

-- Each refund of a counted order likewise, on its own day.
create temp view credited_refund as
select c.scope, c.id, r.ts, r.amount
from refund r
join counted_order o using (order_id)
join rep_day d on d.rep_id = o.rep_id and d.day = pg_temp.day_of(r.ts)
left join folded f on f.scope = 'channel' and f.id = o.channel
cross join lateral (
    values
        ('company', 'company'),
        ('region', d.region_id),
        ('team', d.team_id),
        ('rep', o.rep_id),
        ('store', o.store_id),
        ('channel', case when f.id is null then o.channel else '~' end)) c (scope, id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Products: what of an order belongs to which line
-- ---------------------------------------------------------------------------------------------------------------------

-- A line's part of its order's value, running in line order: from "before" to "upto" of "total". Where there is no
-- value to share by (total 0) the first line has it all; an order without lines is one line of product "-".
create temp table line_part as
with running as (
    select
        order_id,
        l.line_id,
        coalesce(l.product_id, '-') as product_id,
        coalesce(l.gross, 0) as gross,
        coalesce(l.base, 0) as base,
        coalesce(l.qty, 0) as qty,
        sum(coalesce(l.base, 0)) over (partition by order_id) as total,
        sum(coalesce(l.base, 0)) over in_order as upto,
        row_number() over in_order as position
    from counted_order o
    left join order_line l using (order_id)
    window in_order as (partition by order_id order by l.line_id rows unbounded preceding))
select
    order_id,
    line_id,
    product_id,
    gross,
    base,
    qty,
    case when total <> 0 then upto - base when position = 1 then 0 else 1 end as before,
    case when total <> 0 then upto else 1 end as upto,
    case when total <> 0 then total else 1 end as total
from running;
analyze line_part;

-- What a line has of an amount of its whole order: rounded running sums, so that the lines add up to the amount.
create function pg_temp.part_of(amount numeric, before numeric, upto numeric, total numeric) returns numeric
    language sql immutable
    return pg_temp.divide(amount * upto, total, :'digits'::int) - pg_temp.divide(amount * before, total, :'digits'::int);

create temp table product_sale as
select
    p.product_id,
    o.rep_id,
    o.ts,
    p.gross,
    p.qty,
    p.base - pg_temp.part_of(o.discount, p.before, p.upto, p.total) as net_before_refunds
from counted_order o
join line_part p using (order_id);

-- A refund of one line is that line's; a refund of the whole order, or of a line the order does not have, is spread.
create temp table product_refund as
select l.product_id, o.rep_id, o.ts as sold_ts, r.ts, r.amount
from refund r
join counted_order o using (order_id)
join order_line l using (order_id, line_id)
union all
select p.product_id, o.rep_id, o.ts, r.ts, pg_temp.part_of(r.amount, p.before, p.upto, p.total)
from refund r
join counted_order o using (order_id)
join line_part p using (order_id)
where not exists (select from order_line l where l.order_id = r.order_id and l.line_id = r.line_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Revenue (K01) and its sums by window, which many KPIs divide by
-- ---------------------------------------------------------------------------------------------------------------------

-- The id of a row that is about two things; a bar or backslash in the first is escaped.
create function pg_temp.both(id text, by text) returns text
    language sql immutable
    return replace(replace(id, '\', '\\'), '|', '\|') || '|' || by;

create temp view revenue as
select scope, id, ts, gross, net, net_before_refunds as net_refund_dated from credited_order
union all
select scope, id, ts, 0, 0, -amount from credited_refund
union all
select 'product', product_id, ts, gross, net_before_refunds, net_before_refunds from product_sale
union all
select 'product', product_id, sold_ts, 0, -amount, 0 from product_refund
union all
select 'product', product_id, ts, 0, 0, -amount from product_refund;

-- What was sold of a product in a region, with where the rep was on the day of the sale (of the refund).
create temp view revenue_by_product as
with
    sale as (
        select rep_id, product_id, ts, gross, net_before_refunds as net, net_before_refunds as net_refund_dated
        from product_sale
        union all
        select rep_id, product_id, sold_ts, 0, -amount, 0 from product_refund
        union all
        select rep_id, product_id, ts, 0, 0, -amount from product_refund)
select 'region_product' as scope, pg_temp.both(d.region_id, s.product_id) as id, s.ts, s.gross, s.net, s.net_refund_dated
from sale s
join rep_day d on d.rep_id = s.rep_id and d.day = pg_temp.day_of(s.ts);

create temp table window_net_of_labels as
with by_day as (
    select scope, id, pg_temp.start_of('day', ts) as day, sum(net) as net
    from revenue
    group by scope, id, day)
select unit, scope, id, pg_temp.start_of(unit, day) as start, sum(net) as net
from by_day
cross join (values ('day'), ('week'), ('month'), ('quarter'), ('year')) u (unit)
group by unit, scope, id, pg_temp.start_of(unit, day);
analyze window_net_of_labels;

create temp view window_net as
select * from window_net_of_labels where scope <> 'channel'
union all
select n.unit, n.scope, case when f.id is null then n.id else '~' end, n.start, sum(n.net)
from window_net_of_labels n
left join folded f using (scope, id)
where n.scope = 'channel'
group by 1, 2, 3, 4;

-- ---------------------------------------------------------------------------------------------------------------------
-- Leads and opportunities
-- ---------------------------------------------------------------------------------------------------------------------

create temp view counted_lead as
select created_ts, converted_ts, coalesce(owner_rep_id, '-') as rep_id, coalesce(source, '-') as source
from lead
where status <> 'merged' and created_ts is not null;

-- An amount needs the base currency; an opportunity with an amount in another currency, or in none, counts nowhere.
create temp view counted_opportunity as
select
    created_ts,
    closed_ts,
    outcome,
    coalesce(owner_rep_id, '-') as rep_id,
    coalesce(source, '-') as source,
    coalesce(product_id, '-') as product_id,
    coalesce(lost_reason, '-') as lost_reason,
    expected_close,
    pg_temp.money(amount) as amount,
    pg_temp.money(amount * coalesce(probability, 0)) as weighted
from opportunity
where created_ts is not null and (amount is null or currency = :'currency');

-- Each lead and opportunity once per thing that happened to it, with where its rep was on that day.
create temp table pursuit as
with event as (
    select 'lead created' as event, created_ts as ts, rep_id, source, null as product_id, null as lost_reason,
        converted_ts is not null as converted, 0 as amount
    from counted_lead
    union all
    select 'lead converted', converted_ts, rep_id, source, null, null, true, 0
    from counted_lead
    where converted_ts is not null
    union all
    select 'opportunity created', created_ts, rep_id, source, product_id, null, null, amount
    from counted_opportunity
    union all
    select outcome, closed_ts, rep_id, source, product_id, case when outcome = 'lost' then lost_reason end, null, amount
    from counted_opportunity
    where outcome in ('won', 'lost') and closed_ts is not null)
select e.*, p.team_id, p.region_id
from event e
cross join lateral pg_temp.place_of(e.rep_id, pg_temp.day_of(e.ts)) p;
analyze pursuit;

create temp view credited_pursuit as
select c.scope, c.id, p.event, p.ts, p.converted, p.amount
from pursuit p
left join folded fs on fs.scope = 'lead_source' and fs.id = p.source
left join folded fr on fr.scope = 'lost_reason' and fr.id = p.lost_reason
cross join lateral (
    values
        ('company', 'company'),
        ('region', p.region_id),
        ('team', p.team_id),
        ('rep', p.rep_id),
        ('lead_source', case when fs.id is null then p.source else '~' end),
        ('product', p.product_id),
        ('lost_reason', case when fr.id is null then p.lost_reason else '~' end)) c (scope, id)
where c.id is not null;

-- ---------------------------------------------------------------------------------------------------------------------
-- Working days and quotas
-- ---------------------------------------------------------------------------------------------------------------------

-- A day weighs what the default calendar says, else 1.
create function pg_temp.weight_of(day date) returns numeric
    language sql stable
    return coalesce((select b.working_weight from business_day b where b.calendar_id = 'default' and b.date = day), 1);

-- The highest version of a period's quota counts, of equal versions the latest row; without an amount it says that
-- there is none. A quota in another currency is as if it were not there.
create temp table period_quota as
with in_force as (
    select distinct on (scope_type, scope_id, period_start, period_end)
        scope_type as scope, scope_id as id, period_start, period_end, amount
    from quota
    where metric = 'revenue' and (amount is null or currency = :'currency')
    order by scope_type, scope_id, period_start, period_end, version desc, quota_id desc)
select u.unit, scope, id, period_start as day, pg_temp.money(amount) as amount
from in_force
cross join (values ('month'), ('quarter'), ('year')) u (unit)
where amount is not null
    and date_trunc(u.unit, period_start::timestamp)::date = period_start
    and period_end = pg_temp.end_of(u.unit, period_start);

-- A day's quota is its share of the month's by working weight, by rounded running sums: the days add up to the month.
-- Where no day of the month is worked each has 0.
create temp view day_quota as
with
    day as (
        select q.scope, q.id, q.day as month, q.amount, d::date as day, pg_temp.weight_of(d::date) as weight
        from period_quota q
        cross join generate_series(q.day, pg_temp.end_of('month', q.day) - 1, interval '1 day') d
        where q.unit = 'month'),
    running as (
        select *,
            sum(weight) over (partition by scope, id, month) as total,
            sum(weight) over (partition by scope, id, month order by day) as upto
        from day)
select
    scope,
    id,
    day,
    case
        when total = 0 then 0
        else pg_temp.part_of(amount, upto - weight, upto, total)
    end as amount
from running;

-- The quota of a window: set for exactly that window, else the sum of the months' (of the days') in it.
create temp table window_quota as
with
    part as (
        select u.unit, scope, id, q.day, q.amount
        from period_quota q
        cross join (values ('quarter'), ('year')) u (unit)
        where q.unit = 'month'
        union all
        select u.unit, scope, id, q.day, q.amount
        from day_quota q
        cross join (values ('day'), ('week')) u (unit)),
    summed as (
        select unit, scope, id, date_trunc(unit, day::timestamp)::date as day, sum(amount) as amount
        from part
        group by 1, 2, 3, 4)
select unit, scope, id, pg_temp.midnight(day) as start, coalesce(p.amount, s.amount) as amount
from period_quota p
full join summed s using (unit, scope, id, day);
analyze window_quota;
