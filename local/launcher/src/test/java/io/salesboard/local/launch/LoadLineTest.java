package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class LoadLineTest {
    private static String of(String... progress) throws Exception {
        return LoadLine.of(new ObjectMapper().readTree("{\"progress\":[" + String.join(",", progress) + "]}"));
    }

    private static String pos(long rows, String total, String rowsPerSecond, String secondsLeft) {
        return "{\"source\":\"pos\",\"rows\":" + rows + ",\"total\":" + total + ",\"rowsPerSecond\":" + rowsPerSecond
                + ",\"secondsLeft\":" + secondsLeft + "}";
    }

    @Test
    void saysRowsSpeedAndTimeLeft() throws Exception {
        assertThat(of(pos(1_250_000, "5000000", "12000", "313")))
                .isEqualTo("pos 1,250,000 of 5,000,000 rows, 12,000 rows/s, about 5 min left");
        assertThat(of(pos(1, "2", "1", "119"))).endsWith("about 119 s left");
        assertThat(of(pos(1, "2", "1", "9000"))).endsWith("about 3 h left");
    }

    @Test
    void inventsNothingThatIsNotKnown() throws Exception {
        assertThat(of(pos(80_000, "null", "9000", "null"), pos(7, "null", "null", "null")))
                .isEqualTo("pos 80,000 rows, 9,000 rows/s; pos 7 rows");
    }

    @Test
    void saysNoTimeLeftWhereAllIsRead() throws Exception {
        assertThat(of(pos(7, "7", "5", "0"))).isEqualTo("pos 7 of 7 rows, 5 rows/s");
    }

    @Test
    void saysNothingWhileTheJobIsNotBehind() throws Exception {
        assertThat(of()).isEmpty();
    }
}
