package io.salesboard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParentWatchTest {

    @Test
    void runsTheActionOnlyWhenTheOtherEndIsClosed() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        PipedOutputStream launcher = new PipedOutputStream();
        InputStream in = new PipedInputStream(launcher);
        Thread watch = new Thread(() -> ParentWatch.awaitEnd(in, ended::countDown));
        watch.start();

        assertThat(ended.await(200, TimeUnit.MILLISECONDS)).isFalse();
        launcher.close();

        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        watch.join();
    }
}
