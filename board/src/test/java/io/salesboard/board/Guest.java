package io.salesboard.board;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.board.door.Account;
import io.salesboard.board.door.Role;
import io.salesboard.board.door.Route;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Somebody with a browser at a board that asks who one is: a stranger, or signed in as an account. */
final class Guest {
    private final ServedBoard board;
    private final String cookie;

    private Guest(ServedBoard board, String cookie) {
        this.board = board;
        this.cookie = cookie;
    }

    static Guest stranger(ServedBoard board) {
        return new Guest(board, null);
    }

    /** Opens a link made for an account. */
    static Guest of(ServedBoard board, Role role, String name) throws IOException, InterruptedException {
        return withLink(board, board.accounts.link(Account.named(role, name)));
    }

    /** Opens a link. */
    static Guest withLink(ServedBoard board, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = signIn(board, token);
        if (answer.statusCode() != 204) {
            throw new AssertionError("signing in answered " + answer.statusCode() + " " + answer.body());
        }
        return new Guest(board, cookieOf(answer));
    }

    static HttpResponse<String> signIn(ServedBoard board, String token) throws IOException, InterruptedException {
        return board.send(HttpRequest.newBuilder(board.uri("/api/v1/sign-in"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\": \"" + token + "\"}"))
                .build());
    }

    static String cookieOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    String cookie() {
        return cookie;
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(board.uri(path));
        return cookie == null ? request : request.header("Cookie", cookie);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return board.send(request(path).build());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return ServedBoard.parse(get(path).body());
    }

    /** The status that a route, with something in place of its parameters, answers with; a stream is not read. */
    int status(Route route, String path) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .method(route.method().name(), HttpRequest.BodyPublishers.noBody())
                .build();
        return board.status(request);
    }
}
