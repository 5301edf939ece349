package io.salesboard.jobs.operators;

import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.schemas.Correction;
import io.salesboard.schemas.Corrections;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SchemaRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the latest corrections of what each rep is credited with and publishes the list when one comes, once a frame.
 *
 * <p><b>State</b>: per rep at most {@value #KEPT} corrections, and those that wait for the frame. <b>Timers</b>: event time, one for
 * when a frame of several steps is closed. <b>Restart</b>: repeats corrections since the checkpoint, with the number of a later
 * frame. <b>Price</b>: of more than {@value #KEPT} corrections of a rep in a frame the oldest are told to nobody.
 */
public final class KeepLatestCorrections extends KeyedSteps<CorrectionChange, Result>
        implements OneInputStreamOperator<CorrectionChange, Result> {
    private static final long serialVersionUID = 1L;
    private static final int KEPT = 20;

    private final URI registry;
    private transient ListState<CorrectionChange> state;
    private transient Results results;

    public KeepLatestCorrections(URI registry) {
        this.registry = registry;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = context.getKeyedStateStore()
                .getListState(new ListStateDescriptor<>("corrections", CorrectionChange.TYPE));
    }

    @Override
    public void open() throws Exception {
        super.open();
        results = new Results(new SchemaRegistry(registry));
    }

    @Override
    public void processElement(StreamRecord<CorrectionChange> element) {
        await(element.getValue());
    }

    @Override
    protected void step(String rep, List<CorrectionChange> came) throws Exception {
        List<CorrectionChange> newestFirst = new ArrayList<>();
        for (int i = came.size() - 1; i >= 0; i--) {
            newestFirst.add(came.get(i));
        }
        Iterable<CorrectionChange> known = state.get();
        if (known != null) {
            known.forEach(newestFirst::add);
        }
        List<CorrectionChange> kept = newestFirst.subList(0, Math.min(KEPT, newestFirst.size()));
        if (!came.isEmpty()) {
            state.update(kept);
        }
        if (closesFrame()) {
            List<Correction> shown =
                    kept.stream().map(CorrectionChange::correction).toList();
            collect(results.of(ResultKeys.corrections(rep), new Corrections(rep, frame(), shown)));
        } else {
            wakeWhenClosed();
        }
    }
}
