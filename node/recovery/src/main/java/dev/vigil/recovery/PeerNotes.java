package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.EntryText;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.UnitId;

/**
 * Peer notes as lines of text, the form in which they travel. Each note is a head line whose {@code lines=} says how many lines of
 * body follow it; several notes stand one after the other. What a newer program says is read as {@link PeerNote.Unrecognized}, never
 * as an error.
 */
public final class PeerNotes {
    /** Longest message that is read; more is refused as one unrecognized note. */
    static final int MAX_LINES = 200_000;

    private static final String LINES = "lines";

    private PeerNotes() {}

    public static List<Line> print(PeerNote note) {
        return switch (note) {
            case PeerNote.Several several -> several.notes().stream().flatMap(one -> print(one).stream()).toList();
            case PeerNote.Hello hello ->
                entry(Line.of("hello").with("config", hello.config()).with("config-hash", hello.configHash()),
                        hello.status());
            case PeerNote.StatusDelta delta -> entry(Line.of("status-delta"), delta.change());
            case PeerNote.WantStatus want -> List.of(Line.of("want-status"));
            case PeerNote.WantConfig want -> List.of(Line.of("want-config"));
            case PeerNote.WholeConfig whole -> entry(Line.of("whole-config"), new Entry.ConfigReplaced(whole.config()));
            case PeerNote.Prepare prepare ->
                block(Line.of("prepare").with("number", prepare.number()).with("base", prepare.base()),
                        changes(prepare.changes()));
            case PeerNote.Prepared prepared ->
                List.of(Line.of("prepared").with("number", prepared.number()).with("objection", prepared.objection()));
            case PeerNote.Commit commit -> block(Line.of("commit").with("number", commit.number()), changes(commit.changes()));
            case PeerNote.Dropped dropped -> List.of(Line.of("dropped").with("number", dropped.number()));
            case PeerNote.Ask ask -> block(Line.of("ask").with("number", ask.number()).with("caller", ask.caller()),
                    RequestLines.print(ask.request()));
            case PeerNote.Answered answered ->
                block(Line.of("answered").with("number", answered.number()), RequestLines.printReply(answered.reply()));
            case PeerNote.TakeOver take -> List.of(Line.of("take-over").with("unit", take.unit()).with("epoch", take.epoch())
                    .with("tags", WireText.tags(take.tags())).with("cause", take.cause()));
            case PeerNote.Taken taken -> List.of(Line.of("taken").with("unit", taken.unit()).with("result", taken.result())
                    .with("sentence", taken.sentence()));
            case PeerNote.TakingOver taking ->
                List.of(Line.of("taking-over").with("unit", taking.unit()).with("epoch", taking.epoch()));
            case PeerNote.WhoOwns who -> block(Line.of("who-owns").with("number", who.number()), WireText.epochs(who.units()));
            case PeerNote.Owned owned -> block(Line.of("owned").with("number", owned.number()), WireText.epochs(owned.lost()));
            case PeerNote.ExtendAsk ask -> block(Line.of("extend-ask").with("number", ask.number()).with("action", ask.action()),
                    ask.targets().stream().flatMap(t -> List.of(t.resource().toLine(), t.instance().toLine()).stream()).toList());
            case PeerNote.ExtendAnswer answer -> List.of(Line.of("extend-answer").with("number", answer.number())
                    .with("action", answer.action()).with("objection", answer.objection()));
            case PeerNote.NotUnderstood not -> List.of(Line.of("not-understood").with("verb", not.verb()));
            case PeerNote.Unrecognized other -> block(other.head(), other.body());
        };
    }

    /** Never throws: what cannot be read becomes {@link PeerNote.Unrecognized} and says why. */
    public static PeerNote parse(List<Line> lines) {
        if (lines.size() > MAX_LINES) {
            return new PeerNote.Unrecognized(lines.getFirst(), List.of(), lines.size() + " lines are more than " + MAX_LINES);
        }
        List<PeerNote> notes = new ArrayList<>();
        for (int at = 0; at < lines.size();) {
            Line head = lines.get(at);
            int length = lengthOf(head);
            if (length < 0 || length > lines.size() - at - 1) {
                notes.add(new PeerNote.Unrecognized(head, List.of(), "lines= is wrong"));
                break;
            }
            notes.add(one(head, lines.subList(at + 1, at + 1 + length)));
            at += 1 + length;
        }
        return notes.size() == 1 ? notes.getFirst() : new PeerNote.Several(notes);
    }

