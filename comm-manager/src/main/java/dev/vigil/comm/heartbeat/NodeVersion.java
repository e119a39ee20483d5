package dev.vigil.comm.heartbeat;

/**
 * Which protocol a node speaks, and of which program. Nodes of one {@code major} understand each other and speak the lower
 * {@code minor}; between two of different majors only the heartbeat itself means anything.
 *
 * @param program the version of the software, for people
 */
public record NodeVersion(int major, int minor, String program) {

    /** A node that does not tell: from before versions were told. */
    public static final NodeVersion UNTOLD = new NodeVersion(1, 0, "");
    private static final int LONGEST_PROGRAM = 40;

    public NodeVersion {
        if (major < 1 || minor < 0) {
            throw new IllegalArgumentException("protocol " + major + "." + minor + " cannot be");
        }
        if (program.length() > LONGEST_PROGRAM || !program.chars().allMatch(NodeVersion::isPlain)) {
            throw new IllegalArgumentException("\"" + program + "\" is no version of a program");
        }
    }

    /** What a peer told of itself. Never refused, since a version is the last thing that a newer node may not change. */
    public static NodeVersion told(int major, int minor, String program) {
        StringBuilder plain = new StringBuilder();
        program.chars().limit(LONGEST_PROGRAM).forEach(c -> plain.append(isPlain(c) ? (char) c : '?'));
        return new NodeVersion(Math.max(1, major), Math.max(0, minor), plain.toString());
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c <= '~' && c != '"' && c != '\\';
    }

    /** Whether the two exchange messages. */
    public boolean understands(NodeVersion other) {
        return major == other.major;
    }

    /** The protocol as people write it: {@code 1.0}. */
    public String protocol() {
        return major + "." + minor;
    }
}
