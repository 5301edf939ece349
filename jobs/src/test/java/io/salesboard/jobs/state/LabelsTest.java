package io.salesboard.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private final Labels labels = new Labels();
    private final Map<String, Boolean> shown = new TreeMap<>();

    @BeforeEach
    void twoHundredSmallOnes() {
        for (int i = 0; i < Labels.SHOWN; i++) {
            labels.count("small " + i, 1);
        }
        choose(labels);
    }

    private Map<String, Boolean> choose(Labels of) {
        Map<String, Boolean> changed = new TreeMap<>();
        of.choose().forEach(place -> changed.put(place.label(), place.shown()));
        shown.putAll(changed);
        return changed;
    }

    private long rows() {
        return shown.values().stream().filter(is -> is).count();
    }

    @Test
    void asManyAsThereIsRoomForAreShown() {
        assertThat(rows()).isEqualTo(Labels.SHOWN);
    }

    @Test
    void oneMoreIsHiddenUntilItIsTwiceAsLarge() {
        labels.count("new", 2);
        assertThat(choose(labels)).containsExactly(Map.entry("new", false));
        labels.count("new", 1);
        assertThat(choose(labels)).hasSize(2).containsEntry("new", true);
        assertThat(rows()).isEqualTo(Labels.SHOWN);
    }

    @Test
    void theLargestHiddenOneTakesAFreePlace() {
        labels.count("third", 1);
        labels.count("second", 2);
        choose(labels);
        labels.count("small 7", -1);
        assertThat(choose(labels)).containsExactly(Map.entry("second", true));
    }

    @Test
    void whatDoesNotChangeIsNotSaidAgain() {
        labels.count("small 7", 5);
        assertThat(choose(labels)).isEmpty();
    }

    @Test
    void aLabelThatWasForgottenIsSaidAnewWhenItComesBack() {
        labels.count("small 7", -1);
        choose(labels);
        labels.count("small 7", 1);
        assertThat(choose(labels)).containsExactly(Map.entry("small 7", true));
    }

    @Test
    void labelsBeyondWhatIsToldApartAreSoUntilAllOfThemAreGone() {
        for (int i = 0; i < Labels.TOLD_APART; i++) {
            labels.count("more " + i, 1);
        }
        assertThat(labels.count("more 19999", 1)).isFalse();
        labels.count("small 1", -1);
        choose(labels);
        assertThat(labels.count("web", 1))
                .as("some are not told apart, it may be one of them")
                .isFalse();
        assertThat(labels.count("small 2", 1)).isTrue();
        for (int i = Labels.TOLD_APART - Labels.SHOWN; i < Labels.TOLD_APART; i++) {
            labels.count("more " + i, -1);
        }
        labels.count("more 19999", -1);
        labels.count("web", -1);
        assertThat(labels.count("web", 1)).isTrue();
    }

    @Test
    void whatIsSavedGoesOnLikeTheOriginal() {
        labels.count("big", 9);
        choose(labels);
        Map<String, Labels.Label> saved = new HashMap<>(labels.takeChanged());
        Labels restored = new Labels(saved, labels.notToldApart());
        restored.count("bigger", 20);
        labels.count("bigger", 20);
        assertThat(new TreeSet<>(choose(restored).keySet()))
                .isEqualTo(new TreeSet<>(choose(labels).keySet()));
    }

    @Test
    void onlyWhatChangedIsSaved() {
        labels.takeChanged();
        labels.count("small 7", 1);
        labels.count("small 8", -1);
        choose(labels);
        Map<String, Labels.Label> changed = labels.takeChanged();
        assertThat(changed).containsOnlyKeys("small 7", "small 8");
        assertThat(changed.get("small 7")).isEqualTo(new Labels.Label(2, true));
        assertThat(changed.get("small 8")).as("it is gone").isNull();
        assertThat(labels.takeChanged()).isEmpty();
    }
}
