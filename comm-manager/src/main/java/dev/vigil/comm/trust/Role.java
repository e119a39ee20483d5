package dev.vigil.comm.trust;

import java.util.Locale;
import java.util.Optional;

/** What a caller of the administration may do; each role may do all that the one before it may. */
public enum Role {
    GUEST, OPERATOR, ADMINISTRATOR;

    /** Whether a caller of this role may make a call that needs {@code needed}. */
    public boolean permits(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The word in certificates (OU), token files and commands: {@code guest}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that exact word; empty for any other, so that a new or misspelt word gives no right. */
    public static Optional<Role> ofWord(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
