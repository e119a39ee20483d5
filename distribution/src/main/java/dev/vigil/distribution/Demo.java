package dev.vigil.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code ./demo}: a cluster of two on this machine, a protected hierarchy, a power failure, and the cluster left up to play with. Arguments:
 * the folder of the package, the folder to work in, and what to do: nothing, {@code vigil NODE ...}, or {@code stop}.
 */
public final class Demo {
    private static final String ALPHA = "alpha";
    private static final String BRAVO = "bravo";
    private static final String FORM = "form";

    private final Hosts hosts;
    private final Node alpha;
    private final Node bravo;

    private Demo(Path packageFolder, Path folder, boolean hasNamespaces) {
        List<DemoNode> places = hasNamespaces
                ? List.of(NamespaceHosts.node(ALPHA, 1, folder), NamespaceHosts.node(BRAVO, 2, folder))
                : List.of(LoopbackHosts.node(ALPHA, 1, folder), LoopbackHosts.node(BRAVO, 2, folder));
        hosts = hasNamespaces ? new NamespaceHosts(places) : new LoopbackHosts(folder);
        Path launcher = packageFolder.resolve("bin").resolve(Commands.isWindows() ? "vigil.cmd" : "vigil");
        alpha = new Node(places.getFirst(), hosts, launcher);
        bravo = new Node(places.getLast(), hosts, launcher);
    }

    /** Runs the demonstration, or one of its other verbs. */
    public static void main(String[] arguments) throws IOException {
        Path packageFolder = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path folder = Path.of(arguments[1]).toAbsolutePath().normalize();
        List<String> verb = Arrays.asList(arguments).subList(2, arguments.length);
        try {
            System.exit(new Verbs(packageFolder, folder).run(verb));
        } catch (DemoFailure failure) {
            System.err.println("demo: " + failure.getMessage());
            System.exit(1);
        }
    }

    /** What the first words after {@code ./demo} can be. */
    private record Verbs(Path packageFolder, Path folder) {
        int run(List<String> words) throws IOException {
            if (words.isEmpty()) {
                stop();
                boolean hasNamespaces = isRoot() && NamespaceHosts.arePossible();
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(FORM), hasNamespaces ? "namespaces" : "loopback");
                Demo demo = new Demo(packageFolder, folder, hasNamespaces);
                demo.hosts.unmake();
                new Story(demo.hosts, demo.alpha, demo.bravo, new Application(folder)).tell();
                return 0;
            }
            if (words.equals(List.of("stop"))) {
                System.out.println(stop() ? "The cluster of the demonstration is gone." : "No demonstration is up.");
                return 0;
            }
            if (words.getFirst().equals("vigil") && words.size() > 2 && List.of(ALPHA, BRAVO).contains(words.get(1))) {
                Demo demo = there();
                Node node = words.get(1).equals(ALPHA) ? demo.alpha : demo.bravo;
                return Commands.inFront(node.words(words.subList(2, words.size()).toArray(String[]::new)));
            }
            System.err.println("demo: use ./demo, ./demo vigil alpha|bravo VERB..., or ./demo stop");
            return 2;
        }

        private Demo there() throws IOException {
            if (!Files.exists(folder.resolve(FORM))) {
                throw new DemoFailure("no demonstration is up; ./demo starts one");
            }
            return new Demo(packageFolder, folder, Files.readString(folder.resolve(FORM)).strip().equals("namespaces"));
        }

        private boolean stop() throws IOException {
            if (!Files.exists(folder.resolve(FORM))) {
                return false;
            }
            there().hosts.unmake();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
            return true;
        }

        private static boolean isRoot() {
            return !Commands.isWindows() && Commands.attempt(List.of("id", "-u")).text().strip().equals("0");
        }
    }
}
