package dev.vigil.lcd.model;

import java.time.Duration;

/**
 * A folder that all nodes reach, which has one vote.
 *
 * @param folder where it is, by the same name on every node; it holds nothing else
 * @param lease how long what a node has written there counts while the node is silent; far longer than a writing takes
 */
public record QuorumStorage(String folder, Duration lease) {
    public QuorumStorage {
        if (folder.isBlank() || !folder.strip().equals(folder) || folder.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("quorum: \"" + folder.replaceAll("\\p{Cntrl}", "?")
                    + "\" is no name of a folder");
        }
    }
}
