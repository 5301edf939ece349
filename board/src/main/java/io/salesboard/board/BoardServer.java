package io.salesboard.board;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.salesboard.board.alerts.AlertsAnswer;
import io.salesboard.board.alerts.RuleTest;
import io.salesboard.board.api.AccountsApi;
import io.salesboard.board.api.Answers.Failure;
import io.salesboard.board.api.FullException;
import io.salesboard.board.api.Json;
import io.salesboard.board.api.JsonApi;
import io.salesboard.board.api.NotFoundException;
import io.salesboard.board.api.SignInApi;
import io.salesboard.board.door.Audit;
import io.salesboard.board.door.Door;
import io.salesboard.board.door.RefusedException;
import io.salesboard.board.door.Role;
import io.salesboard.board.door.Route;
import io.salesboard.board.door.Routes;
import io.salesboard.board.door.Visitor;
import io.salesboard.board.provider.ProviderApi;
import io.salesboard.board.stream.StreamApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.eclipse.jetty.server.NetworkConnectionLimit;
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

    /** No request of the board needs more: what is sent to it is a link, or the name of an account. */
    private static final long MAX_BODY = 16 * 1024;

    /** More wait until one of them is gone: each takes memory, whoever it is from. */
    private static final int CONNECTIONS_BESIDE_STREAMS = 1000;

    private static final Set<Role> ADMINS = Set.of(Role.ADMIN);

    private final JsonApi api;
    private final AlertsAnswer alerts;
    private final RuleTest ruleTest;
    private final StreamApi streams;
    private final SignInApi signIn;
    private final AccountsApi accounts;
    private final ProviderApi provider;
    private final PrometheusMetricsServlet metrics;
    private final Door door;
    private final int maxConnectionsPerAddress;
    private final Routes routes = new Routes(table());

    /** @param maxConnectionsPerAddress how many one address may have open; more of it are closed at once */
    BoardServer(
            JsonApi api,
            AlertsAnswer alerts,
            RuleTest ruleTest,
            StreamApi streams,
            AccountsApi accounts,
            ProviderApi provider,
            PrometheusRegistry metrics,
            Door door,
            int maxConnectionsPerAddress) {
        this.api = api;
        this.alerts = alerts;
        this.ruleTest = ruleTest;
        this.streams = streams;
        this.signIn = new SignInApi(door);
        this.accounts = accounts;
        this.provider = provider;
        this.metrics = new PrometheusMetricsServlet(metrics);
        this.door = door;
        this.maxConnectionsPerAddress = maxConnectionsPerAddress;
    }

    /** Starts listening; port 0 takes a free one. */
    Javalin start(String bindAddress, int port) {
        return Javalin.create(this::configure).start(bindAddress, port);
    }

    /** Starts listening, encrypted. */
    Javalin start(String bindAddress, int port, Tls tls) {
        return Javalin.create(config -> {
                    configure(config);
                    config.jetty.addConnector((server, http) -> tls.connector(server, http, bindAddress, port));
                })
                .start();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        config.http.maxRequestSize = MAX_BODY;
        config.jetty.modifyServer(server -> {
            server.addBean(new NetworkConnectionLimit(streams.most() + CONNECTIONS_BESIDE_STREAMS, server));
            door.limitConnections(server, maxConnectionsPerAddress);
        });
        config.staticFiles.add(files -> {
            files.hostedPath = "/assets";
            files.directory = "/public/assets";
            files.location = Location.CLASSPATH;
        });
        config.routes.before(this::protect);
        routes.serve(config.routes, door);
        errors(config.routes);
    }

    /** Every address there is, and who may ask: the first lines to read. */
    private List<Route> table() {
        return List.of(
                Route.open(HandlerType.GET, "/livez", ctx -> ctx.result("ok")),
                Route.open(HandlerType.GET, "/in", ctx -> page(ctx, "in.html")),
                Route.open(HandlerType.POST, "/api/v1/sign-in", ctx -> signIn.signIn(ctx)),
                Route.open(HandlerType.GET, "/api/v1/sign-in", ctx -> json(ctx, provider.ways())),
                Route.open(HandlerType.GET, "/sign-in", ctx -> provider.leave(ctx)),
                Route.open(HandlerType.GET, "/sign-in/callback", ctx -> provider.comeBack(ctx)),
                Route.post("/api/v1/sign-out", Role.ALL, ctx -> signIn.signOut(ctx))
                        .unnoted(),
                Route.get("/", Role.ALL, ctx -> ctx.redirect(home(Visitor.of(ctx))))
                        .unnoted(),
                Route.get("/tv", Role.ALL_FIGURES, ctx -> page(ctx, "tv.html")),
                Route.get("/team", Set.of(Role.LEAD), ctx -> page(ctx, "team.html")),
                Route.get("/rep", Set.of(Role.REP), ctx -> page(ctx, "rep.html")),
                Route.get("/rep/{id}", Role.FIGURES, this::repPage),
                Route.get(
                                VUE,
                                Role.ALL,
                                ctx -> ctx.contentType("text/javascript").result(vue()))
                        .unnoted(),
                Route.get("/api/v1/kpis", Role.FIGURES, ctx -> json(ctx, api.kpis(ctx))),
                Route.get("/api/v1/leaderboards/{kpi}", Role.FIGURES, ctx -> json(ctx, api.leaderboard(ctx))),
                Route.get("/api/v1/catalogue", Role.FIGURES, ctx -> json(ctx, api.catalogue()))
                        .unnoted(),
                Route.get("/api/v1/health", Role.FIGURES, ctx -> json(ctx, api.health()))
                        .unnoted(),
                Route.get("/api/v1/quarantine", Role.UPKEEP, ctx -> json(ctx, api.quarantine())),
                Route.get("/api/v1/alerts", Role.ALERTED, ctx -> json(ctx, alerts.now()))
                        .unnoted(),
                Route.post("/api/v1/alerts/test", Role.ALERTED, ctx -> json(ctx, ruleTest.test(ctx))),
                Route.get("/alerts", Role.ALERTED, ctx -> page(ctx, "alerts.html")),
                Route.get("/api/v1/stream", Role.FIGURES, ctx -> streams.open(ctx)),
                Route.get("/api/v1/rep", Set.of(Role.REP), ctx -> json(ctx, api.ownFigures(ctx))),
                Route.get("/api/v1/rep/{id}", Role.FIGURES, ctx -> json(ctx, api.rep(ctx))),
                Route.get("/api/v1/accounts", ADMINS, ctx -> json(ctx, accounts.list())),
                Route.post("/api/v1/accounts", ADMINS, ctx -> json(ctx, accounts.make(ctx)))
                        .unnoted(),
                Route.delete("/api/v1/accounts/{id}", ADMINS, ctx -> json(ctx, accounts.revoke(ctx)))
                        .unnoted(),
                Route.get("/metrics", Role.SCRAPES, ctx -> metrics.service(ctx.req(), ctx.res()))
                        .unnoted());
    }

    /** The routes, for tests that try them all. */
    Routes routes() {
        return routes;
    }

    /** Where somebody who came in goes first. */
    private static String home(Visitor visitor) {
        return switch (visitor.role()) {
            case REP -> "/rep";
            case METRICS -> "/metrics";
            case LEAD -> "/team";
            case SCREEN, MANAGER, OPS, ADMIN -> "/tv";
        };
    }

    private void errors(RoutesConfig server) {
        server.exception(IllegalArgumentException.class, (e, ctx) -> fail(ctx, HttpStatus.BAD_REQUEST, e.getMessage()));
        server.exception(NotFoundException.class, (e, ctx) -> fail(ctx, HttpStatus.NOT_FOUND, e.getMessage()));
        server.exception(RefusedException.class, (e, ctx) -> {
            door.note(ctx, e);
            fail(ctx, e.status(), e.getMessage());
        });
        server.exception(FullException.class, (e, ctx) -> fail(ctx, HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
        server.exception(Exception.class, (e, ctx) -> {
            LOG.error("answering {} failed", ctx.path(), e);
            fail(ctx, HttpStatus.INTERNAL_SERVER_ERROR, "the board could not answer; its log says why");
        });
        server.error(HttpStatus.NOT_FOUND, ctx -> {
            String type = ctx.res().getContentType();
            if (type == null || !type.startsWith(JSON)) {
                fail(
                        ctx,
                        HttpStatus.NOT_FOUND,
                        "nothing is at " + ctx.path() + "; there are "
                                + routes.readableBy(Visitor.of(ctx).role()));
            }
        });
    }

    private void protect(Context ctx) {
        if (door.isSecure()) {
            ctx.header("Strict-Transport-Security", "max-age=31536000");
        }
        ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        // Whose figures are looked at stands in addresses: it must not travel on in a Referer.
        ctx.header("Referrer-Policy", "no-referrer");
        if (!ctx.path().startsWith("/assets/")) {
            ctx.header("Cache-Control", "no-store");
        }
    }

    /** For who may not see that rep the same page, which says so kindly. */
    private void repPage(Context ctx) throws IOException {
        page(ctx, "rep.html");
        if (!api.seesRep(ctx)) {
            ctx.status(HttpStatus.FORBIDDEN);
            door.note(ctx, Audit.REFUSED, ctx.method() + " " + ctx.path() + ": 403");
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
