package io.salesboard.board;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.salesboard.board.api.Answers.Failure;
import io.salesboard.board.api.FullException;
import io.salesboard.board.api.Json;
import io.salesboard.board.api.JsonApi;
import io.salesboard.board.api.NotFoundException;
import io.salesboard.board.stream.StreamApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The board's web server: which address is answered by what, and the headers and errors all answers share. */
final class BoardServer {
    private static final Logger LOG = LogManager.getLogger(BoardServer.class);
    private static final String JSON = "application/json";
    private static final int MAX_THREADS = 32;
    private static final int MIN_THREADS = 4;

    /** Under a name without a version, so that the pages need not know it. */
    private static final String VUE = "/assets/vue/vue.runtime.esm-browser.prod.js";

    /** Nothing from elsewhere, nothing inline, nothing evaluated: names from a database can never become code. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final JsonApi api;
    private final StreamApi streams;
    private final PrometheusRegistry metrics;

    BoardServer(JsonApi api, StreamApi streams, PrometheusRegistry metrics) {
        this.api = api;
        this.streams = streams;
        this.metrics = metrics;
    }

    /** Starts listening; port 0 takes a free one. */
    Javalin start(String bindAddress, int port) {
        return Javalin.create(this::configure).start(bindAddress, port);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        config.jetty.modifyServletContextHandler(
                handler -> handler.addServlet(new ServletHolder(new PrometheusMetricsServlet(metrics)), "/metrics"));
        config.staticFiles.add(files -> {
            files.hostedPath = "/assets";
            files.directory = "/public/assets";
            files.location = Location.CLASSPATH;
        });
        routes(config.routes);
        errors(config.routes);
    }

    private void routes(RoutesConfig routes) {
        routes.before(BoardServer::protect);
        routes.get("/", ctx -> ctx.redirect("/tv"));
        routes.get("/tv", ctx -> page(ctx, "tv.html"));
        routes.get("/rep/{link}", ctx -> page(ctx, "rep.html"));
        routes.get(VUE, ctx -> ctx.contentType("text/javascript").result(vue()));
        routes.get("/api/v1/kpis", ctx -> json(ctx, api.kpis(ctx)));
        routes.get("/api/v1/leaderboards/{kpi}", ctx -> json(ctx, api.leaderboard(ctx)));
        routes.get("/api/v1/catalogue", ctx -> json(ctx, api.catalogue()));
        routes.get("/api/v1/health", ctx -> json(ctx, api.health()));
        routes.get("/api/v1/quarantine", ctx -> json(ctx, api.quarantine()));
        routes.get("/api/v1/stream", streams::open);
        routes.get("/api/v1/rep/{link}", ctx -> json(ctx, api.rep(ctx)));
    }

    private static void errors(RoutesConfig routes) {
        routes.exception(IllegalArgumentException.class, (e, ctx) -> fail(ctx, HttpStatus.BAD_REQUEST, e.getMessage()));
        routes.exception(NotFoundException.class, (e, ctx) -> fail(ctx, HttpStatus.NOT_FOUND, e.getMessage()));
        routes.exception(FullException.class, (e, ctx) -> fail(ctx, HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
        routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("answering {} failed", ctx.path(), e);
            fail(ctx, HttpStatus.INTERNAL_SERVER_ERROR, "the board could not answer; its log says why");
        });
        routes.error(HttpStatus.NOT_FOUND, ctx -> {
            String type = ctx.res().getContentType();
            if (type == null || !type.startsWith(JSON)) {
                fail(
                        ctx,
                        HttpStatus.NOT_FOUND,
                        "nothing is at " + ctx.path() + "; there are /tv, /api/v1/catalogue, /api/v1/kpis,"
                                + " /api/v1/leaderboards/{kpi}, /api/v1/health, /api/v1/quarantine, /api/v1/stream and /metrics");
            }
        });
    }

    private static void protect(Context ctx) {
        ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        // A rep's link is a secret in an address: it must not travel on in a Referer.
        ctx.header("Referrer-Policy", "no-referrer");
        if (!ctx.path().startsWith("/assets/")) {
            ctx.header("Cache-Control", "no-store");
        }
    }

    private static void page(Context ctx, String name) throws IOException {
        ctx.html(new String(resource("/public/" + name), StandardCharsets.UTF_8));
    }

    private static byte[] vue() throws IOException {
        Properties vue = new Properties();
        vue.load(new ByteArrayInputStream(resource("/META-INF/maven/org.webjars.npm/vue/pom.properties")));
        return resource("/META-INF/resources/webjars/vue/" + vue.getProperty("version") + "/dist/"
                + VUE.substring(VUE.lastIndexOf('/') + 1));
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream resource = BoardServer.class.getResourceAsStream(path)) {
            if (resource == null) {
                throw new IOException("this build lacks its resource " + path);
            }
            return resource.readAllBytes();
        }
    }

    private static void json(Context ctx, Object answer) {
        ctx.contentType(JSON).result(Json.bytes(answer));
    }

    private static void fail(Context ctx, HttpStatus status, String error) {
        ctx.status(status);
        json(ctx, new Failure(error));
    }
}
