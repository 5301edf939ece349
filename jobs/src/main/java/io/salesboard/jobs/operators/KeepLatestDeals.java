package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Deal;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.schemas.RepDeals;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps each rep's latest deals and publishes the list when it changes, at most once a frame.
 *
 * <p><b>State</b>: per rep at most {@value #KEPT} deals. <b>Timers</b>: event time, one for when a frame of several steps is
 * closed. <b>Restart</b>: repeats lists. <b>Price</b>: after more than {@code KEPT - SHOWN} of the latest deals are revoked, the
 * list is shorter than it could be until new ones come.
 */
public final class KeepLatestDeals extends KeyedSteps<DealChange, Result>
        implements OneInputStreamOperator<DealChange, Result> {
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
    /** Whose lists the newest frame has. */
    private transient Set<String> published;

    private transient long publishedFrame;

    public KeepLatestDeals(URI registry) {
        this.registry = registry;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = context.getKeyedStateStore().getListState(new ListStateDescriptor<>("deals", DealChange.TYPE));
    }

    @Override
    public void open() throws Exception {
        super.open();
        results = new Results(new SchemaRegistry(registry));
        published = new HashSet<>();
    }

    @Override
    public void processElement(StreamRecord<DealChange> element) {
        await(element.getValue());
    }

    @Override
    protected void step(String rep, List<DealChange> changes) throws Exception {
        List<DealChange> deals = new ArrayList<>();
        Iterable<DealChange> known = state.get();
        if (known != null) {
            known.forEach(deals::add);
        }
        Set<String> listed = new HashSet<>();
        deals.forEach(deal -> listed.add(nameOf(deal)));
        boolean changed = false;
        for (DealChange change : changes) {
            changed |= apply(change, deals, listed);
        }
        if (changed) {
            state.update(deals);
        } else if (!changes.isEmpty()) {
            return;
        }
        if (closesFrame()) {
            publish(rep, deals);
        } else {
            wakeWhenClosed();
        }
    }

    /** Whether the list is another one now, or is to be published again. */
    private static boolean apply(DealChange change, List<DealChange> deals, Set<String> listed) {
        if (change.isAgain()) {
            return true;
        }
        boolean known = listed.remove(nameOf(change)) && deals.removeIf(other -> isSame(other.deal(), change.deal()));
        if (change.revoked()) {
            return known;
        }
        int place = deals.size();
        while (place > 0 && NEWEST_FIRST.compare(deals.get(place - 1), change) > 0) {
            place--;
        }
        if (place == KEPT) {
            return known;
        }
        deals.add(place, change);
        listed.add(nameOf(change));
        if (deals.size() > KEPT) {
            listed.remove(nameOf(deals.remove(KEPT)));
        }
        return true;
    }

    private static String nameOf(DealChange change) {
        return change.deal().kind() + "/" + change.deal().id();
    }

    private void publish(String rep, List<DealChange> deals) throws Exception {
        if (publishedFrame != frame()) {
            publishedFrame = frame();
            published.clear();
        }
        if (published.add(rep)) {
            List<io.salesboard.schemas.Deal> shown = new ArrayList<>(SHOWN);
            for (DealChange change : deals) {
                if (shown.size() < SHOWN) {
                    shown.add(published(change.deal()));
                }
            }
            collect(results.of(ResultKeys.deals(rep), new RepDeals(rep, frame(), shown)));
        }
    }

    private static boolean isSame(Deal one, Deal other) {
        return one.kind().equals(other.kind()) && one.id().equals(other.id());
    }

    private static io.salesboard.schemas.Deal published(Deal deal) {
        return new io.salesboard.schemas.Deal(
                deal.kind(), deal.id(), deal.at(), deal.amount(), deal.store(), deal.channel(), deal.product());
    }
}
