package io.salesboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;

/** Asks Flink about the job. */
final class JobClient {
    private final BoardClient client;
    private final String flink;

    /**
     * A checkpoint.
     *
     * @param begun when it was begun, epoch milliseconds
     * @param written bytes it wrote
     * @param state bytes of the whole state
     * @param millis how long it took
     */
    record Checkpoint(long begun, long written, long state, long millis) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "the newest checkpoint wrote %.1f KiB of a state of %.1f MiB in %d ms",
                    written / 1024.0,
                    state / 1024.0 / 1024.0,
                    millis);
        }
    }

    /** @param flink address of its REST API */
    JobClient(BoardClient client, String flink) {
        this.client = client;
        this.flink = flink;
    }

    /** The newest one that is complete; begun at 0 where there is none. */
    Checkpoint newestCheckpoint() throws IOException, InterruptedException {
        JsonNode newest = client.get(job() + "/checkpoints").path("latest").path("completed");
        return new Checkpoint(
                newest.path("trigger_timestamp").asLong(),
                newest.path("checkpointed_size").asLong(),
                newest.path("state_size").asLong(),
                newest.path("end_to_end_duration").asLong());
    }

    /** The most bytes any checkpoint wrote. */
    long mostWritten() throws IOException, InterruptedException {
        return client.get(job() + "/checkpoints")
                .path("summary")
                .path("checkpointed_size")
                .path("max")
                .asLong();
    }

    /** Since when the task that reads the row topics runs, epoch milliseconds. */
    long readsSince() throws IOException, InterruptedException {
        String reader = client.get(job()).path("vertices").path(0).path("id").asText();
        return client.get(job() + "/vertices/" + reader + "/subtasktimes")
                .path("subtasks")
                .path(0)
                .path("timestamps")
                .path("RUNNING")
                .asLong();
    }

    private String job() throws IOException, InterruptedException {
        return flink + "/jobs/"
                + client.get(flink + "/jobs/overview")
                        .path("jobs")
                        .path(0)
                        .path("jid")
                        .asText();
    }
}
