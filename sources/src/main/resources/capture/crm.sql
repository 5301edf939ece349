-- What leaves the CRM database: a publication whose column lists leave personal data behind, and the same columns to read
-- for a snapshot. Run as the owner of the tables. The capture watch reads this file: the connector is given these tables
-- and columns, and the database is held to them.
create publication salesboard for table
    region (region_id, name),
    team (team_id, name, region_id),
    rep (rep_id, name, hire_date, active),
    rep_assignment (assignment_id, rep_id, team_id, region_id, manager_id, valid_from, valid_to),
    quota (quota_id, scope_type, scope_id, metric, period_start, period_end, amount, currency, version),
    business_day (calendar_id, date, working_weight),
    lead (lead_id, source, owner_rep_id, status, created_ts, first_contact_ts, converted_ts, converted_opp_id),
    opportunity (opp_id, owner_rep_id, source, product_id, stage, amount, currency, probability, created_ts,
        expected_close, closed_ts, outcome, lost_reason),
    opportunity_stage_history (history_id, opp_id, stage, entered_ts);

grant select (region_id, name) on region to salesboard_capture;
grant select (team_id, name, region_id) on team to salesboard_capture;
grant select (rep_id, name, hire_date, active) on rep to salesboard_capture;
grant select (assignment_id, rep_id, team_id, region_id, manager_id, valid_from, valid_to) on rep_assignment
    to salesboard_capture;
grant select (quota_id, scope_type, scope_id, metric, period_start, period_end, amount, currency, version) on quota
    to salesboard_capture;
grant select (calendar_id, date, working_weight) on business_day to salesboard_capture;
grant select (lead_id, source, owner_rep_id, status, created_ts, first_contact_ts, converted_ts, converted_opp_id) on lead
    to salesboard_capture;
grant select (opp_id, owner_rep_id, source, product_id, stage, amount, currency, probability, created_ts, expected_close,
    closed_ts, outcome, lost_reason) on opportunity to salesboard_capture;
grant select (history_id, opp_id, stage, entered_ts) on opportunity_stage_history to salesboard_capture;
