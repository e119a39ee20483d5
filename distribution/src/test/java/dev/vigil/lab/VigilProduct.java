package dev.vigil.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The assembled package of Vigil: two nodes without quorum, two and a witness by majority, or two and a folder that votes; two paths, one floating address. */
public final class VigilProduct implements Product {
    /** The named timing profiles, with the detection time each of them promises. */
    public enum Profile {
        DEFAULT("default", Duration.ofMillis(500)), FAST("fast", Duration.ofMillis(110));

        private final String label;
        private final Duration detection;

        Profile(String label, Duration detection) {
            this.label = label;
            this.detection = detection;
        }
    }

    /** What a node needs to own the address. */
    public enum Quorum {
        OFF, MAJORITY, STORAGE
    }

    private static final String LOG = "vigil.log";
    private static final String SERVER_MARK = "dev.vigil.server";
    private static final Duration UP_LIMIT = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofSeconds(1);
    private static final Pattern HEALTH = Pattern.compile("\"health\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern LONGEST_SILENCE = Pattern.compile("\"largest_joint_silence_ms\"\\s*:\\s*\"?([0-9.]+)");
    /** Two systems and two paths; three systems and the four paths of one of them. */
    private static final int HEALTHS = 4;
    private static final int HEALTHS_OF_THREE = 7;
    private static final int PATHS_OF_OTHERS = 2;
    private final Profile profile;
    private final Quorum quorum;
    private final VigilCommands commands = new VigilCommands();

    public VigilProduct(Profile profile, Quorum quorum) {
        this.profile = profile;
        this.quorum = quorum;
    }

    @Override
    public List<String> hosts() {
        return quorum == Quorum.MAJORITY ? List.of("alpha", "bravo", "whisky") : List.of("alpha", "bravo");
    }

    @Override
    public String name() {
        return quorum == Quorum.OFF ? "vigil" : "vigil-" + quorum.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String profile() {
        return profile.label;
    }

    @Override
    public String describe() {
        return "vigil, profile " + profile.label + ", detection " + profile.detection.toMillis() + " ms, quorum "
                + quorum.name().toLowerCase(Locale.ROOT) + ", "
                + commands.launcher();
    }

    @Override
    public Duration detection() {
        return profile.detection;
    }

    @Override
    public void install(LabNetwork lab) {
        LabHost first = lab.hosts().getFirst();
        LabHost second = lab.other(first);
        commands.initialize(first);
        start(first);
        awaitUp(first);
        lab.hosts().stream().filter(host -> host != first).forEach(guest -> admit(first, guest));
        lab.hosts().stream().filter(host -> host != first && host != second)
                .forEach(witness -> commands.createPaths(first, second, witness));
        commands.setTiming(first, profile.label);
        if (!Pause.until(UP_LIMIT, () -> isSettled(lab))) {
            throw new LabFailure("the two nodes do not find each other\n" + diagnosis(first) + diagnosis(second));
        }
        commands.createAddress(first, first, second);
        switch (quorum) {
            case OFF -> {
                /* as a new cluster is */ }
            case MAJORITY -> commands.setMajority(first);
            case STORAGE -> commands.setStorage(first, lab.share());
        }
    }

    private void admit(LabHost member, LabHost guest) {
        commands.join(guest, member, commands.invite(member, guest));
        start(guest);
        awaitUp(guest);
    }

    private void awaitUp(LabHost host) {
        if (!Pause.until(UP_LIMIT, () -> commands.status(host).isSuccess())) {
            throw new LabFailure("vigil on " + host + " does not answer: " + diagnosis(host));
        }
    }

    @Override
    public void start(LabHost host) {
        host.spawn(LOG, commands.start(host));
    }

    @Override
    public void stop(LabHost host) {
        commands.stop(host);
    }

    @Override
    public boolean isOwn(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.command().orElse("").endsWith("/java") && info.commandLine().orElse("").contains(SERVER_MARK);
    }

    @Override
    public void switchover(LabHost from, LabHost to) {
        commands.switchover(to, to);
    }

    @Override
    public boolean isSettled(LabNetwork lab) {
        return lab.hosts().stream().map(commands::status).allMatch(this::isWholeCluster);
    }

    /** Of three nodes each knows nothing of the two paths between the other two. */
    private boolean isWholeCluster(Command.Outcome status) {
        List<String> healths = HEALTH.matcher(status.text()).results().map(found -> found.group(1)).toList();
        long alive = healths.stream().filter("ALIVE"::equals).count();
        return status.isSuccess() && (quorum != Quorum.MAJORITY
                ? alive >= HEALTHS && alive == healths.size()
                : alive == HEALTHS_OF_THREE && alive + PATHS_OF_OTHERS == healths.size());
    }

    @Override
    public Duration settleTime() {
        return STEADY;
    }

    /** The longest silence on all paths together of the last minutes, against which the detection time is judged. */
    @Override
    public Map<String, String> figures(LabNetwork lab) {
        Map<String, String> figures = new TreeMap<>();
        for (LabHost host : lab.hosts()) {
            Matcher found = LONGEST_SILENCE.matcher(commands.status(host).text());
            double longest = 0;
            while (found.find()) {
                longest = Math.max(longest, Double.parseDouble(found.group(1)));
            }
            figures.put("longestJointSilenceMs." + host, Double.toString(longest));
        }
        return figures;
    }

    @Override
    public String diagnosis(LabHost host) {
        StringBuilder text = new StringBuilder(host.log(LOG));
        Path logs = VigilCommands.home(host).resolve("logs");
        if (Files.isDirectory(logs)) {
            LabFolders.list(logs).stream().filter(Files::isRegularFile).forEach(file -> text.append(VigilCommands.read(file)));
        }
        return text.append('\n').append(host.isOn() ? commands.status(host).text() : "off").toString();
    }
}
