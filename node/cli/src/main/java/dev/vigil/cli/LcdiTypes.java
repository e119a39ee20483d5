package dev.vigil.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The applications of LCDI and the types of Vigil that belong to them: the one table. A type that is not named here belongs to
 * {@code gen}. Names are compared without regard to case, since LifeKeeper writes {@code IP}.
 */
final class LcdiTypes {
    private static final String OTHERS = "gen";
    private static final Map<String, String> APPS = new TreeMap<>(Map.of("generic", OTHERS, "ip", "comm"));

    private LcdiTypes() {}

    static String appOf(String type) {
        return APPS.getOrDefault(type, OTHERS);
    }

    /** The type of that application among those the node has; exit code 7 for both when it does not exist. */
    static JsonObject find(String app, String type, List<JsonObject> types) {
        checkApp(app, types);
        List<String> known = types.stream().map(one -> one.text("type")).filter(one -> appOf(one).equalsIgnoreCase(app)).toList();
        return types.stream().filter(one -> known.contains(one.text("type")) && one.text("type").equalsIgnoreCase(type))
                .findFirst()
                .orElseThrow(() -> LcdiExit.MISSING.because("The application " + app + " has no type " + type + ".",
                        "It has " + String.join(", ", known) + "; typ_list shows all."));
    }

    static void checkApp(String app, List<JsonObject> types) {
        List<String> apps = apps(types);
        if (apps.stream().noneMatch(one -> one.equalsIgnoreCase(app))) {
            throw LcdiExit.MISSING.because("There is no application " + app + ".", "There are " + String.join(", ", apps) + ".");
        }
    }

    static List<String> apps(List<JsonObject> types) {
        return types.stream().map(type -> appOf(type.text("type"))).distinct().sorted().toList();
    }
}
