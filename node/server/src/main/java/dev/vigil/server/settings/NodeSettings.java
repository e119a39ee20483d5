package dev.vigil.server.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import dev.vigil.admin.CallLimits;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.platform.Halt;
import dev.vigil.server.kithost.KitLimits;

/**
 * {@code conf/vigil.yaml}: what a node must know before its database opens. Everything else lives in the database.
 *
 * @param admin host:port of the administration
 * @param limits how often it may be asked
 * @param work how much it does at once, and how it may end its machine
 */
public record NodeSettings(NodeId node, String admin, String logLevel, CallLimits limits, Work work) {

    private static final String ACTIONS = "kit-actions-at-once";
    private static final String CHECKS = "kit-checks-at-once";
    private static final String HALT = "halt";
    private static final String GUARD = "guard";
    private static final int MOST_AT_ONCE = 1_000;
    private static final List<String> KEYS = List.of("node", "admin", "log-level", "changes-per-second",
            "queries-per-second", "strangers-per-second", ACTIONS, CHECKS, HALT, GUARD);
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");
    /** A name or an address, of version 6 in brackets, with a zone behind a %. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:%\\[\\]-]{1,255}");

    public NodeSettings {
        if (!LEVELS.contains(logLevel)) {
            throw new IllegalArgumentException("log-level is \"" + logLevel + "\"; it is one of " + LEVELS);
        }
        splitPort("admin", admin);
    }

    /** With the usual limits. */
    public NodeSettings(NodeId node, String admin, String logLevel) {
        this(node, admin, logLevel, CallLimits.DEFAULT, Work.DEFAULT);
    }

    /**
     * What the machine bears.
     *
     * @param actions of kits at once
     * @param checks of kits at once, besides
     * @param halt how the machine may be ended when a resource that says so cannot be stopped, or the guard cannot end something
     * @param isGuarded whether a guard stands beside the node
     */
    public record Work(int actions, int checks, Halt.Method halt, boolean isGuarded) {
        public static final Work DEFAULT = new Work(KitLimits.DEFAULT.running(), KitLimits.DEFAULT.checks(), Halt.Method.OFF,
                true);
    }

    /** The address to listen on; a name is looked up now. */
    public InetSocketAddress adminAddress() throws Trouble {
        return resolve("admin", admin);
    }

    public static InetSocketAddress resolve(String what, String address) throws Trouble {
        int colon = splitPort(what, address);
        String host = address.substring(0, colon).replace("[", "").replace("]", "");
        try {
            return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(address.substring(colon + 1)));
        } catch (UnknownHostException e) {
            throw new Trouble(what + ": the host \"" + host + "\" is unknown here.",
                    "Write an address, or a name this machine can look up.", e);
        }
    }

    public static NodeSettings read(Path file) throws Trouble {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new Trouble("The configuration " + file + " is missing.", "vigil cluster init or vigil cluster join writes it.",
                    e);
        } catch (IOException e) {
            throw new Trouble("The configuration " + file + " cannot be read: " + e.getMessage(),
                    "It must be a text file that the user of the node may read.", e);
        }
        return parse(file.toString(), text);
    }

    static NodeSettings parse(String file, String text) throws Trouble {
        try {
            return parse(new Load(LoadSettings.builder().setLabel(file).build()).loadFromString(text));
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw new Trouble("The configuration " + file + " is wrong: " + e.getMessage(), "It has the keys " + KEYS + ".", e);
        }
    }

    public void write(Path file) throws Trouble {
        try {
            Files.writeString(file, text(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Trouble("The configuration " + file + " cannot be written: " + e, "The folder must be writable.", e);
        }
    }

    String text() {
        return "# What this node must know before its database opens. All else is changed by commands.\n" + "node: " + node
                + "\nadmin: \"" + admin + "\"\nlog-level: " + logLevel + "\n"
                + limit("changes-per-second", limits.changes(), CallLimits.DEFAULT.changes())
                + limit("queries-per-second", limits.queries(), CallLimits.DEFAULT.queries())
                + limit("strangers-per-second", limits.strangers(), CallLimits.DEFAULT.strangers())
                + limit(ACTIONS, work.actions(), Work.DEFAULT.actions()) + limit(CHECKS, work.checks(), Work.DEFAULT.checks())
                + (work.halt() == Halt.Method.OFF ? "" : HALT + ": " + work.halt().word() + "\n")
                + (work.isGuarded() ? "" : GUARD + ": off\n");
    }

    private static String limit(String key, int value, int usual) {
        return value == usual ? "" : key + ": " + value + "\n";
    }

    private static NodeSettings parse(Object root) {
        if (!(root instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("it must be lines of the form key: value");
        }
        TreeSet<String> unknown = new TreeSet<>();
        map.keySet().forEach(key -> unknown.add(String.valueOf(key)));
        KEYS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown keys " + unknown);
        }
        Object level = map.get("log-level");
        return new NodeSettings(new NodeId(text(map, "node")), text(map, "admin"), level == null ? "info" : level.toString(),
                new CallLimits(limit(map, "changes-per-second", CallLimits.DEFAULT.changes(), CallLimits.MOST),
                        limit(map, "queries-per-second", CallLimits.DEFAULT.queries(), CallLimits.MOST),
                        limit(map, "strangers-per-second", CallLimits.DEFAULT.strangers(), CallLimits.MOST)),
                new Work(limit(map, ACTIONS, Work.DEFAULT.actions(), MOST_AT_ONCE),
                        limit(map, CHECKS, Work.DEFAULT.checks(), MOST_AT_ONCE), halt(map), isGuarded(map)));
    }

    private static boolean isGuarded(Map<?, ?> map) {
        Object value = map.get(GUARD);
        return switch (value == null ? "on" : value.toString()) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException(GUARD + " is " + value + "; it is on or off");
        };
    }

    private static Halt.Method halt(Map<?, ?> map) {
        Object value = map.get(HALT);
        if (value == null) {
            return Halt.Method.OFF;
        }
        return Arrays.stream(Halt.Method.values()).filter(method -> method.word().equals(value)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(HALT + " is " + value + "; it is one of "
                        + Arrays.stream(Halt.Method.values()).map(Halt.Method::word).toList()));
    }

    private static int limit(Map<?, ?> map, String key, int usual, int most) {
        Object value = map.get(key);
        if (value == null) {
            return usual;
        }
        if (value instanceof Integer number && number >= 1 && number <= most) {
            return number;
        }
        throw new IllegalArgumentException(key + " is " + value + "; it is a whole number from 1 to " + most);
    }

    private static String text(Map<?, ?> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the key " + key + " is missing or is not a text");
    }

    private static int splitPort(String what, String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !HOST.matcher(address.substring(0, colon)).matches()
                || !address.substring(colon + 1).matches("[0-9]{1,5}")
                || Integer.parseInt(address.substring(colon + 1)) > 65_535) {
            throw new IllegalArgumentException(
                    what + " is \"" + address + "\"; it must be host:port, for example 10.0.0.1:7742");
        }
        return colon;
    }
}
