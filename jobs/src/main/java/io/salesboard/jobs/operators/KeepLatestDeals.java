package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Deal;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.schemas.RepDeals;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps each rep's latest deals and publishes the list when it changes, at most once a frame.
 *
 * <p><b>State</b>: per rep at most {@value #KEPT} deals. <b>Timers</b>: event time, one per frame that changed a rep's list.
 * <b>Restart</b>: repeats lists. <b>Price</b>: after more than {@code KEPT - SHOWN} of the latest deals are revoked, the list
 * is shorter than it could be until new ones come.
 */
public final class KeepLatestDeals extends KeyedProcessFunction<String, DealChange, Result> {
    private static final long serialVersionUID = 1L;

    private static final int KEPT = 60;
    private static final int SHOWN = 20;
    private static final Comparator<DealChange> NEWEST_FIRST = Comparator.<DealChange>comparingLong(
                    change -> change.deal().at())
            .thenComparing(change -> change.deal().id())
            .reversed();

    private final URI registry;
    private transient ListState<DealChange> state;
    private transient Results results;

    public KeepLatestDeals(URI registry) {
        this.registry = registry;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getListState(new ListStateDescriptor<>("deals", DealChange.TYPE));
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement(DealChange change, Context context, Collector<Result> out) throws Exception {
        List<DealChange> deals = new ArrayList<>();
        state.get().forEach(deals::add);
        boolean known = deals.removeIf(other -> isSame(other.deal(), change.deal()));
        if (!change.revoked()) {
            deals.add(change);
            deals.sort(NEWEST_FIRST);
        }
        boolean tooOld = deals.size() > KEPT && isSame(deals.get(KEPT).deal(), change.deal());
        if ((change.revoked() || tooOld) && !known && !change.isAgain()) {
            return;
        }
        state.update(deals.size() > KEPT ? deals.subList(0, KEPT) : deals);
        context.timerService().registerEventTimeTimer(Frames.last(Frames.of(change.time())));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out) throws Exception {
        if (!Frames.isClosed(context.timerService())) {
            return;
        }
        long frame = Frames.of(context.timerService().currentWatermark());
        List<io.salesboard.schemas.Deal> shown = new ArrayList<>(SHOWN);
        for (DealChange change : state.get()) {
            if (shown.size() < SHOWN) {
                shown.add(published(change.deal()));
            }
        }
        String rep = context.getCurrentKey();
        out.collect(results.of(ResultKeys.deals(rep), new RepDeals(rep, frame, shown)));
    }

    private static boolean isSame(Deal one, Deal other) {
        return one.kind().equals(other.kind()) && one.id().equals(other.id());
    }

    private static io.salesboard.schemas.Deal published(Deal deal) {
        return new io.salesboard.schemas.Deal(
                deal.kind(), deal.id(), deal.at(), deal.amount(), deal.store(), deal.channel(), deal.product());
    }
}
