package dev.vigil.kit;

/** What the node has to know about all resources of a type. */
public record KitTraits(Announcing announcing, Ending ending) {
    /** Nothing to announce, nothing to kill from outside. */
    public static final KitTraits PLAIN = new KitTraits(Announcing.SILENT, Ending.COOPERATIVE);

    /** Whether the network has to be told again where the resource is when links have healed. */
    public enum Announcing {
        SILENT, ANNOUNCEABLE
    }

    /** What it takes to end an action that hangs. */
    public enum Ending {
        /** The action runs inside the node: it ends when the kit lets it. */
        COOPERATIVE,
        /** The action runs in processes of its own, which can be ended without the kit's help. */
        KILLABLE
    }
}
