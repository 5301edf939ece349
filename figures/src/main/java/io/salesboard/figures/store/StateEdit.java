package io.salesboard.figures.store;

import io.salesboard.schemas.Corrections;
import io.salesboard.schemas.Entity;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.RepDeals;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The next state while it is made, by one thread. Every {@code put} ignores what is older than what is there, and like every
 * removal answers whether a reader of figures could see a difference.
 */
final class StateEdit {
    private final Object owner = new Object();
    private final StoreState before;
    private final OrgEdit orgEdit = new OrgEdit();
    private final Set<String> repsWithNewDeals = new HashSet<>();
    private PersistentMap<WindowKey, PersistentMap<String, byte[]>> cells;

    /** The windows in which something changed; they go back into {@code cells} together. */
    private Map<WindowKey, Rows> touched = new HashMap<>();

    private long cellCount;
    private PersistentMap<String, Long> entityVersions;
    private PersistentMap<String, RepDeals> deals;
    private PersistentMap<String, Corrections> corrections;
    private PersistentMap<String, LeftOut> leftOut;
    private FrameMark mark;
    private long frameCount;

    private static final class Rows {
        private PersistentMap<String, byte[]> cells;

        Rows(PersistentMap<String, byte[]> cells) {
            this.cells = cells == null ? PersistentMap.empty() : cells;
        }
    }

    StateEdit(StoreState before) {
        this.before = before;
        cells = before.cells();
        cellCount = before.cellCount();
        entityVersions = before.entityVersions();
        deals = before.allDeals().byRep();
        corrections = before.correctionsByRep();
        leftOut = before.leftOutByName();
        mark = before.mark();
        frameCount = before.frameCount();
    }

    /** The state with all that was put in. Nothing may be put in any more. */
    StoreState state(Layouts layouts, Reading reading) {
        putTouchedBack();
        return new StoreState(
                cells,
                cellCount,
                layouts,
                entityVersions,
                orgEdit.of(before.org()),
                repsWithNewDeals.isEmpty()
                        ? before.allDeals()
                        : before.allDeals().with(deals, repsWithNewDeals),
                corrections,
                leftOut,
                mark,
                reading,
                frameCount);
    }

    boolean putCell(WindowKey window, String id, byte[] cell) {
        Rows rows = rows(window);
        byte[] old = rows.cells.get(id);
        if (old != null && PackedCell.version(cell) < PackedCell.version(old)) {
            return false;
        }
        rows.cells = rows.cells.with(id, cell, owner);
        cellCount += old == null ? 1 : 0;
        return true;
    }

    boolean removeCell(WindowKey window, String id) {
        Rows rows = rows(window);
        int held = rows.cells.size();
        rows.cells = rows.cells.without(id, owner);
        cellCount += rows.cells.size() - held;
        return rows.cells.size() < held;
    }

    private Rows rows(WindowKey window) {
        return touched.computeIfAbsent(window, key -> new Rows(cells.get(key)));
    }

    private void putTouchedBack() {
        touched.forEach((window, rows) ->
                cells = rows.cells.size() == 0 ? cells.without(window, owner) : cells.with(window, rows.cells, owner));
        touched = new HashMap<>(); // cleared, one that was large once would stay slow to clear
    }

    boolean put(Entity row) {
        String name = row.getTable() + "/" + row.getKey();
        Long old = entityVersions.get(name);
        if (old != null && row.getVersion() < old) {
            return false;
        }
        entityVersions = entityVersions.with(name, row.getVersion(), owner);
        orgEdit.put(row.getTable(), row.getKey(), row.getDeleted() ? null : row.getColumns());
        return true;
    }

    boolean removeEntity(String table, String key) {
        String name = table + "/" + key;
        if (entityVersions.get(name) == null) {
            return false;
        }
        entityVersions = entityVersions.without(name, owner);
        orgEdit.remove(table, key);
        return true;
    }

    boolean put(RepDeals repDeals) {
        RepDeals old = deals.get(repDeals.getRep());
        if (old != null && repDeals.getVersion() < old.getVersion()) {
            return false;
        }
        deals = deals.with(repDeals.getRep(), repDeals, owner);
        repsWithNewDeals.add(repDeals.getRep());
        return true;
    }

    boolean removeDeals(String rep) {
        if (deals.get(rep) == null) {
            return false;
        }
        deals = deals.without(rep, owner);
        repsWithNewDeals.add(rep);
        return true;
    }

    /** Corrections change no figure by themselves: they say what changed some. */
    boolean put(Corrections ofRep) {
        Corrections old = corrections.get(ofRep.getRep());
        if (old == null || ofRep.getVersion() >= old.getVersion()) {
            corrections = corrections.with(ofRep.getRep(), ofRep, owner);
        }
        return false;
    }

    boolean removeCorrections(String rep) {
        corrections = corrections.without(rep, owner);
        return false;
    }

    /** A row left out changes no figure by itself: screens learn it with their next health event. */
    boolean put(LeftOut row) {
        String name = row.getTable() + "/" + row.getKey();
        LeftOut old = leftOut.get(name);
        if (old == null || row.getVersion() >= old.getVersion()) {
            leftOut = leftOut.with(name, row, owner);
        }
        return false;
    }

    boolean removeLeftOut(String name) {
        leftOut = leftOut.without(name, owner);
        return false;
    }

    /** The version of the newest frame closed, by this edit or before it. */
    long version() {
        return mark == null ? 0 : mark.getVersion();
    }

    void closeFrame(FrameMark frame) {
        if (mark == null || frame.getVersion() >= mark.getVersion()) {
            mark = frame;
        }
        frameCount++;
    }
}
