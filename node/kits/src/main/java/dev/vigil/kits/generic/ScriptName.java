package dev.vigil.kits.generic;

import java.util.Arrays;
import java.util.Optional;

import dev.vigil.lcd.model.Action;

/** The scripts of a generic application. The first name is also that of the property and the value of {@code VIGIL_ACTION}. */
enum ScriptName {
    RESTORE("restore"), REMOVE("remove"), QUICK_CHECK("quickCheck", "quickchk"), DEEP_CHECK("deepCheck",
            "deepchk"), RECOVER("recover"), DELETE("delete"), CAN_EXTEND("canextend"), EXTEND("extend");

    private final Action action = Action.valueOf(name());
    private final String word;
    private final String alias;

    ScriptName(String word) {
        this(word, word);
    }

    ScriptName(String word, String alias) {
        this.word = word;
        this.alias = alias;
    }

    static Optional<ScriptName> of(Action action) {
        return Arrays.stream(values()).filter(name -> name.action == action).findFirst();
    }

    /** As people write it. */
    String word() {
        return word;
    }

    /** An application can do without the others. */
    boolean isRequired() {
        return this == RESTORE || this == REMOVE;
    }

    boolean isCheck() {
        return this == QUICK_CHECK || this == DEEP_CHECK;
    }

    /** Whether a file of this name is the script, whatever its extension and the case of its letters. */
    boolean fits(String fileName) {
        int dot = fileName.indexOf('.');
        String stem = dot < 0 ? fileName : fileName.substring(0, dot);
        return stem.equalsIgnoreCase(word) || stem.equalsIgnoreCase(alias);
    }
}
