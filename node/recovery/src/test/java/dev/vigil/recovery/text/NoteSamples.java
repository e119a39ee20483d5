package dev.vigil.recovery.text;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.Cause;
import dev.vigil.recovery.ConfigHash;
import dev.vigil.recovery.PeerNote;

/** Notes between controllers, drawn. */
final class NoteSamples {
    private static final UnitId UNIT = new UnitId("web");

    private NoteSamples() {}

    static PeerNote draw(Samples samples) {
        return samples.coin() ? one(samples) : new PeerNote.Several(List.of(one(samples), one(samples)));
    }

    /** All but {@link PeerNote.Unrecognized}, which is what remains of a text that cannot be read. */
    private static PeerNote one(Samples samples) {
        List<Supplier<PeerNote>> kinds = List.of(() -> hello(samples), () -> delta(samples), PeerNote.WantStatus::new,
                PeerNote.WantConfig::new, () -> new PeerNote.WholeConfig(samples.lcd().config()),
                () -> new PeerNote.Prepare(samples.revision(), 5, List.of()),
                () -> new PeerNote.Prepared(samples.revision(), samples.text()),
                () -> new PeerNote.Commit(samples.revision(), List.of()), () -> new PeerNote.Dropped(samples.revision()),
                () -> new PeerNote.Ask(3, samples.text(), samples.request()), () -> new PeerNote.Answered(3, samples.reply()),
                () -> new PeerNote.TakeOver(UNIT, samples.epoch(), new TreeSet<>(samples.some(samples::tag)),
                        samples.constant(Cause.values())),
                () -> new PeerNote.Taken(UNIT, samples.constant(PeerNote.Result.values()), samples.text()),
                () -> new PeerNote.TakingOver(UNIT, samples.epoch()),
                () -> new PeerNote.WhoOwns(1, new TreeMap<>(java.util.Map.of(UNIT, samples.epoch()))),
                () -> new PeerNote.Owned(1, new TreeMap<>()),
                () -> new PeerNote.ExtendAsk(2, Action.EXTEND, samples.some(samples::target)),
                () -> new PeerNote.ExtendAnswer(2, Action.CAN_EXTEND, samples.text()), () -> new PeerNote.NotUnderstood("verb"));
        return samples.pick(kinds).get();
    }

    private static PeerNote hello(Samples samples) {
        Entry.StatusReplaced known = new Entry.StatusReplaced(Samples.ALPHA, Samples.GIVEN.lcd().status(Samples.ALPHA));
        return samples.coin()
                ? new PeerNote.Hello(Samples.GIVEN.lcd().config().number(), ConfigHash.of(Samples.GIVEN.lcd().config()), known)
                : new PeerNote.Hello(samples.revision(), 7, known);
    }

    private static PeerNote delta(Samples samples) {
        return samples.entry() instanceof Entry.StatusChanged changed
                ? new PeerNote.StatusDelta(changed)
                : new PeerNote.WantStatus();
    }
}
