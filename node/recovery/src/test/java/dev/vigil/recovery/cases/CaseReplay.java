package dev.vigil.recovery.cases;

import dev.vigil.recovery.text.CaseText;

/** Prints what the controller makes of every case; run in a JVM of its own to see that it prints the same there. */
public final class CaseReplay {
    private CaseReplay() {}

    public static void main(String[] args) {
        System.out.print(all());
        System.out.flush();
    }

    static String all() {
        StringBuilder out = new StringBuilder();
        CaseFiles.all().forEach((name, file) -> out.append("== ").append(name).append('\n')
                .append(CaseText.print(CaseRun.of(new RealBrain(), CaseText.parse(CaseFiles.read(file))).actual())));
        return out.toString();
    }
}
