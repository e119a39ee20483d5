package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** What voters and owners say to each other: small, idempotent, repeated until answered. */
public sealed interface Word {
    /** Would you grant it? Binds nobody. */
    record WouldYou(Ask ask) implements Word {}

    /** @param highest the highest epoch of the unit that the voter has granted */
    record Would(Ask ask, Verdict verdict, Epoch highest) implements Word {}

    record Grant(Ask ask) implements Word {}

    record Granted(Ask ask, Verdict verdict, Epoch highest) implements Word {}

    /** Nothing of the unit runs on this node, and nothing will under this epoch. */
    record Release(UnitId unit, Epoch epoch, Holder holder) implements Word {}

    record Released(UnitId unit, Epoch epoch) implements Word {}

    /**
     * What its sender owns.
     *
     * @param sentAt the sender's clock, returned by the echo; no other clock is compared with it
     */
    record Claim(Holder holder, long voters, Ticks sentAt, SortedMap<UnitId, Epoch> held) implements Word {
        public Claim {
            held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        }
    }

    /**
     * The answer to a claim.
     *
     * @param renewed what the voter keeps for the holder from now on
     * @param refused what it does not, with the highest epoch that it knows
     */
    record Echo(Holder holder, Ticks sentAt, SortedMap<UnitId, Epoch> renewed, SortedMap<UnitId, Epoch> refused) implements Word {
        public Echo {
            renewed = Collections.unmodifiableSortedMap(new TreeMap<>(renewed));
            refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        }
    }

    /** From a voter that does not trust its disk, or has yet to hear from those who voted before it. */
    record AskTable() implements Word {}

    /**
     * What a voter has written.
     *
     * @param ofYou the highest record number that the sender has seen from the one it answers
     * @param voters number of the set that the sender holds to: it grants nothing by a former one any more
     * @param debts of whom the sender itself has yet to hear
     */
    record Table(SortedMap<UnitId, Vote> votes, List<Certificate> certificates, Duration longest, long ofYou, long voters,
            List<Debt> debts) implements Word {
        /** Of one whose life is over. */
        static Table nothing(long voters) {
            return new Table(new TreeMap<>(), List.of(), Duration.ZERO, 0, voters, List.of());
        }

        public Table {
            votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
            certificates = List.copyOf(certificates);
            debts = List.copyOf(debts);
        }
    }

    /**
     * This life, which signs it, is over, and nothing of what it held for a lease runs any more. It signs this while it lives; the guard that
     * has ended all of that sends it.
     */
    record Ended(Holder over) implements Word {}

    /** A confirmed fence. */
    record Fenced(Certificate certificate) implements Word {}
}
