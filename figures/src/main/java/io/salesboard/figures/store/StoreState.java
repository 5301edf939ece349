package io.salesboard.figures.store;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.Correction;
import io.salesboard.schemas.Corrections;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.SourceProgress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the store holds at one instant. Never changes once made: whoever has it computes as long as it takes, and holds nobody up.
 * {@link StateEdit} makes the next one, which shares with it all that stays.
 */
public final class StoreState {
    static final StoreState EMPTY = new StoreState(
            PersistentMap.empty(),
            0,
            Layouts.NONE,
            PersistentMap.empty(),
            Org.EMPTY,
            Deals.NONE,
            PersistentMap.empty(),
            PersistentMap.empty(),
            null,
            null,
            0);

    private final PersistentMap<WindowKey, PersistentMap<String, byte[]>> cells;
    private final long cellCount;
    private final Layouts layouts;
    private final PersistentMap<String, Long> entityVersions;
    private final Org org;
    private final Deals deals;
    private final PersistentMap<String, Corrections> corrections;
    private final PersistentMap<String, LeftOut> leftOut;
    private final FrameMark mark;
    private final Reading reading;
    private final long frameCount;

    /** @param entityVersions versions of reference rows by table and key, also of those that are gone */
    StoreState(
            PersistentMap<WindowKey, PersistentMap<String, byte[]>> cells,
            long cellCount,
            Layouts layouts,
            PersistentMap<String, Long> entityVersions,
            Org org,
            Deals deals,
            PersistentMap<String, Corrections> corrections,
            PersistentMap<String, LeftOut> leftOut,
            FrameMark mark,
            Reading reading,
            long frameCount) {
        this.cells = cells;
        this.cellCount = cellCount;
        this.layouts = layouts;
        this.entityVersions = entityVersions;
        this.org = org;
        this.deals = deals;
        this.corrections = corrections;
        this.leftOut = leftOut;
        this.mark = mark;
        this.reading = reading;
        this.frameCount = frameCount;
    }

    /** Nothing but how far this had come: for a topic that was made anew. */
    StoreState emptied() {
        return new StoreState(
                EMPTY.cells,
                0,
                Layouts.NONE,
                EMPTY.entityVersions,
                Org.EMPTY,
                Deals.NONE,
                EMPTY.corrections,
                EMPTY.leftOut,
                mark,
                reading,
                frameCount);
    }

    /** The same after the job's reader told what it does. */
    StoreState with(Reading now) {
        return new StoreState(
                cells, cellCount, layouts, entityVersions, org, deals, corrections, leftOut, mark, now, frameCount);
    }

    /** Version of the newest frame applied; 0 before the first. */
    public long version() {
        return mark == null ? 0 : mark.getVersion();
    }

    /** When that frame was closed by the clock of the job's reader, epoch milliseconds; 0 before the first. */
    public long closed() {
        return mark == null ? 0 : mark.getClosed();
    }

    /** The cells of one group of measures of a scope's rows in a window; where it has none of its own, those of its parts. */
    public CellTable cells(Measure.Group group, Scope scope, WindowUnit unit, long start) {
        if (!group.isMade(unit)) {
            return new CellTable(group, rows(group, scope, unit, start).toList(), layouts);
        }
        return new CellTable(
                group,
                Arrays.stream(BusinessCalendar.partsOf(unit, start))
                        .boxed()
                        .flatMap(part -> rows(group, scope, unit.part(), part))
                        .toList(),
                layouts);
    }

    /** The cells of one group of measures of a scope's rows, added up from those of some windows of a unit. */
    public CellTable cells(Measure.Group group, Scope scope, WindowUnit unit, long[] starts) {
        return new CellTable(
                group,
                Arrays.stream(starts)
                        .boxed()
                        .flatMap(start -> rows(group, scope, unit, start))
                        .toList(),
                layouts);
    }

    private Stream<PersistentMap<String, byte[]>> rows(Measure.Group group, Scope scope, WindowUnit unit, long start) {
        return Stream.ofNullable(cells.get(new WindowKey(group, scope, unit, start)));
    }

    /** Whether reference rows are the same as in another state, and cells are read in the same way. */
    public boolean isDescribedLike(StoreState other) {
        return org == other.org && layouts == other.layouts;
    }

    /** The ids, by scope, of the rows that have other cells than in a state before. */
    public Map<Scope, Set<String>> rowsChangedSince(StoreState before) {
        Map<Scope, Set<String>> rows = new EnumMap<>(Scope.class);
        addRowsNotIn(before.cells, cells, rows);
        addRowsNotIn(cells, before.cells, rows);
        return rows;
    }

    private static void addRowsNotIn(
            PersistentMap<WindowKey, PersistentMap<String, byte[]>> some,
            PersistentMap<WindowKey, PersistentMap<String, byte[]>> others,
            Map<Scope, Set<String>> to) {
        others.forEachNotIn(some, (window, rows) -> {
            PersistentMap<String, byte[]> same = some.get(window);
            Set<String> ids = to.computeIfAbsent(window.scope(), scope -> new HashSet<>());
            rows.forEachNotIn(same == null ? PersistentMap.empty() : same, (id, cell) -> ids.add(id));
        });
    }

    /** How many hours before the present one are kept. */
    public int hoursKept() {
        return layouts.hoursKept();
    }

    /** How many days before the present one are kept as days and weeks; {@link Integer#MAX_VALUE} where nobody has said. */
    public int daysKept() {
        return layouts.daysKept();
    }

    public Org org() {
        return org;
    }

    /** The deals of all reps, newest first; the first may lie in the future. */
    public List<RepDeal> deals() {
        return deals.latest();
    }

    /** The deals of one rep, newest first; the first may lie in the future. */
    public List<RepDeal> dealsOf(String rep) {
        return deals.of(rep);
    }

    /** The corrections that came with a later frame than one, in no order; of each rep the topic has the latest twenty. */
    public List<Correction> correctionsAfter(long frame) {
        List<Correction> later = new ArrayList<>();
        corrections.forEach((rep, ofRep) -> {
            if (ofRep.getVersion() > frame) {
                ofRep.getCorrections().stream()
                        .filter(correction -> correction.getFrame() > frame)
                        .forEach(later::add);
            }
        });
        return later;
    }

    /** Up to where the newest frame holds what each source has committed. */
    public List<SourceProgress> sources() {
        return mark == null ? List.of() : mark.getSources();
    }

    /** What the job's reader did when it told last, or null before it did. */
    public Reading reading() {
        return reading;
    }

    /** Rows and objects that figures miss now, in no order. */
    public Collection<LeftOut> leftOut() {
        List<LeftOut> rows = new ArrayList<>(leftOut.size());
        leftOut.forEach((name, row) -> rows.add(row));
        return rows;
    }

    /** Number of cells held. */
    public long cellCount() {
        return cellCount;
    }

    /** Number of frames applied since the start. */
    public long frameCount() {
        return frameCount;
    }

    PersistentMap<WindowKey, PersistentMap<String, byte[]>> cells() {
        return cells;
    }

    PersistentMap<String, Long> entityVersions() {
        return entityVersions;
    }

    Deals allDeals() {
        return deals;
    }

    PersistentMap<String, Corrections> correctionsByRep() {
        return corrections;
    }

    PersistentMap<String, LeftOut> leftOutByName() {
        return leftOut;
    }

    FrameMark mark() {
        return mark;
    }
}
