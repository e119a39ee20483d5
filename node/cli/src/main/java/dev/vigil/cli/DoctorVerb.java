package dev.vigil.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.vigil.cli.doctor.Doctor;
import dev.vigil.cli.doctor.Finding;
import dev.vigil.cli.doctor.Surroundings;
import dev.vigil.cli.doctor.Verdict;
import picocli.CommandLine.Command;

/** Looks at this machine and its node for what would make a failover late or wrong. */
@Command(name = "doctor", description = "Look at this machine for what would make a failover late or wrong.")
final class DoctorVerb implements Callable<Integer> {
    private static final int WIDTH = 4;
    private final GlobalOptions options;
    private final Places places;
    private final Supplier<Administration> administration;
    private final Path launcher;
    private final Consumer<String> out;

    DoctorVerb(GlobalOptions options, Places places, Supplier<Administration> administration, Path launcher,
            Consumer<String> out) {
        this.options = options;
        this.places = places;
        this.administration = administration;
        this.launcher = launcher;
        this.out = out;
    }

    @Override
    public Integer call() {
        Path bin = launcher.toAbsolutePath().normalize().getParent();
        Path home = places.home();
        Path packageFolder = Optional.ofNullable(bin == null ? null : bin.getParent()).orElse(home);
        return tell(Doctor.examine(new Surroundings(home, packageFolder, node())));
    }

    /** A node that does not answer is no trouble here: it may not have been started yet. */
    private Optional<Surroundings.Node> node() {
        try {
            return Optional.of(node(administration.get().get("/v1/status", Map.of())));
        } catch (Failure noAnswer) {
            return Optional.empty();
        }
    }

    static Surroundings.Node node(JsonObject status) {
        String self = status.text("node");
        List<Surroundings.NodePath> paths = new ArrayList<>();
        for (JsonObject path : status.objects("paths")) {
            if (path.text("first").equals(self)) {
                paths.add(new Surroundings.NodePath(path.text("path"), path.text("second"), path.text("first_address")));
            } else if (path.text("second").equals(self)) {
                paths.add(new Surroundings.NodePath(path.text("path"), path.text("first"), path.text("second_address")));
            }
        }
        String admin = status.objects("systems").stream().filter(system -> system.text("node").equals(self))
                .map(system -> system.text("admin_address")).findFirst().orElse("");
        return new Surroundings.Node(self, admin, (int) status.number("detection_ms"), paths);
    }

    int tell(List<Finding> findings) {
        if (options.isJson()) {
            out.accept(new JsonObject(Map.of("findings", findings.stream().map(DoctorVerb::fields).toList())).pretty());
        } else {
            findings.forEach(this::print);
        }
        return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL) ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void print(Finding finding) {
        String word = finding.verdict().word();
        out.accept(word + " ".repeat(WIDTH - word.length()) + " " + finding.name() + ": " + finding.sentence());
        if (!finding.hint().isEmpty()) {
            out.accept(" ".repeat(WIDTH + 1) + finding.hint());
        }
    }

    private static Map<String, String> fields(Finding finding) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("verdict", finding.verdict().word());
        fields.put("name", finding.name());
        fields.put("sentence", finding.sentence());
        fields.put("hint", finding.hint());
        return fields;
    }
}
