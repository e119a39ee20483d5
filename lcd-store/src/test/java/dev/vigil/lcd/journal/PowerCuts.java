package dev.vigil.lcd.journal;

/** Life after life of journals on disks that lose power, each under the next seed, and what they met. For one thread. */
public final class PowerCuts {
    private long seed;
    private int lives;
    private int cuts;
    private int opens;
    private int tornTails;
    private int checkpoints;

    public PowerCuts(long firstSeed) {
        this.seed = firstSeed;
    }

    /** One more life; an AssertionError names its seed and what of the acknowledged was lost, garbled or did not open. */
    public void live() {
        PowerCutLife life = new PowerCutLife(seed);
        seed++;
        lives++;
        life.run();
        cuts += life.cuts;
        opens += life.opens;
        tornTails += life.tornTails;
        checkpoints += life.checkpoints;
    }

    public int lives() {
        return lives;
    }

    public int cuts() {
        return cuts;
    }

    /** Whether there was enough trouble for the silence of the checks to mean something. */
    public boolean isEventful() {
        return cuts >= lives && tornTails > lives / 20 && checkpoints > lives / 4;
    }

    @Override
    public String toString() {
        return cuts + " power cuts in " + lives + " lives of a journal, " + opens + " openings, " + tornTails
                + " torn ends mended, "
                + checkpoints + " checkpoints";
    }
}
