package dev.vigil.cli.doctor;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a guard needs on this machine to end programs, and the kernel to shut the addresses: measured with a guard of its own. */
final class KillBudgetCheck implements Check {
    static final String NAME = "guard";
    private static final int PART = 10;
    private static final String INSTALL = "Without it, addresses of a node that was killed answer for up to 2 s more. Install the package"
            + " nftables, and run this as root.";
    private final Path launcher;
    private final Path home;
    private final int detectionMillis;

    KillBudgetCheck(Path launcher, Path home, int detectionMillis) {
        this.launcher = launcher;
        this.home = home;
        this.detectionMillis = detectionMillis;
    }

    @Override
    public Finding look() {
        Optional<Tool.Answer> answer = Tool.ask(launcher.toString(), "--server", "guard-trial", "--home", home.toString());
        return judge(answer.filter(Tool.Answer::isGood).map(Tool.Answer::text), detectionMillis);
    }

    static Finding judge(Optional<String> printed, int detectionMillis) {
        if (printed.isEmpty()) {
            return Finding.warn(NAME, "Not measured: the trial did not end in time.",
                    "Try again when this machine is less busy.");
        }
        String text = printed.get();
        String programs = line(text, "programs");
        String gate = line(text, "gate");
        Optional<Double> took = field(programs, "took-ms").map(Double::valueOf);
        if (took.isEmpty() || !field(programs, "survivors").orElse("").equals("0")) {
            return Finding.fail(NAME, "The guard did not end a small tree of programs: " + programs,
                    "A node that is killed or stops leaves its applications running. Is this Linux, with /proc?");
        }
        int most = detectionMillis / PART;
        String sentence = String.format(Locale.ROOT,
                "The guard ended %s programs and saw them gone within %.1f ms; it has %d ms. ",
                field(programs, "ended").orElse("?"), took.get(), most);
        if (field(gate, "by-itself-ms").isEmpty()) {
            return Finding.warn(NAME, sentence + "The kernel holds no gate for addresses: " + gate, INSTALL);
        }
        sentence += "The gate shut within " + field(gate, "by-hand-ms").orElse("?") + " ms when told, and by itself after "
                + field(gate, "by-itself-ms").orElse("?") + " of " + field(gate, "of-ms").orElse("?") + " ms.";
        return took.get() > most
                ? Finding.warn(NAME, sentence, "Choose a slower profile, or expect an application to run twice for that long.")
                : Finding.ok(NAME, sentence);
    }

    private static String line(String text, String verb) {
        return text.lines().filter(line -> line.startsWith(verb + " ")).findFirst().orElse(verb + " said nothing");
    }

    private static Optional<String> field(String line, String name) {
        Matcher found = Pattern.compile(" " + name + "=([0-9.]+)").matcher(line);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
