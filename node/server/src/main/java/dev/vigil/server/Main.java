package dev.vigil.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.protocol.admin.JoinPath;
import dev.vigil.recovery.text.CaseText;
import dev.vigil.server.decisions.ReplayReport;
import dev.vigil.server.guarding.GuardTrial;
import dev.vigil.server.kithost.KitCatalog;
import dev.vigil.server.membership.Founding;
import dev.vigil.server.membership.Joining;
import dev.vigil.server.settings.Home;
import dev.vigil.server.settings.NodeSettings;
import dev.vigil.server.settings.Trouble;
import dev.vigil.server.wiring.Node;

/** The program of a node: {@code init}, {@code join}, {@code run}, {@code replay}, {@code guard-trial}. The launcher calls it; people use {@code vigil}. */
public final class Main {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int LCM_PORT = 7741;

    private Main() {}

    public static void main(String[] args) {
        try {
            Arguments arguments = Arguments.read(args);
            if (arguments.verb().equals("replay")) {
                System.exit(replay(arguments));
            }
            System.setProperty(NodeLog.FOLDER, Path.of(arguments.value("--home")).resolve("logs").toString());
            switch (arguments.verb()) {
                case "init" -> init(arguments);
                case "join" -> join(arguments);
                case "run" -> run(arguments);
                case "guard-trial" -> GuardTrial.run(System.out);
                default -> throw new IllegalArgumentException(
                        "\"" + arguments.verb() + "\" is none of init, join, run, replay, guard-trial");
            }
        } catch (IllegalArgumentException e) {
            System.err.println("vigil: " + e.getMessage());
            System.exit(USAGE);
        } catch (Trouble e) {
            System.err.println("vigil: " + e.getMessage() + "\n       " + e.hint());
            System.exit(FAILED);
        } catch (IOException e) {
            System.err.println("vigil: " + e);
            System.exit(FAILED);
        }
    }

    private static void init(Arguments arguments) throws Trouble, IOException {
        NodeSettings settings = settings(arguments);
        String name = arguments.value("--name");
        try (Home home = Home.open(Path.of(arguments.value("--home")))) {
            Founding.found(home, name, settings, KitCatalog.load(Main.class.getClassLoader()));
            System.out.println("Cluster " + name + " founded, with node " + settings.node() + ". Start it with: vigil start");
        }
    }

    private static void join(Arguments arguments) throws Trouble, IOException {
        NodeSettings settings = settings(arguments);
        if (arguments.words().size() != 1) {
            throw new IllegalArgumentException("cluster join needs the one string that vigil cluster invite printed");
        }
        List<JoinPath> paths = arguments.values("--path").stream().map(Main::path).toList();
        try (Home home = Home.open(Path.of(arguments.value("--home")))) {
            String cluster = Joining.join(home, arguments.words().getFirst(), settings, paths);
            System.out.println("Node " + settings.node() + " belongs to cluster " + cluster + ". Start it with: vigil start");
        }
    }

    /** Needs no home and no cluster; says whether this program decides as the file tells. */
    private static int replay(Arguments arguments) throws Trouble {
        if (arguments.words().size() != 1) {
            throw new IllegalArgumentException("replay needs one file, such as one of vigil decisions export");
        }
        Path file = Path.of(arguments.words().getFirst());
        try {
            ReplayReport report = ReplayReport.of(CaseText.parse(Files.readString(file)));
            report.lines().forEach(System.out::println);
            return report.isSame() ? 0 : FAILED;
        } catch (IOException e) {
            throw new Trouble(file + " cannot be read: " + e + ".", "It is the text of a case, in UTF-8.", e);
        } catch (IllegalArgumentException e) {
            throw new Trouble(file + " is no case: " + e.getMessage() + ".",
                    "vigil decisions export writes one; node/recovery/src/test/cases/README.md explains the form.", e);
        }
    }

    private static void run(Arguments arguments) throws Trouble, IOException {
        try (Home home = Home.open(Path.of(arguments.value("--home")))) {
            NodeSettings settings = NodeSettings.read(home.settingsFile());
            System.setProperty(NodeLog.LEVEL, settings.logLevel());
            Node node = Node.start(home, settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                if (!node.stopped().isDone()) {
                    node.shutDown();
                }
                node.close();
            }, "vigil-shutdown"));
            node.stopped().join();
            System.exit(0); // the home is let go of when the node is closed, and no sooner
        }
    }

    private static NodeSettings settings(Arguments arguments) {
        return new NodeSettings(new NodeId(arguments.value("--node")), arguments.value("--admin"), "info");
    }

    /** {@code LOCAL=REMOTE}: an address of this node and one of the node that invited, on the same network. */
    private static JoinPath path(String text) {
        int parts = text.indexOf('=');
        if (parts < 1 || parts == text.length() - 1) {
            throw new IllegalArgumentException("--path " + text + " is not LOCAL=REMOTE, for example 10.0.0.2=10.0.0.1");
        }
        return JoinPath.newBuilder().setLocalAddress(withPort(text.substring(0, parts)))
                .setRemoteAddress(withPort(text.substring(parts + 1))).build();
    }

    private static String withPort(String address) {
        return address.contains(":") ? address : address + ":" + LCM_PORT;
    }

    /** A verb, options with one value each, and words. */
    private record Arguments(String verb, List<String> options, List<String> words) {
        static Arguments read(String[] args) {
            if (args.length == 0) {
                throw new IllegalArgumentException("a verb is missing: init, join, run, replay or guard-trial");
            }
            List<String> options = new ArrayList<>();
            List<String> words = new ArrayList<>();
            for (int i = 1; i < args.length; i++) {
                if (!args[i].startsWith("--")) {
                    words.add(args[i]);
                } else if (i + 1 == args.length) {
                    throw new IllegalArgumentException(args[i] + " needs a value");
                } else {
                    options.add(args[i]);
                    options.add(args[++i]);
                }
            }
            return new Arguments(args[0], options, words);
        }

        String value(String name) {
            List<String> values = values(name);
            if (values.size() != 1) {
                throw new IllegalArgumentException(name + (values.isEmpty() ? " is missing" : " is given more than once"));
            }
            return values.getFirst();
        }

        List<String> values(String name) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < options.size(); i += 2) {
                if (options.get(i).equals(name)) {
                    values.add(options.get(i + 1));
                }
            }
            return values;
        }
    }
}
