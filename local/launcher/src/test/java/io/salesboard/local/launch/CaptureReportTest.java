package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.salesboard.local.launch.CaptureReport.Heard;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.Incident;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptureReportTest {
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String HEALTH = """
            {"status": "%s", "cells": 51234, "lagRecords": 0, "lagResults": 0, "leftOut": {"total": 3}, "incidents": [%s], "sources": [
              {"name": "pos", "rows": 12034, "ageSeconds": 0.084, "loading": false, "behind": {"records": 7, "seconds": 1}},
              {"name": "crm", "rows": 500, "ageSeconds": -2.5, "loading": true, "behind": {"records": 0, "seconds": 0}}]}""";

    private static CaptureStatus said(String source, Instant at, Incident... incidents) {
        return CaptureStatus.newBuilder()
                .setSource(source)
                .setAt(at.toEpochMilli())
                .setServer("7431/1")
                .setRetainedBytes(16L << 20)
                .setRetainedLimit(4096L << 20)
                .setTables(Map.of("store", 1L))
                .setIncidents(List.of(incidents))
                .build();
    }

    private static Incident renamed() {
        return Incident.newBuilder()
                .setId("table_changed")
                .setPlace("pos: pos_order.discount")
                .setSinceMillis(NOW.minusSeconds(35).toEpochMilli())
                .setViWhat("cột không còn")
                .setViNext("trả lại tên")
                .setEnWhat("the column discount is missing")
                .setEnNext("give it its name back")
                .setSeverity("wrong")
                .build();
    }

    private static CaptureReport report(String health, CaptureStatus... statuses) throws Exception {
        Map<String, CaptureStatus> known = new java.util.LinkedHashMap<>();
        for (CaptureStatus status : statuses) {
            known.put(status.getSource(), status);
        }
        JsonNode answer = health == null ? null : new ObjectMapper().readTree(health);
        return new CaptureReport(answer, new Heard(known, null), NOW, ZONE);
    }

    private static String ok() {
        return HEALTH.formatted("ok", "");
    }

    @Test
    void saysThatAllIsWellWithWhatItSaw() throws Exception {
        CaptureReport report = report(ok(), said("pos", NOW), said("crm", NOW));

        assertThat(report.well()).isTrue();
        assertThat(report.lines())
                .containsExactly(
                        "pos       12,034 rows, data 0.1 s old, 7 records behind (about 1 s)",
                        "          server 7431/1, its clock +0.0 s; 1 tables; log kept 16 MB of at most 4,096 MB, not read"
                                + " yet 0 MB",
                        "crm       500 rows, data -2.5 s old, 0 records behind, loading",
                        "          server 7431/1, its clock +0.0 s; 1 tables; log kept 16 MB of at most 4,096 MB, not read"
                                + " yet 0 MB",
                        "board     51,234 cells, 0 results behind, 3 rows left out",
                        "all is well");
    }

    @Test
    void namesWhatIsNotWellWithTheNextStepOnceThoughBoardAndWatchSayIt() throws Exception {
        String incident = """
                {"id": "table_changed", "place": "pos: pos_order.discount", "since": "2026-11-23T02:59:25Z",
                 "vi": {"what": "", "next": ""}, "en": {"what": "the column discount is missing", "next": "x"},
                 "severity": "wrong"}""";
        CaptureReport report =
                report(HEALTH.formatted("degraded", incident), said("pos", NOW, renamed()), said("crm", NOW));

        assertThat(report.well()).isFalse();
        assertThat(report.lines())
                .endsWith(
                        "not well:",
                        "wrong     pos: pos_order.discount: the column discount is missing, since 09:59:25 (35 s)",
                        "          next: give it its name back");
    }

    @Test
    void saysThatTheWatchIsSilent() throws Exception {
        CaptureReport report = report(ok(), said("pos", NOW.minusSeconds(12)), said("crm", NOW));

        assertThat(report.well()).isFalse();
        assertThat(report.lines())
                .anyMatch(line -> line.contains("the capture watch has said nothing of pos for 12 s"));
    }

    @Test
    void saysWhatTheWatchKnowsThoughTheBoardIsAway() throws Exception {
        CaptureReport report = report(null, said("pos", NOW, renamed()), said("crm", NOW));

        assertThat(report.lines())
                .anyMatch(line -> line.contains("the board does not answer"))
                .anyMatch(line -> line.contains("the column discount is missing"));
    }

    @Test
    void aBoardThatIsNotOkIsNotWellThoughNobodyNamesAnIncident() throws Exception {
        CaptureReport report = report(HEALTH.formatted("starting", ""), said("pos", NOW), said("crm", NOW));

        assertThat(report.well()).isFalse();
        assertThat(report.lines()).anyMatch(line -> line.contains("the board says: starting"));
    }

    @Test
    void saysThatKafkaCouldNotBeAsked() {
        CaptureReport report = new CaptureReport(null, new Heard(Map.of(), "Kafka: no answer"), NOW, ZONE);

        assertThat(report.lines()).anyMatch(line -> line.contains("Kafka: no answer"));
        assertThat(report.well()).isFalse();
    }
}