    private static int lengthOf(Line head) {
        try {
            return head.find(LINES).map(Integer::parseInt).orElse(0);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static PeerNote one(Line head, List<Line> body) {
        try {
            return read(head, body);
        } catch (IllegalArgumentException e) {
            return new PeerNote.Unrecognized(head, body, String.valueOf(e.getMessage()));
        }
    }

    private static PeerNote read(Line head, List<Line> body) {
        return switch (head.verb()) {
            case "hello" -> new PeerNote.Hello(revision(head, "config"), Long.parseLong(head.get("config-hash")),
                    (Entry.StatusReplaced) entry(body, Entry.StatusReplaced.class::isInstance));
            case "status-delta" ->
                new PeerNote.StatusDelta((Entry.StatusChanged) entry(body, Entry.StatusChanged.class::isInstance));
            case "want-status" -> new PeerNote.WantStatus();
            case "want-config" -> new PeerNote.WantConfig();
            case "whole-config" -> new PeerNote.WholeConfig(config(body));
            case "prepare" -> new PeerNote.Prepare(revision(head, "number"), Long.parseLong(head.get("base")),
                    body.stream().map(Change::parse).toList());
            case "prepared" -> new PeerNote.Prepared(revision(head, "number"), head.get("objection"));
            case "commit" -> new PeerNote.Commit(revision(head, "number"), body.stream().map(Change::parse).toList());
            case "dropped" -> new PeerNote.Dropped(revision(head, "number"));
            case "ask" -> new PeerNote.Ask(number(head), head.get("caller"), RequestLines.parse(body));
            case "answered" -> new PeerNote.Answered(number(head), RequestLines.parseReply(body));
            default -> readOwnership(head, body);
        };
    }

    private static PeerNote readOwnership(Line head, List<Line> body) {
        return switch (head.verb()) {
            case "take-over" -> new PeerNote.TakeOver(unit(head), epoch(head), WireText.parseTags(head.get("tags")),
                    Cause.valueOf(head.get("cause")));
            case "taken" -> new PeerNote.Taken(unit(head), PeerNote.Result.valueOf(head.get("result")), head.get("sentence"));
            case "taking-over" -> new PeerNote.TakingOver(unit(head), epoch(head));
            case "who-owns" -> new PeerNote.WhoOwns(number(head), WireText.parseEpochs(body));
            case "owned" -> new PeerNote.Owned(number(head), WireText.parseEpochs(body));
            case "extend-ask" ->
                new PeerNote.ExtendAsk(number(head), Action.valueOf(head.get("action")), WireText.parseTargets(body));
            case "extend-answer" ->
                new PeerNote.ExtendAnswer(number(head), Action.valueOf(head.get("action")), head.get("objection"));
            case "not-understood" -> new PeerNote.NotUnderstood(head.get("verb"));
            default -> new PeerNote.Unrecognized(head, body, "the verb is not known here");
        };
    }

    private static Config config(List<Line> body) {
        return ((Entry.ConfigReplaced) entry(body, Entry.ConfigReplaced.class::isInstance)).config();
    }

    private static Entry entry(List<Line> body, Function<Entry, Boolean> isWanted) {
        Entry entry = EntryText.parse(body);
        if (!isWanted.apply(entry)) {
            throw new IllegalArgumentException("\"" + body.getFirst().verb() + "\" does not belong here");
        }
        return entry;
    }

    private static List<Line> entry(Line head, Entry entry) {
        return block(head, EntryText.lines(entry));
    }

    private static List<Line> changes(List<Change> changes) {
        return changes.stream().map(Change::toLine).toList();
    }

    private static List<Line> block(Line head, List<Line> body) {
        List<Line> lines = new ArrayList<>();
        lines.add(head.with(LINES, body.size()));
        lines.addAll(body);
        return lines;
    }

    private static Revision revision(Line line, String name) {
        return new Revision(Long.parseLong(line.get(name)));
    }

    private static long number(Line head) {
        return Long.parseLong(head.get("number"));
    }

    private static UnitId unit(Line head) {
        return new UnitId(head.get("unit"));
    }

    private static Epoch epoch(Line head) {
        return new Epoch(Long.parseLong(head.get("epoch")));
    }
}
