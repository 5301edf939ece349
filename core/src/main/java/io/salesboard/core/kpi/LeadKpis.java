package io.salesboard.core.kpi;

import static io.salesboard.core.kpi.KpiValue.count;
import static io.salesboard.core.kpi.KpiValue.ratio;
import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;

import io.salesboard.core.contributions.Leads;
import io.salesboard.core.contributions.ObjectType;
import java.util.EnumSet;
import java.util.List;

/** Leads: how many come, from where, and how many become customers. */
final class LeadKpis {
    static final List<ObjectType> OBJECTS = List.of(new Leads());

    static final List<Kpi> ALL = List.of(
            new Kpi(
                    "K22",
                    "Khách hàng tiềm năng mới",
                    "New leads",
                    EnumSet.of(COMPANY, REGION, TEAM, REP, LEAD_SOURCE),
                    EnumSet.of(HOUR, DAY, WEEK, MONTH),
                    List.of(count(
                            "K22.leads",
                            "Khách hàng tiềm năng mới",
                            "New leads",
                            "sales_leads",
                            LEADS,
                            "leads by creation; merged duplicates count once",
                            LEADS))),
            new Kpi(
                    "K23",
                    "Cơ cấu nguồn khách",
                    "Lead source mix",
                    EnumSet.of(LEAD_SOURCE, REGION),
                    EnumSet.of(DAY, WEEK, MONTH),
                    List.of(ratio(
                            "K23.share",
                            "Tỷ trọng khách hàng tiềm năng",
                            "Share of leads",
                            null,
                            "K22 of the row ÷ K22 of the company",
                            f -> Ratio.of(f.of(LEADS), f.company(LEADS))))),
            new Kpi(
                    "K27",
                    "Tỷ lệ chuyển đổi",
                    "Lead conversion rate",
                    EnumSet.of(COMPANY, REGION, TEAM, REP, LEAD_SOURCE),
                    EnumSet.of(DAY, WEEK, MONTH, QUARTER),
                    List.of(
                            ratio(
                                    "K27.period",
                                    "Chuyển đổi trong kỳ",
                                    "Conversion (period)",
                                    "sales_lead_conversion_period_ratio",
                                    "leads converted in the window ÷ leads created in the window; mixes cohorts and can exceed 1",
                                    f -> Ratio.of(f.of(LEADS_CONVERTED), f.of(LEADS))),
                            ratio(
                                    "K27.cohort",
                                    "Chuyển đổi theo lứa",
                                    "Conversion (cohort)",
                                    "sales_lead_conversion_cohort_ratio",
                                    "of the leads created in the window, the share converted so far",
                                    f -> Ratio.of(f.of(LEADS_COHORT_CONVERTED), f.of(LEADS))))));

    private LeadKpis() {}
}
