package dev.vigil.admin;

import dev.vigil.protocol.admin.Quorum;

/** What the node has to do with votes, as the administration sees it. Any thread may call; nothing blocks. */
public interface QuorumPort {
    /** What this node holds, seeks and has voted just now, and which voters answer; without what the configuration says. */
    Quorum votes();
}
