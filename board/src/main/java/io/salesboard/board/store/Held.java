package io.salesboard.board.store;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.Entity;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.RepDeals;
import io.salesboard.schemas.SourceProgress;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The records the store holds; {@link CellStore} guards it. Every {@code put} ignores what is older than what it has. */
final class Held implements StoreView {
    private final Map<Scope, Map<WindowKey, Map<String, Sums>>> cells = new EnumMap<>(Scope.class);
    private final Map<String, Map<String, Entity>> entities = new HashMap<>();
    private final Map<String, LeftOut> leftOut = new TreeMap<>();
    private final Deals deals = new Deals();
    private Org org = new Org(Map.of());
    private boolean orgChanged;
    private FrameMark mark;
    private Reading reading;
    private long cellCount;
    private long frameCount;

    Held() {
        this(null);
    }

    /** Holds nothing but how far the one before had come. */
    Held(Held before) {
        if (before != null) {
            mark = before.mark;
            reading = before.reading;
            frameCount = before.frameCount;
        }
    }

    boolean put(Scope scope, WindowKey window, String id, Sums sums) {
        Map<String, Sums> rows =
                cells.computeIfAbsent(scope, s -> new HashMap<>()).computeIfAbsent(window, w -> new HashMap<>());
        Sums old = rows.get(id);
        if (old != null && sums.version() < old.version()) {
            return false;
        }
        rows.put(id, sums);
        cellCount += old == null ? 1 : 0;
        return true;
    }

    boolean put(Entity entity) {
        Map<String, Entity> rows = entities.computeIfAbsent(entity.getTable(), table -> new TreeMap<>());
        Entity old = rows.get(entity.getKey());
        if (old != null && entity.getVersion() < old.getVersion()) {
            return false;
        }
        rows.put(entity.getKey(), entity);
        orgChanged = true;
        return true;
    }

    boolean put(RepDeals repDeals) {
        return deals.put(repDeals);
    }

    /** A row left out changes no figure by itself: screens learn it with their next health event. */
    boolean put(LeftOut row) {
        String name = row.getTable() + "/" + row.getKey();
        LeftOut old = leftOut.get(name);
        if (old == null || row.getVersion() >= old.getVersion()) {
            leftOut.put(name, row);
        }
        return false;
    }

    void reading(Reading now) {
        reading = now;
    }

    boolean removeCell(Scope scope, WindowKey window, String id) {
        Map<String, Sums> rows = cells.getOrDefault(scope, Map.of()).get(window);
        if (rows == null || rows.remove(id) == null) {
            return false;
        }
        cellCount--;
        if (rows.isEmpty()) {
            cells.get(scope).remove(window);
        }
        return true;
    }

    boolean removeEntity(String table, String key) {
        orgChanged |= entities.containsKey(table) && entities.get(table).remove(key) != null;
        return orgChanged;
    }

    boolean removeDeals(String rep) {
        return deals.remove(rep);
    }

    boolean removeLeftOut(String name) {
        leftOut.remove(name);
        return false;
    }

    void closeFrame(FrameMark frame) {
        if (mark == null || frame.getVersion() >= mark.getVersion()) {
            mark = frame;
        }
        frameCount++;
        deals.merge();
        if (orgChanged) {
            org = new Org(entities.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            table -> table.getValue().values().stream()
                                    .filter(row -> !row.getDeleted())
                                    .map(Entity::getColumns)
                                    .toList())));
            orgChanged = false;
        }
    }

    @Override
    public long version() {
        return mark == null ? 0 : mark.getVersion();
    }

    @Override
    public long closed() {
        return mark == null ? 0 : mark.getClosed();
    }

    @Override
    public Map<String, Sums> cells(Scope scope, WindowUnit unit, long start) {
        return cells.getOrDefault(scope, Map.of()).getOrDefault(new WindowKey(unit, start), Map.of());
    }

    @Override
    public Org org() {
        return org;
    }

    @Override
    public List<RepDeal> deals() {
        return deals.latest();
    }

    @Override
    public List<RepDeal> dealsOf(String rep) {
        return deals.of(rep);
    }

    @Override
    public List<SourceProgress> sources() {
        return mark == null ? List.of() : mark.getSources();
    }

    @Override
    public Reading reading() {
        return reading;
    }

    @Override
    public Collection<LeftOut> leftOut() {
        return leftOut.values();
    }

    @Override
    public long cellCount() {
        return cellCount;
    }

    @Override
    public long frameCount() {
        return frameCount;
    }
}
