package dev.vigil.recovery.quorum.storage;

import java.util.List;

import dev.vigil.recovery.quorum.Word;

/**
 * What is being done about the words of the own member.
 *
 * @param words of one kind; none while it is written that this node counts on the folder no more
 */
record Errand(List<Word> words, Stage stage) {
    /** How far it is: named after the deed that is out. */
    enum Stage {
        WRITING, LOOKING, CREATING, LOOKING_AGAIN, RELEASING
    }
}
