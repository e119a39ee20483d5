package dev.vigil.lab;

import java.nio.file.Path;

/** The name by which everything of one lab is found, so that several may run on one machine. */
public record LabId(String text) {
    static final String PREFIX = "vlab-";
    private static final int MAX_LENGTH = 16;

    public LabId {
        if (!text.matches("[a-z0-9]{1," + MAX_LENGTH + "}")) {
            throw new IllegalArgumentException(
                    "lab id \"" + text + "\" is not 1 to " + MAX_LENGTH + " lower-case letters and digits");
        }
    }

    /** One that no other running lab has: made of the process that owns it and a name within it. */
    public static LabId ofThisProcess(String name) {
        return new LabId(name + ProcessHandle.current().pid());
    }

    String namespace(String member) {
        return PREFIX + text + "-" + member;
    }

    Path folder() {
        return LabFolders.root().resolve(text);
    }
}
