package dev.vigil.kit;

/** What the node has to know about all resources of a type. */
public record KitTraits(Announcing announcing, Ending ending, Reach reach) {

    /** Nothing to announce, nothing to kill from outside. */
    public static final KitTraits PLAIN = new KitTraits(Announcing.SILENT, Ending.COOPERATIVE);

    /** All that its resources do ends with the programs and addresses of their node. */
    public KitTraits(Announcing announcing, Ending ending) {
        this(announcing, ending, Reach.OWN_NODE);
    }

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

    /** What is left of a resource when everything of it that runs on its node is ended. */
    public enum Reach {
        /** Nothing. */
        OWN_NODE,
        /** What it has done elsewhere: a record in the DNS, a service that another machine runs for it. By majority it is kept until its node is fenced. */
        BEYOND
    }
}
