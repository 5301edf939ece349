package io.salesboard.core.contributions;

import static io.salesboard.core.model.Table.ACTIVITY;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.NumberColumn;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.model.TextColumn;
import io.salesboard.core.time.WindowUnit;
import java.time.Duration;
import java.time.Instant;

/** What an activity adds to its rep: a meeting is missed once its time and the grace are over and nobody noted it as held (K37). */
public final class Meetings extends ObjectType {
    private static final Duration GRACE = Duration.ofMinutes(15);

    private static final TextColumn TYPE = ACTIVITY.textColumn("type");
    private static final TextColumn REP = ACTIVITY.textColumn("rep_id");
    private static final NumberColumn SCHEDULED = ACTIVITY.numberColumn("scheduled_ts");
    private static final NumberColumn DONE = ACTIVITY.numberColumn("done_ts");

    public Meetings() {
        super("activity", root(ACTIVITY));
    }

    @Override
    public void contribute(BusinessObject object, Accounting accounting, Instant now, Contributions to) {
        Row activity = object.root(ACTIVITY);
        if (!"meeting".equals(activity.text(TYPE)) || activity.isNull(SCHEDULED) || !activity.isNull(DONE)) {
            return;
        }
        Instant missed = Micros.instant(activity.number(SCHEDULED)).plus(GRACE);
        if (now.isBefore(missed)) {
            to.wakeAt(missed);
        } else {
            to.addTo(Subject.of(Scope.REP, activity.text(REP)), WindowUnit.NOW, 0, Measure.MISSED_MEETINGS, 1);
        }
    }
}
