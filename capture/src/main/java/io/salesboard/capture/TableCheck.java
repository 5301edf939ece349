package io.salesboard.capture;

import io.salesboard.core.model.ColumnType;
import io.salesboard.core.model.Table;
import io.salesboard.schemas.IncidentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the captured tables, their publication and the grants on them are as the figures need them. */
final class TableCheck {
    private static final Set<String> TEXTS = Set.of(
            "text", "varchar", "bpchar", "char", "name", "citext", "uuid", "enum", "int2", "int4", "int8", "numeric");
    private static final Set<String> WHOLE = Set.of("int2", "int4", "int8");

    private final Source source;
    private final IncludeList captured;
    private final List<Finding> findings = new ArrayList<>();
    private boolean missed;

    TableCheck(Source source, IncludeList captured) {
        this.source = source;
        this.captured = captured;
    }

    /**
     * What is to be said.
     *
     * @param findings one for each table or statement that is wrong
     * @param missed whether rows may arrive with a hole, or not at all, while it is so
     */
    record Result(List<Finding> findings, boolean missed) {}

    static Result check(Source source, IncludeList captured, TableFacts facts) {
        TableCheck check = new TableCheck(source, captured);
        check.publication(facts);
        captured.tables().forEach((table, columns) -> check.table(table, columns, facts));
        return new Result(check.findings, check.missed);
    }

    private void publication(TableFacts facts) {
        if (facts.publication().isEmpty()) {
            incomplete(
                    Source.PUBLICATION,
                    "không có publication " + Source.PUBLICATION,
                    "there is no publication " + Source.PUBLICATION,
                    captured.publication(false));
        } else if (!facts.publication().get().complete()) {
            incomplete(
                    Source.PUBLICATION,
                    "publication " + Source.PUBLICATION + " không gửi mọi thay đổi",
                    "the publication " + Source.PUBLICATION + " does not send every kind of change",
                    CaptureRights.EVERY_CHANGE);
        }
        if (!facts.schemaUsage()) {
            privilege("public", "schema public", "grant usage on schema public to " + source.user());
        }
    }

    private void table(String name, List<String> columns, TableFacts facts) {
        TableFacts.Table table = facts.tables().get(name);
        if (table == null) {
            changed(
                    name,
                    "bảng " + name + " không còn",
                    "the table " + name + " is missing",
                    "tạo lại bảng hoặc trả lại tên cũ, rồi cấp quyền và đưa vào publication",
                    "make the table again or give it its name back; then: " + captured.addToPublication(name) + "; "
                            + captured.grant(name, source.user()));
            return;
        }
        columns(name, table);
        boolean columnsThere = table.columns().keySet().containsAll(columns);
        if (columnsThere
                && columns.stream().anyMatch(c -> !table.columns().get(c).readable())) {
            privilege(name, "bảng " + name, captured.grant(name, source.user()));
        }
        if (facts.publication().isPresent()) {
            published(name, table, columns);
        }
        boolean full = table.replicaIdentity().equals("f");
        if (!table.hasKey() || table.replicaIdentity().equals("n")) {
            missed = true;
            findings.add(new Finding(
                    IncidentKind.KEY_MISSING,
                    source.name() + ": " + name,
                    new Finding.Words(
                            "bảng " + name + " không có khóa chính để nhận ra từng dòng",
                            "thêm khóa chính: alter table " + name + " add primary key (...); và alter table " + name
                                    + " replica identity default"),
                    new Finding.Words(
                            "the table " + name + " has no primary key that tells its rows apart",
                            "add one: alter table " + name + " add primary key (...); and alter table " + name
                                    + " replica identity default")));
        } else if (full && table.columns().size() > columns.size()) {
            findings.add(new Finding(
                    IncidentKind.KEY_MISSING,
                    source.name() + ": " + name,
                    new Finding.Words(
                            "bảng " + name
                                    + " có replica identity full, nhưng publication không gửi mọi cột: PostgreSQL sẽ từ"
                                    + " chối sửa và xóa dòng",
                            "alter table " + name + " replica identity default"),
                    new Finding.Words(
                            "the table " + name
                                    + " has replica identity full, while the publication leaves columns out:"
                                    + " PostgreSQL refuses updates and deletes",
                            "alter table " + name + " replica identity default")));
        }
    }

