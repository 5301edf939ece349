package io.salesboard.board.store;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.SourceProgress;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the store holds at one instant; valid only inside {@link CellStore#read}. */
public interface StoreView {
    /** Version of the newest frame applied; 0 before the first. */
    long version();

    /** When that frame was closed by the clock of the job's reader, epoch milliseconds; 0 before the first. */
    long closed();

    /** The rows of a scope that have a cell in a window, by id. */
    Map<String, Sums> cells(Scope scope, WindowUnit unit, long start);

    Org org();

    /** The deals of all reps, newest first; the first may lie in the future. */
    List<RepDeal> deals();

    /** The deals of one rep, newest first; the first may lie in the future. */
    List<RepDeal> dealsOf(String rep);

    /** Up to where the newest frame holds what each source has committed. */
    List<SourceProgress> sources();

    /** What the job's reader did when it told last, or null before it did. */
    Reading reading();

    /** Rows and objects that figures miss now, by table and key. */
    Collection<LeftOut> leftOut();

    /** Number of cells held. */
    long cellCount();

    /** Number of frames applied since the start. */
    long frameCount();
}
