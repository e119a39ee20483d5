package dev.vigil.comm;

/** The secret by which the nodes of a cluster seal their datagrams, handed out at join. Never printed. */
public final class ClusterKey {
    public static final int BYTES = 32;

    private final int number;
    private final byte[] secret;

    public ClusterKey(int number, byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a cluster key has " + BYTES + " bytes, not " + secret.length);
        }
        this.number = number;
        this.secret = secret.clone();
    }

    /** Told in each datagram, so that a new key can be introduced while the old one is still in use. */
    public int number() {
        return number;
    }

    public byte[] secret() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "cluster key " + number;
    }
}
