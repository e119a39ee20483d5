package dev.vigil.admin;

/**
 * How often the administration may be asked, each second. Twice as much may come at once after a pause.
 *
 * @param changes by one caller
 * @param queries by one caller
 * @param strangers by one address that shows nothing valid
 */
public record CallLimits(int changes, int queries, int strangers) {

    /**
     * A script that changes as fast as a disk can store stays below it; strangers have enough for a client whose token has just been
     * revoked, and too few to guess one.
     */
    public static final CallLimits DEFAULT = new CallLimits(50, 200, 50);
    /** Above it a limit would protect nothing. */
    public static final int MOST = 10_000;

    public CallLimits {
        check(changes);
        check(queries);
        check(strangers);
    }

    private static void check(int perSecond) {
        if (perSecond < 1 || perSecond > MOST) {
            throw new IllegalArgumentException(perSecond + " calls a second are not between 1 and " + MOST);
        }
    }
}
