package io.salesboard.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.stack.BoardKey;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asks a board over its JSON API, for a limited time; the shapes stand in docs/architecture.md. */
final class BoardClient implements AutoCloseable {
    /** How long it may take to answer while nobody waits for it. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int REQUESTS_AT_ONCE = 3;
    private static final int UNAUTHORIZED = 401;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final BoardKey key;
    private final BusinessCalendar calendar;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final ExecutorService workers = Executors.newFixedThreadPool(REQUESTS_AT_ONCE);

    BoardClient(String address, BoardKey key, BusinessCalendar calendar) {
        this.address = address;
        this.key = key;
        this.calendar = calendar;
    }

    /** @throws IOException when no board listens there, or something else does */
    void requireOne() throws IOException, InterruptedException {
        get("/api/v1/health");
    }

    /** @throws TryAgainException when it does not answer in time */
    Health health(Duration within) throws IOException, InterruptedException, TryAgainException {
        Callable<Health> request = () -> Health.of(JSON.readTree(get("/api/v1/health")));
        return all(List.of(request), within).get(0);
    }

    /**
     * A few requests at a time: answers in the order of the questions.
     *
     * @throws TryAgainException when not all are answered in time
     */
    List<Answer> ask(List<Question> questions, Duration within)
            throws IOException, InterruptedException, TryAgainException {
        List<Callable<Answer>> requests = new ArrayList<>(questions.size());
        for (Question question : questions) {
            requests.add(() -> answer(question));
        }
        return all(requests, within);
    }

    private <T> List<T> all(List<Callable<T>> requests, Duration within)
            throws IOException, InterruptedException, TryAgainException {
        List<T> answers = new ArrayList<>(requests.size());
        try {
            for (Future<T> answer : workers.invokeAll(requests, within.toMillis(), TimeUnit.MILLISECONDS)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (CancellationException e) {
            throw new TryAgainException("the board did not answer within " + within.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(Messages.line(e.getCause()), e.getCause());
        }
    }

    private Answer answer(Question question) throws IOException, InterruptedException {
        String path = question.path(calendar);
        byte[] json = get(path);
        try {
            return Answer.of(question, json);
        } catch (IOException e) {
            throw new IOException("the answer of " + address + path + " cannot be used: " + Messages.line(e), e);
        }
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        HttpRequest request = key.show(HttpRequest.newBuilder(URI.create(address + path)))
                .timeout(TIMEOUT)
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(address + path + " answered " + response.statusCode() + ": "
                        + new String(response.body(), StandardCharsets.UTF_8)
                        + (response.statusCode() == UNAUTHORIZED ? "; name a file with a key: --key-file" : ""));
            }
            return response.body();
        } catch (ConnectException e) {
            throw new IOException("no board answers at " + address + "; is the stack running? ./salesboard status", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
