package dev.vigil.lab;

/** What is done to a healthy pair, each with the number of moves that a right product makes. */
public enum Fault {
    /** The commonest failure there is, without a last word. */
    POWER_OFF("power-off", "power taken from the active host", Moves.ONE),
    /** A cut that the host itself sees. */
    BOTH_CUT("both-cut", "both cables of the active host out, carrier lost", Moves.ONE),
    /** A cut that nobody sees but by silence, as behind a switch that fails. */
    SILENT_CUT("silent-cut", "every frame of the active host dropped, carrier kept", Moves.ONE),
    /** What an operator asks for. */
    SWITCHOVER("switchover", "planned move to the other host", Moves.ONE),
    /** The network without the client. */
    PATH2_CUT("path2-cut", "second network's cable of the active host out", Moves.NONE),
    /** The network of the client, where a product with one path splits. */
    PATH1_CUT("path1-cut", "frames between the hosts dropped on the first network, the client reaches both", Moves.NONE),
    /** A bad network. */
    LOSS_10("loss-10", "10 % random loss of every frame", Moves.NONE),
    /** A network that is hardly one. */
    LOSS_30("loss-30", "30 % random loss of every frame", Moves.NONE),
    /** What it protected goes on without it. */
    PROCESS_KILL("process-kill", "SIGKILL of the product's own process on the active host, started again 3 s later", Moves.ANY),
    /** It wakes with old beliefs. */
    PROCESS_PAUSE("process-pause", "SIGSTOP of the product's own process on the active host for 3 s", Moves.ANY);

    /** How many moves are right. After the death of the process alone, staying and moving are both defensible. */
    public enum Moves {
        NONE, ONE, ANY
    }

    private final String label;
    private final String meaning;
    private final Moves rightMoves;

    Fault(String label, String meaning, Moves rightMoves) {
        this.label = label;
        this.meaning = meaning;
        this.rightMoves = rightMoves;
    }

    public String label() {
        return label;
    }

    public String meaning() {
        return meaning;
    }

    public Moves rightMoves() {
        return rightMoves;
    }

    static Fault labelled(String label) {
        for (Fault fault : values()) {
            if (fault.label.equals(label)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("there is no fault \"" + label + "\"");
    }
}
