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

/**
 * The assembled package of Vigil: nodes without quorum, two and a witness by majority, or two and a folder that votes; two paths between each
 * two of them, one floating address, for which each node but the witness may be the one.
 */
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
    static final String DETECTION_FIGURE = "detectionMs.";
    private static final String SERVER_MARK = "dev.vigil.server";
    private static final Duration UP_LIMIT = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofSeconds(1);
    private static final Pattern HEALTH = Pattern.compile("\"health\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern DETECTION = Pattern.compile("\"in_force_ms\"\\s*:\\s*\"?([0-9.]+)");
    private static final Pattern LONGEST_SILENCE = Pattern.compile("\"largest_joint_silence_ms\"\\s*:\\s*\"?([0-9.]+)");
    private static final List<String> NAMES = List.of("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel");
    static final int MOST_NODES = NAMES.size();
    private static final int PATHS_OF_A_PAIR = Lan.values().length;
    private static final int VOTERS = 3;
    private final Profile profile;
    private final Quorum quorum;
    private final List<String> hosts;
    private final VigilCommands commands = new VigilCommands();

    public VigilProduct(Profile profile, Quorum quorum) {
        this.profile = profile;
        this.quorum = quorum;
        hosts = quorum == Quorum.MAJORITY ? List.of("alpha", "bravo", "whisky") : NAMES.subList(0, 2);
    }

    /** By majority of two and a witness, beside a fourth node that may vote in its place. */
    static VigilProduct withSpare(Profile profile) {
        return new VigilProduct(profile, Quorum.MAJORITY, List.of("alpha", "bravo", "whisky", "xray"));
    }

    private VigilProduct(Profile profile, Quorum quorum, List<String> hosts) {
        this.profile = profile;
        this.quorum = quorum;
        this.hosts = hosts;
    }

    /** So many nodes with quorum off. */
    VigilProduct(int nodes) {
        profile = Profile.DEFAULT;
        quorum = Quorum.OFF;
        hosts = NAMES.subList(0, nodes);
    }

    @Override
    public List<String> hosts() {
        return hosts;
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
        List<LabHost> guests = lab.hosts().subList(1, lab.hosts().size());
        commands.initialize(first);
        start(first);
        awaitUp(first);
        guests.forEach(guest -> admit(first, guest));
        for (int later = 1; later < guests.size(); later++) {
            for (LabHost earlier : guests.subList(0, later)) {
                commands.createPaths(first, earlier, guests.get(later));
            }
        }
        commands.setTiming(first, profile.label);
        if (!Pause.until(UP_LIMIT, () -> isSettled(lab))) {
            throw new LabFailure("the nodes do not find each other\n" + diagnosis(first) + diagnosis(guests.getFirst()));
        }
        commands.createAddress(first, quorum == Quorum.OFF ? guests : guests.subList(0, 1));
        switch (quorum) {
            case OFF -> {
                /* as a new cluster is */ }
            case MAJORITY -> commands.setMajority(first, hosts.subList(0, VOTERS));
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

    /** Each node knows nothing of the paths between others. */
    private boolean isWholeCluster(Command.Outcome status) {
        List<String> healths = HEALTH.matcher(status.text()).results().map(found -> found.group(1)).toList();
        long alive = healths.stream().filter("ALIVE"::equals).count();
        int peers = hosts.size() - 1;
        int pathsOfOthers = PATHS_OF_A_PAIR * peers * (peers - 1) / 2;
        return status.isSuccess() && alive >= 1 + peers + PATHS_OF_A_PAIR * peers && alive + pathsOfOthers == healths.size();
    }

    @Override
    public Duration settleTime() {
        return STEADY;
    }

    /** The longest silence on all paths together of the last minutes, and the detection time that is in force: of any peer, for each host. */
    @Override
    public Map<String, String> figures(LabNetwork lab) {
        Map<String, String> figures = new TreeMap<>();
        for (LabHost host : lab.hosts()) {
            String status = commands.status(host).text();
            figures.put("longestJointSilenceMs." + host, Double.toString(greatest(LONGEST_SILENCE, status)));
            figures.put(DETECTION_FIGURE + host, Double.toString(greatest(DETECTION, status)));
        }
        return figures;
    }

    private static double greatest(Pattern pattern, String status) {
        Matcher found = pattern.matcher(status);
        double greatest = 0;
        while (found.find()) {
            greatest = Math.max(greatest, Double.parseDouble(found.group(1)));
        }
        return greatest;
    }

    @Override
    public String diagnosis(LabHost host) {
        StringBuilder text = new StringBuilder(host.isOn() ? commands.status(host).text() : "off").append('\n')
                .append(host.log(LOG));
        Path logs = VigilCommands.home(host).resolve("logs");
        if (Files.isDirectory(logs)) {
            LabFolders.list(logs).stream().filter(Files::isRegularFile).forEach(file -> text.append(VigilCommands.read(file)));
        }
        return text.toString();
    }
}
