package io.salesboard.core.kpi;

import static io.salesboard.core.kpi.Kpi.kpi;
import static io.salesboard.core.kpi.KpiValue.value;
import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;

import io.salesboard.core.contributions.Leads;
import io.salesboard.core.contributions.ObjectType;
import java.util.List;

/** Leads: how many come, from where, and how many become customers. */
final class LeadKpis {
    static final List<ObjectType> OBJECTS = List.of(new Leads());

    static final List<Kpi> ALL = List.of(
            kpi("K22", "Khách hàng tiềm năng mới", "New leads")
                    .of(COMPANY, REGION, TEAM, REP, LEAD_SOURCE)
                    .in(HOUR, DAY, WEEK, MONTH)
                    .values(value("K22.leads", "Khách hàng tiềm năng mới", "New leads")
                            .metric("sales_leads")
                            .means("leads by creation; merged duplicates count once")
                            .count(LEADS)),
            kpi("K23", "Cơ cấu nguồn khách", "Lead source mix")
                    .of(LEAD_SOURCE, REGION)
                    .in(DAY, WEEK, MONTH)
                    .values(value("K23.share", "Tỷ trọng khách hàng tiềm năng", "Share of leads")
                            .means("K22 of the row ÷ K22 of the company")
                            .ratio(f -> Ratio.of(f.of(LEADS), f.company(LEADS)))),
            kpi("K27", "Tỷ lệ chuyển đổi", "Lead conversion rate")
                    .of(COMPANY, REGION, TEAM, REP, LEAD_SOURCE)
                    .in(DAY, WEEK, MONTH, QUARTER)
                    .values(
                            value("K27.period", "Chuyển đổi trong kỳ", "Conversion (period)")
                                    .metric("sales_lead_conversion_period_ratio")
                                    .means(
                                            "leads converted in the window ÷ leads created in the window; mixes cohorts and can exceed 1")
                                    .ratio(f -> Ratio.of(f.of(LEADS_CONVERTED), f.of(LEADS))),
                            value("K27.cohort", "Chuyển đổi theo lứa", "Conversion (cohort)")
                                    .metric("sales_lead_conversion_cohort_ratio")
                                    .means("of the leads created in the window, the share converted so far")
                                    .ratio(f -> Ratio.of(f.of(LEADS_COHORT_CONVERTED), f.of(LEADS)))));

    private LeadKpis() {}
}
