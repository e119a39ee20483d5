package dev.vigil.cli;

import java.util.List;

/** The LCDI verbs of flags: the existence of a flag on a node is its value. */
final class LcdiFlags {
    private LcdiFlags() {}

    static void create(LcdiCall call) {
        if (isSet(call)) {
            throw LcdiExit.EXISTS.because("The flag " + flag(call) + " is set on " + call.node() + " already.", "");
        }
        call.change("/v1/flags", "flag", flag(call), "node", call.node());
    }

    static void remove(LcdiCall call) {
        test(call);
        call.change("/v1/flags:clear", "flag", flag(call), "node", call.node());
    }

    static void test(LcdiCall call) {
        if (!isSet(call)) {
            throw LcdiExit.MISSING.because("The flag " + flag(call) + " is not set on " + call.node() + ".", "");
        }
    }

    static void list(LcdiCall call) {
        call.lcd().flags(call.node()).forEach(flag -> call.print(List.of(flag)));
    }

    private static boolean isSet(LcdiCall call) {
        return call.lcd().flags(call.node()).contains(flag(call));
    }

    private static String flag(LcdiCall call) {
        return call.options().get('f');
    }
}
