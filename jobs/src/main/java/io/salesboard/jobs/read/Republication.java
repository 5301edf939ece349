package io.salesboard.jobs.read;

import io.salesboard.core.model.Table;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.operators.DealChange;
import io.salesboard.jobs.results.CellLayout;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.Delta;
import io.salesboard.schemas.ResultKeys;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has what stands in the results topic published again by whoever keeps it, or that it is no more. */
final class Republication {
    private static final Logger LOG = LoggerFactory.getLogger(Republication.class);

    private final Output<StreamRecord<Change>> output;
    private final ReadRows.Tags tags;
    private final FrameClock clock;
    private final UnnamedRecords unnamed;

    /** @param clock gives the frame it is published with */
    Republication(Output<StreamRecord<Change>> output, ReadRows.Tags tags, FrameClock clock, UnnamedRecords unnamed) {
        this.output = output;
        this.tags = tags;
        this.clock = clock;
        this.unnamed = unnamed;
    }

    /** Orders what stands under a key. */
    void order(String key) {
        long time = clock.time();
        if (key.startsWith(ResultKeys.CELL)) {
            cell(key, time);
        } else if (key.startsWith(ResultKeys.DEALS)) {
            String rep = key.substring(ResultKeys.DEALS.length());
            output.collect(tags.againDeals(), new StreamRecord<>(DealChange.again(rep, time), time));
        } else if (key.startsWith(ResultKeys.ENTITY)) {
            row(key.substring(ResultKeys.ENTITY.length()), time);
        } else if (key.startsWith(ResultKeys.LEFT_OUT)) {
            String row = key.substring(ResultKeys.LEFT_OUT.length());
            if (UnnamedRecords.isUnnamed(row)) {
                unnamed.again(row, Frames.of(time)).forEach(result -> tell(result, time));
            } else {
                row(row, time);
            }
        } else if (!key.startsWith(ResultKeys.CORRECTIONS) // what was corrected stays so, whatever is known of it now
                && !key.equals(ResultKeys.MARK)
                && !key.equals(ResultKeys.READING)
                && !key.equals(ResultKeys.layout(CellLayout.NUMBER))) {
            tell(Results.gone(key, Frames.of(time)), time); // of a release that published other things
        }
    }

    private void cell(String key, long time) {
        Delta again;
        try {
            again = Delta.again(key, time);
        } catch (IllegalArgumentException e) {
            LOG.info("{} is of another release and goes: {}", key, e.getMessage());
            tell(Results.gone(key, Frames.of(time)), time);
            return;
        }
        output.collect(tags.againCells(), new StreamRecord<>(again, time));
    }

    private void row(String name, long time) {
        int slash = name.indexOf('/');
        String rest = name.substring(slash + 1);
        Table table = Table.byKey(name.substring(0, slash));
        if (table != null) {
            send(Change.again(table, rest, time), time);
        } else if (name.startsWith(ResultKeys.OBJECT + "/")) {
            send(Change.againObject(rest, time), time);
        }
    }

    private void send(Change change, long time) {
        output.collect(new StreamRecord<>(change, time));
    }

    private void tell(Result result, long time) {
        output.collect(tags.told(), new StreamRecord<>(result, time));
    }
}
