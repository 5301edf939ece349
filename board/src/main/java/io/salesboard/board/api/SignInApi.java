package io.salesboard.board.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.salesboard.board.door.Door;

/** Answers {@code /api/v1/sign-in} and {@code /api/v1/sign-out}: a personal link becomes a session, and the session ends. */
public final class SignInApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Door door;

    public SignInApi(Door door) {
        this.door = door;
    }

    /** Takes {@code {"token": "..."}}, which is in the body so that no log has it. */
    public void signIn(Context ctx) {
        JsonNode token = read(ctx).path("token");
        if (!token.isTextual()) {
            throw new IllegalArgumentException("send what stands after # in the link, as {\"token\": \"...\"}");
        }
        door.signIn(ctx, token.asText());
        ctx.status(HttpStatus.NO_CONTENT);
    }

    public void signOut(Context ctx) {
        door.signOut(ctx);
        ctx.status(HttpStatus.NO_CONTENT);
    }

    static JsonNode read(Context ctx) {
        try {
            return JSON.readTree(ctx.body());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body of the request is not JSON", e);
        }
    }
}
