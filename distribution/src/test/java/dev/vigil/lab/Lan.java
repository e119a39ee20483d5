package dev.vigil.lab;

/** The two networks of the lab. The client lives on the first only. */
public enum Lan {
    LAN1(1), LAN2(2);

    private final int number;

    Lan(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public String bridge() {
        return "br" + number;
    }

    /** The network card of a host on this network. */
    public String device() {
        return "eth" + number;
    }

    public String address(int host) {
        return "10.77." + number + "." + host;
    }
}
