package dev.vigil.kits.generic;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Action;

/** The scripts of a generic application. The first name is also that of the property and the value of {@code VIGIL_ACTION}. */
enum ScriptName {
    RESTORE(Action.RESTORE, Need.REQUIRED, "restore"), REMOVE(Action.REMOVE, Need.REQUIRED, "remove"), QUICK_CHECK(
            Action.QUICK_CHECK, Need.OPTIONAL, "quickCheck",
            "quickchk"), DEEP_CHECK(Action.DEEP_CHECK, Need.OPTIONAL, "deepCheck", "deepchk"), RECOVER(Action.RECOVER,
                    Need.OPTIONAL, "recover"), DELETE(Action.DELETE, Need.OPTIONAL, "delete"), CAN_EXTEND(Action.CAN_EXTEND,
                            Need.OPTIONAL, "canextend"), EXTEND(Action.EXTEND, Need.OPTIONAL, "extend");

    /** Whether an application can do without the script. */
    enum Need {
        REQUIRED, OPTIONAL
    }

    private final Action action;
    private final Need need;
    private final List<String> names;

    ScriptName(Action action, Need need, String... names) {
        this.action = action;
        this.need = need;
        this.names = List.of(names);
    }

    static Optional<ScriptName> of(Action action) {
        return Arrays.stream(values()).filter(name -> name.action == action).findFirst();
    }

    /** As people write it. */
    String word() {
        return names.getFirst();
    }

    boolean isRequired() {
        return need == Need.REQUIRED;
    }

    boolean isCheck() {
        return action == Action.QUICK_CHECK || action == Action.DEEP_CHECK;
    }

    /** Whether a file of this name is the script, whatever its extension and the case of its letters. */
    boolean fits(String fileName) {
        int dot = fileName.indexOf('.');
        String stem = dot < 0 ? fileName : fileName.substring(0, dot);
        return names.stream().anyMatch(stem::equalsIgnoreCase);
    }
}
