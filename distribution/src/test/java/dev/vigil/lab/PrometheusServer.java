package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Debian's Prometheus beside the client of a lab: it scrapes every host each second and judges by the rules of the package. */
final class PrometheusServer implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1:9090";
    private static final int ADMINISTRATION = 7742;
    private static final long END_SECONDS = 20;

    private final LabNetwork lab;
    private final Path folder;
    private final Process process;

    PrometheusServer(LabNetwork lab, Path folder, VigilCommands commands) {
        this.lab = lab;
        this.folder = folder;
        try {
            Files.writeString(folder.resolve("vigil.rules.yaml"),
                    shortened(Files.readString(commands.monitoring().resolve("vigil.rules.yaml"))));
            for (LabHost host : lab.hosts()) {
                Files.writeString(token(host), commands.createToken(host, "prometheus", "guest"));
            }
            Files.copy(VigilCommands.home(lab.hosts().getFirst()).resolve("pki/ca.crt"), authority());
            Files.writeString(configuration(), "global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}\n"
                    + "rule_files: [vigil.rules.yaml]\nscrape_configs:\n"
                    + lab.hosts().stream().map(this::job).collect(Collectors.joining()));
            process = new ProcessBuilder(inClient("prometheus", "--config.file=" + configuration(),
                    "--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=" + ADDRESS))
                    .redirectErrorStream(true).redirectOutput(log().toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException("Prometheus cannot be started", e);
        }
    }

    /** A failover is told of for ten minutes; here for half a minute, so that the end of that is seen too. */
    private static String shortened(String rules) {
        String remembered = "vigil_failovers_begun_total[10m]";
        if (!rules.contains(remembered)) {
            throw new LabFailure("the rules do not speak of " + remembered);
        }
        return rules.replace(remembered, "vigil_failovers_begun_total[30s]");
    }

    /** As the example of the package has it: each certificate names its node, each token is known to its node alone. */
    private String job(LabHost host) {
        return "  - job_name: vigil-" + host + "\n    scheme: https\n    authorization: {credentials_file: "
                + token(host).getFileName() + "}\n    tls_config: {ca_file: " + authority().getFileName() + ", server_name: "
                + host + ", min_version: TLS13}\n    static_configs:\n      - targets: [\"" + host.address(Lan.LAN1) + ":"
                + ADMINISTRATION + "\"]\n        labels: {job: vigil, cluster: lab, instance: " + host + "}\n";
    }

    private Path token(LabHost host) {
        return folder.resolve(host + ".token");
    }

    private Path authority() {
        return folder.resolve("lab-ca.crt");
    }

    Path configuration() {
        return folder.resolve("prometheus.yaml");
    }

    private Path log() {
        return folder.resolve("prometheus.log");
    }

    private List<String> inClient(String... words) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", lab.clientNamespace()));
        all.addAll(List.of(words));
        return all;
    }

    /** The figures of a host as text, fetched as Prometheus fetches them. */
    String scrape(LabHost host) {
        try {
            return Command.run(inClient("curl", "--silent", "--show-error", "--fail", "--max-time", "20", "--cacert",
                    authority().toString(), "--resolve", host + ":" + ADMINISTRATION + ":" + host.address(Lan.LAN1), "--header",
                    "Authorization: Bearer " + Files.readString(token(host)), "https://" + host + ":" + ADMINISTRATION
                            + "/metrics"));
        } catch (IOException e) {
            throw new UncheckedIOException("the token of " + host + " is gone", e);
        }
    }

    /** The answer as JSON; an expression that Prometheus refuses is a failure of the lab. */
    String query(String expression) {
        return answer(expression, "query");
    }

    /** As {@link #query}, for each second from {@code begin} to {@code end}, in seconds of the epoch. */
    String queryRange(String expression, long begin, long end) {
        return answer(expression, "query_range", "--data-urlencode", "start=" + begin, "--data-urlencode", "end=" + end,
                "--data-urlencode", "step=1");
    }

    private String answer(String expression, String call, String... more) {
        List<String> words = new ArrayList<>(inClient("curl", "--silent", "--show-error", "--max-time", "20",
                "http://" + ADDRESS + "/api/v1/" + call, "--data-urlencode", "query=" + expression));
        words.addAll(List.of(more));
        Command.Outcome answer = Command.attempt(words, "");
        if (!answer.isSuccess() || !answer.text().contains("\"status\":\"success\"")) {
            throw new LabFailure(expression + ": " + answer.text());
        }
        return answer.text();
    }

    /** Whether the expression has a series, whatever its value. */
    boolean hasSeries(String expression) {
        return query(expression).contains("\"result\":[{");
    }

    boolean isFiring(String alert) {
        return hasSeries("ALERTS{alertstate=\"firing\",alertname=\"" + alert + "\"}");
    }

    /** Whether it answers at all yet. */
    boolean isReady() {
        if (!process.isAlive()) {
            throw new LabFailure("Prometheus has ended: " + diagnosis());
        }
        return Command.attempt(inClient("curl", "--silent", "--fail", "http://" + ADDRESS + "/-/ready"), "").isSuccess();
    }

    String diagnosis() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return "Prometheus has no log: " + e;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
