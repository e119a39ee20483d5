package dev.vigil.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** All checks, one after the other: they would disturb each other's measurements. Takes about four seconds. */
public final class Doctor {
    private static final Duration SAMPLING = Duration.ofSeconds(1);

    private Doctor() {}

    public static List<Finding> examine(Surroundings here) {
        Sampling sampling = Sampling.take(SAMPLING);
        return Stream.of(new ClockCheck(sampling), new StallCheck(sampling, here.detectionMillis()), new DiskCheck(here.home()),
                new PathsCheck(here), new PortsCheck(here), new FirewallCheck(here), new CertificatesCheck(here.home()),
                new RuntimeCheck(here.packageFolder()), new RightsCheck(),
                new KillBudgetCheck(here.packageFolder().resolve("bin/vigil"), here.home(), here.detectionMillis()))
                .map(Check::look).toList();
    }
}
