package io.salesboard.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramesTest {

    @Test
    void aFrameIsTwentyMillisecondsNamedByItsLast() {
        assertThat(Frames.endOf(0)).isEqualTo(19);
        assertThat(Frames.endOf(19)).isEqualTo(19);
        assertThat(Frames.endOf(20)).isEqualTo(39);
        assertThat(Frames.endOf(-1)).isEqualTo(-1);
        assertThat(Frames.endOf(-21)).isEqualTo(-21);
    }

    @Test
    void aChangeGoesIntoItsOwnFrameUnlessThatIsClosed() {
        assertThat(Frames.openFrame(25, Long.MIN_VALUE)).isEqualTo(39);
        assertThat(Frames.openFrame(25, 19)).isEqualTo(39);
        assertThat(Frames.openFrame(25, 39)).isEqualTo(59);
        assertThat(Frames.openFrame(25, 1000)).isEqualTo(1019);
        assertThat(Frames.openFrame(25, 1019)).isEqualTo(1039);
    }
}
