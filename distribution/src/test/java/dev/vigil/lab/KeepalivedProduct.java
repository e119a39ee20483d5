package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** keepalived from Debian's package, VRRP on the first network, without preemption. A planned move is a graceful stop of the master. */
public final class KeepalivedProduct implements Product {
    /** A set of timing values. {@code advertSeconds} as keepalived writes it. */
    public enum Profile {
        DEFAULT("default", "1", 2, List.of(150, 100), Duration.ofMillis(3600), Duration.ofMillis(4500), ""), A20("a20", "0.02", 3,
                List.of(254, 253), Duration.ofMillis(60), Duration.ofMillis(1000), "  vrrp_rt_priority 50\n");

        private final String label;
        private final String advertSeconds;
        private final int version;
        private final List<Integer> priorities;
        private final Duration detection;
        private final Duration settle;
        private final String realTime;

        Profile(String label, String advertSeconds, int version, List<Integer> priorities, Duration detection, Duration settle,
                String realTime) {
            this.label = label;
            this.advertSeconds = advertSeconds;
            this.version = version;
            this.priorities = priorities;
            this.detection = detection;
            this.settle = settle;
            this.realTime = realTime;
        }
    }

    private static final String CONFIGURATION = """
            global_defs {
              router_id %s
              vrrp_version %d
              vrrp_rlimit_rttime 500000
            %s}
            vrrp_instance lab {
              state BACKUP
              nopreempt
              interface eth1
              virtual_router_id 51
              priority %d
              advert_int %s
              virtual_ipaddress {
                %s/24 dev eth1
              }
            }
            """;
    private static final String LOG = "keepalived.log";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private final Profile profile;

    public KeepalivedProduct(Profile profile) {
        this.profile = profile;
    }

    @Override
    public String name() {
        return "keepalived";
    }

    @Override
    public String profile() {
        return profile.label;
    }

    @Override
    public String describe() {
        String version = Command.attempt(List.of("keepalived", "--version"), "").text().lines().findFirst().orElse("keepalived");
        return version + ", advert_int " + profile.advertSeconds + " s, VRRPv" + profile.version + " on eth1, nopreempt";
    }

    @Override
    public Duration detection() {
        return profile.detection;
    }

    @Override
    public void install(LabNetwork lab) {
        for (LabHost host : lab.hosts()) {
            String text = CONFIGURATION.formatted(host.name(), profile.version, profile.realTime,
                    profile.priorities.get(host.number() - 1), profile.advertSeconds, LabNetwork.FLOATING_ADDRESS);
            try {
                Files.writeString(host.home().resolve("keepalived.conf"), text);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot configure keepalived on " + host, e);
            }
            start(host);
        }
    }

    @Override
    public void start(LabHost host) {
        host.spawn(LOG, List.of("keepalived", "--vrrp", "--dont-fork", "--log-console", "--log-detail", "--use-file",
                host.home().resolve("keepalived.conf").toString(), "--pid", "/run/keepalived.pid", "--vrrp_pid",
                "/run/vrrp.pid"));
    }

    @Override
    public void stop(LabHost host) {
        signal(host, "TERM");
        long limit = System.nanoTime() + STOP_LIMIT.toNanos();
        while (isRunning(host)) {
            if (System.nanoTime() > limit) {
                throw new LabFailure("keepalived on " + host + " does not stop: " + diagnosis(host));
            }
            Pause.of(20, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public boolean isOwn(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/keepalived");
    }

    @Override
    public void switchover(LabHost from, LabHost to) {
        stop(from);
        start(from);
    }

    @Override
    public boolean isSettled(LabNetwork lab) {
        return lab.hosts().stream().allMatch(this::isRunning);
    }

    @Override
    public Duration settleTime() {
        return profile.settle;
    }

    @Override
    public String diagnosis(LabHost host) {
        return host.log(LOG);
    }

    private static void signal(LabHost host, String name) {
        host.run("sh", "-c", "kill -" + name + " $(cat /run/keepalived.pid)");
    }

    private boolean isRunning(LabHost host) {
        return host.attempt("sh", "-c", "test -e /run/vrrp.pid && kill -0 $(cat /run/keepalived.pid) $(cat /run/vrrp.pid)")
                .isSuccess();
    }
}
