package dev.vigil.cli;

import java.util.List;
import java.util.Locale;

/** The LCDI verbs of communication paths, from the asked node to the one of {@code -s}. The device of {@code -D} is the path's name. */
final class LcdiPaths {
    private LcdiPaths() {}

    static void create(LcdiCall call) {
        checkMedium(call);
        LcdiOptions options = call.options();
        String name = options.get('D');
        if (call.lcd().paths().stream().anyMatch(path -> path.has("path", name))) {
            throw LcdiExit.EXISTS.because("There is a path " + name + " already.", "net_list shows the paths.");
        }
        call.system(options.get('s'));
        call.change("/v1/paths", "path", name, "first", call.node(), "first_address", options.get('l'), "second",
                options.get('s'),
                "second_address", options.get('r'));
    }

    private static void checkMedium(LcdiCall call) {
        call.options().find('n').filter(medium -> !medium.equalsIgnoreCase("TCP")).ifPresent(medium -> {
            throw LcdiExit.ILLEGAL.because("A path over " + medium + " is not there.", "A path is a network: -n TCP.");
        });
    }

    static void remove(LcdiCall call) {
        checkMedium(call);
        List<End> found = chosen(call);
        if (found.isEmpty()) {
            throw LcdiExit.MISSING.because("There is no such path.", "net_list shows the paths.");
        }
        if (found.size() > 1) {
            throw LcdiExit.ILLEGAL.because(found.size() + " paths are meant: "
                    + String.join(", ", found.stream().map(end -> end.path().get("path")).toList()) + ".",
                    "Name one by -D, or by its addresses with -l and -r.");
        }
        call.change("/v1/paths:delete", "path", found.getFirst().path().get("path"));
    }

    static void list(LcdiCall call) {
        for (End end : chosen(call)) {
            call.print(List.of(end.peer(), "TCP", end.path().get("path"), end.localAddress(), end.remoteAddress(),
                    health(call, end)));
        }
    }

    /** A path as one of its nodes sees it. */
    private record End(LcdRow path, String self) {
        private boolean isFirst() {
            return path.has("first", self);
        }

        String peer() {
            return path.get(isFirst() ? "second" : "first");
        }

        String localAddress() {
            return path.get(isFirst() ? "first-address" : "second-address");
        }

        String remoteAddress() {
            return path.get(isFirst() ? "second-address" : "first-address");
        }
    }

    private static List<End> chosen(LcdiCall call) {
        String node = call.node();
        LcdiOptions options = call.options();
        return call.lcd().paths().stream().filter(path -> path.has("first", node) || path.has("second", node))
                .map(path -> new End(path, node))
                .filter(end -> options.find('s').map(end.peer()::equals).orElse(true))
                .filter(end -> options.find('D').map(name -> end.path().has("path", name)).orElse(true))
                .filter(end -> options.find('l').map(address -> isAt(end.localAddress(), address)).orElse(true))
                .filter(end -> options.find('r').map(address -> isAt(end.remoteAddress(), address)).orElse(true)).toList();
    }

    /** With or without the port. */
    private static boolean isAt(String endpoint, String address) {
        return endpoint.equals(address) || endpoint.substring(0, Math.max(0, endpoint.lastIndexOf(':'))).equals(address);
    }

    private static String health(LcdiCall call, End end) {
        return call.lcd().status().objects("paths").stream().filter(path -> path.text("path").equals(end.path().get("path")))
                .map(path -> path.text("health").toUpperCase(Locale.ROOT)).findFirst().orElse("UNKNOWN");
    }
}
