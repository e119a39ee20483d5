package dev.vigil.cli.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where to look: the home of the node, the folder of the package, and what the node says of itself when it answers. */
public record Surroundings(Path home, Path packageFolder, Optional<Node> node) {

    private static final int USUAL_DETECTION_MILLIS = 500;

    /** A node that answers. */
    public record Node(String name, String adminAddress, int detectionMillis, List<NodePath> paths) {}

    /** A path of that node, by the address (host:port) of its own end. */
    public record NodePath(String name, String peer, String localAddress) {}

    int detectionMillis() {
        return node.map(Node::detectionMillis).filter(millis -> millis > 0).orElse(USUAL_DETECTION_MILLIS);
    }
}
