package dev.vigil.admin;

import dev.vigil.protocol.admin.Quorum;

/** What the node has to do with votes, as the administration sees it. Any thread may call. */
public interface QuorumPort {
    /** What this node holds, seeks and has voted just now, and which voters answer; without what the configuration says. Does not block. */
    Quorum votes();

    /**
     * Makes a new folder in this one that can vote, and answers its name. Blocks until the file system has answered, for ten seconds at most.
     *
     * @throws AdminRefusal if it cannot vote, or does not answer
     */
    String prepare(String folder);
}
