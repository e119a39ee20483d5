package dev.vigil.cli;

import java.util.List;
import java.util.Locale;

/** The LCDI verbs of applications, types and systems: to be read; a system may leave, what else they are made by is somewhere else in Vigil. */
final class LcdiSystems {
    private static final String KITS = "Applications and types come with the recovery kits and cannot be made or removed by hand.";

    private LcdiSystems() {}

    static void listApps(LcdiCall call) {
        call.node();
        LcdiTypes.apps(call.types()).forEach(app -> call.print(List.of(app)));
    }

    static void listTypes(LcdiCall call) {
        call.node();
        List<JsonObject> types = call.types();
        call.options().find('a').ifPresent(app -> LcdiTypes.checkApp(app, types));
        String app = call.options().get('a');
        for (JsonObject type : types) {
            String appOfType = LcdiTypes.appOf(type.text("type"));
            if (app.isEmpty() || app.equalsIgnoreCase(appOfType)) {
                call.print(List.of(appOfType, type.text("type")));
            }
        }
    }

    static void refuseKits(LcdiCall call) {
        call.node();
        throw LcdiExit.ILLEGAL.because(KITS, "typ_list shows those that this node has.");
    }

    static void list(LcdiCall call) {
        call.node();
        call.lcd().status().objects("systems").forEach(system -> call.print(List.of(system.text("node"))));
    }

    /** ALIVE or DEAD, as {@code lcdstatus} of LifeKeeper knows them: a node that does not hear this one is of no use to it. */
    static void state(LcdiCall call) {
        call.node();
        call.say(health(call).equals("ALIVE") ? "ALIVE" : "DEAD");
    }

    /** The health in Vigil's own four words. */
    static void detailedState(LcdiCall call) {
        call.node();
        call.say(health(call).toUpperCase(Locale.ROOT));
    }

    private static String health(LcdiCall call) {
        return call.system(call.options().get('s')).text("health");
    }

    static void create(LcdiCall call) {
        String name = call.options().get('s');
        if (call.lcd().system(name).isPresent()) {
            throw LcdiExit.EXISTS.because("Node " + name + " exists.", "sys_list shows the nodes.");
        }
        throw LcdiExit.ILLEGAL.because("A node becomes one by joining the cluster.",
                "vigil cluster invite " + name + " here, then vigil cluster join STRING there.");
    }

    /** It leaves for good, with its instances and its paths. */
    static void remove(LcdiCall call) {
        call.system(call.options().get('s'));
        call.change("/v1/nodes:remove", "node", call.options().get('s'));
    }
}
