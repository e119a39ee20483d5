package dev.vigil.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** What the demonstration does, step by step, and what it says about it. */
final class Story {
    private static final Pattern HEALTH = Pattern.compile("\"health\"\\s*:\\s*\"(\\w+)\"");
    /** Two systems and two paths. */
    private static final int HEALTHS = 4;
    private static final long UP_LIMIT_MILLIS = 30_000;
    private static final long POLL_MILLIS = 200;

    private final Hosts hosts;
    private final Node alpha;
    private final Node bravo;
    private final Application application;
    private final long start = System.nanoTime();

    Story(Hosts hosts, Node alpha, Node bravo, Application application) {
        this.hosts = hosts;
        this.alpha = alpha;
        this.bravo = bravo;
        this.application = application;
    }

    void tell() throws IOException {
        say(hosts.describe());
        hosts.make();
        application.install();
        cluster();
        hierarchy();
        show(alpha);
        failover();
        show(bravo);
        comeBack();
        farewell();
    }

    private void cluster() throws IOException {
        say("Alpha founds the cluster \"demo\", bravo is invited and joins; they hear each other on two networks.");
        DemoNode a = alpha.place();
        DemoNode b = bravo.place();
        alpha.vigil("cluster", "init", "--name", "demo", "--node", a.name(), "--admin", a.administration());
        alpha.start();
        String invitation = alpha.vigil("cluster", "invite", b.name()).strip();
        bravo.vigil("cluster", "join", invitation, "--node", b.name(), "--admin", b.administration(), "--path",
                b.firstAddress() + "=" + a.firstAddress(), "--path", b.secondAddress() + "=" + a.secondAddress());
        bravo.start();
        await("the nodes do not hear each other", () -> isWhole(alpha) && isWhole(bravo));
    }

    private void hierarchy() {
        hosts.floatingAddress().ifPresentOrElse(
                floating -> say("A hierarchy: the application \"web\" needs the floating address " + floating.address() + "."),
                () -> say("A hierarchy of one: the application \"web\"."));
        alpha.vigil("resource", "create", "generic", "web", "--property", "scripts=" + application.scripts(), "--quick-check",
                "5s");
        hosts.floatingAddress().ifPresent(floating -> {
            alpha.vigil("resource", "create", "ip", "address", "--id", floating.address(), "--property",
                    "interface=" + floating.device(), "--property", "prefix=24");
            alpha.vigil("dependency", "create", "web", "address");
        });
        alpha.vigil("resource", "extend", "web", bravo.name());
        await("the application does not run on alpha", () -> application.now().startsWith(alpha.name()));
    }

    private void failover() throws IOException {
        say("Power off: alpha ends without a word. Watching from outside ...");
        List<Blackout> watches = new ArrayList<>(List.of(Blackout.ofApplication(application, bravo.name())));
        hosts.floatingAddress().ifPresent(floating -> watches.add(Blackout.ofAddress(floating)));
        alpha.powerOff();
        for (Blackout watch : watches) {
            say(String.format(Locale.ROOT, "%s after %d ms.", watch.what(), watch.millis()));
        }
        say("Now " + application.now());
    }

    private void comeBack() throws IOException {
        say("Alpha gets its power back; bravo keeps the hierarchy.");
        hosts.powerOn(alpha.place());
        alpha.start();
        await("alpha does not come back", () -> isWhole(alpha));
        show(bravo);
    }

    private void farewell() {
        say("The cluster is up. Play with it:");
        List.of("./demo vigil alpha status", "./demo vigil bravo history", "./demo vigil bravo explain web",
                "./demo vigil bravo switchover web alpha", "./demo stop").forEach(line -> System.out.println("    " + line));
    }

    private static boolean isWhole(Node node) {
        Commands.Outcome status = Commands.attempt(node.words("status", "--json"));
        List<String> healths = HEALTH.matcher(status.text()).results().map(found -> found.group(1)).toList();
        return status.isDone() && healths.size() == HEALTHS && healths.stream().allMatch("ALIVE"::equals);
    }

    private void await(String otherwise, BooleanSupplier condition) {
        long end = System.nanoTime() + UP_LIMIT_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new DemoFailure(otherwise + "\n" + Commands.attempt(alpha.words("status")).text()
                        + Commands.attempt(bravo.words("status")).text() + "The output of the nodes is in "
                        + alpha.place().home().resolve("logs") + " and " + bravo.place().home().resolve("logs") + ".");
            }
            Commands.pause(POLL_MILLIS);
        }
    }

    private void show(Node node) {
        System.out.println();
        System.out.println(node.vigil("status").indent(4).stripTrailing());
        System.out.println();
    }

    private void say(String sentence) {
        System.out.printf(Locale.ROOT, "[%4.1f s] %s%n", (System.nanoTime() - start) / 1e9, sentence);
    }
}