    private void columns(String name, TableFacts.Table table) {
        for (Table.Column column : captured.read(name)) {
            TableFacts.Column there = table.columns().get(column.name());
            String place = name + "." + column.name();
            if (there == null) {
                changed(
                        place,
                        "cột " + column.name() + " của bảng " + name + " không còn",
                        "the column " + column.name() + " of the table " + name + " is missing",
                        "trả lại tên cũ hoặc thêm lại cột; dòng nào đổi trong lúc này không được tính",
                        "give the column its name back, or add it again; rows that change meanwhile are not counted");
            } else if (!fits(column.type(), there.type())) {
                changed(
                        place,
                        "cột " + column.name() + " của bảng " + name + " nay có kiểu " + there.type() + ", cần "
                                + wanted(column.type()),
                        "the column " + column.name() + " of the table " + name + " is of type " + there.type()
                                + ", needed is " + wanted(column.type()),
                        "trả lại kiểu cũ: " + retype(name, column.name()),
                        "give it a type that fits: " + retype(name, column.name()));
            }
        }
    }

    /** PostgreSQL does not change the type of a column while a publication lists it. */
    private String retype(String table, String column) {
        return "alter publication " + Source.PUBLICATION + " drop table " + table + "; alter table " + table
                + " alter column " + column + " type ...; " + captured.addToPublication(table);
    }

    private void published(String name, TableFacts.Table table, List<String> columns) {
        if (!table.published()) {
            incomplete(
                    name,
                    "bảng " + name + " không nằm trong publication " + Source.PUBLICATION,
                    "the table " + name + " is not in the publication " + Source.PUBLICATION,
                    captured.addToPublication(name));
            return;
        }
        List<String> left = columns.stream()
                .filter(column -> table.columns().containsKey(column)
                        && !table.columns().get(column).published())
                .toList();
        if (!left.isEmpty() || table.rowFilter()) {
            String what = left.isEmpty() ? "" : String.join(", ", left);
            incomplete(
                    name,
                    left.isEmpty()
                            ? "publication chỉ gửi một phần số dòng của bảng " + name
                            : "publication không gửi cột " + what + " của bảng " + name,
                    left.isEmpty()
                            ? "the publication sends only some rows of the table " + name
                            : "the publication leaves out the column " + what + " of the table " + name,
                    captured.publication(true));
        }
    }

    private void incomplete(String place, String vi, String en, String statement) {
        missed = true;
        say(IncidentKind.PUBLICATION_INCOMPLETE, place, vi, en, statement);
    }

    private void privilege(String place, String what, String statement) {
        say(
                IncidentKind.PRIVILEGE_MISSING,
                place,
                "tài khoản " + source.user() + " không được đọc " + what,
                "the account " + source.user() + " may not read " + place,
                statement);
    }

    private void say(IncidentKind kind, String place, String vi, String en, String statement) {
        findings.add(new Finding(
                kind,
                source.name() + ": " + place,
                new Finding.Words(vi, "chủ của các bảng trong " + source.name() + " chạy: " + statement),
                new Finding.Words(en, "as the owner of the tables in " + source.name() + " run: " + statement)));
    }

    private void changed(String place, String vi, String en, String viNext, String enNext) {
        missed = true;
        findings.add(new Finding(
                IncidentKind.TABLE_CHANGED,
                source.name() + ": " + place,
                new Finding.Words(vi, viNext),
                new Finding.Words(en, enNext)));
    }

    private static boolean fits(ColumnType needed, String type) {
        return switch (needed) {
            case TEXT -> TEXTS.contains(type);
            case INTEGER, DECIMAL -> type.equals("numeric") || WHOLE.contains(type);
            case BOOLEAN -> type.equals("bool");
            case DATE -> type.equals("date");
            case INSTANT -> type.equals("timestamptz");
        };
    }

    private static String wanted(ColumnType needed) {
        return switch (needed) {
            case TEXT -> "text";
            case DECIMAL -> "numeric";
            case INTEGER -> "bigint";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case INSTANT -> "timestamptz";
        };
    }

    /** Tables that are other ones than before though they have the same name. */
    static List<String> madeAnew(Map<String, Long> known, TableFacts facts) {
        return facts.tables().entrySet().stream()
                .filter(table -> known.containsKey(table.getKey())
                        && known.get(table.getKey()) != table.getValue().oid())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
