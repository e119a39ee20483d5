package dev.vigil.platform.guard;

/** Hears what becomes of the guard, on the thread that reads its reports or the one that feeds it. Must return at once and not throw. */
public interface GuardListener {
    /** A guard watches from now on. */
    void ready(long pid);

    /** There is no guard any more; another one is started with the next feed. */
    void died(String detail);

    /** It has ended what this node held. */
    void acted(Report.Acted acted);

    void tried(Report.Tried tried);

    /** Its runtime printed something that is no report. */
    void said(String line);
}
