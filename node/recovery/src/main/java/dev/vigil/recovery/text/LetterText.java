package dev.vigil.recovery.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Ask;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.Tenure;
import dev.vigil.recovery.quorum.Verdict;
import dev.vigil.recovery.quorum.Word;

/**
 * What voters and owners say, as text: one line, and below it one for each vote, certificate and debt of a table. Short, since a line has
 * to fit into a datagram and is said many times a second.
 */
public final class LetterText {
    /** The number of the voters of a teller that speaks an older minor: that of no set. */
    private static final String UNTOLD = "0";
    static final String UNTIL_FENCED = "until-fenced";
    static final String HAND_OVER = "hand-over:";

    private LetterText() {}

    public static String print(Letter letter) {
        List<Line> lines = new ArrayList<>();
        lines.add(word(letter.word(), lines).with("from", holder(letter.from())).with("to", letter.to())
                .with("showing", letter.showing()).with("remembered", letter.remembered()));
        return String.join("\n", lines.reversed().stream().map(Line::toString).toList());
    }

    /** @throws IllegalArgumentException for what {@link #print} did not make; it names what is missing or wrong */
    public static Letter parse(String text) {
        List<Line> lines = text.lines().map(Line::parse).toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("an empty letter");
        }
        Line head = lines.getFirst();
        return new Letter(holder(head.get("from")), new NodeId(head.get("to")), number(head, "showing"),
                number(head, "remembered"), word(head, lines.subList(1, lines.size())));
    }

    private static Line word(Word word, List<Line> below) {
        return switch (word) {
            case Word.WouldYou(Ask ask) -> ask(Line.of("would-you"), ask);
            case Word.Would(Ask ask, Verdict verdict, Epoch highest) -> verdict(ask(Line.of("would"), ask), verdict, highest);
            case Word.Grant(Ask ask) -> ask(Line.of("grant"), ask);
            case Word.Granted(Ask ask, Verdict verdict, Epoch highest) ->
                verdict(ask(Line.of("granted"), ask), verdict, highest);
            case Word.Release(UnitId unit, Epoch epoch, Holder holder) ->
                Line.of("release").with("unit", unit).with("epoch", epoch).with("holder", holder(holder));
            case Word.Released(UnitId unit, Epoch epoch) -> Line.of("released").with("unit", unit).with("epoch", epoch);
            case Word.Claim(Holder holder, long voters, Ticks sentAt, SortedMap<UnitId, Epoch> held) ->
                Line.of("claim").with("holder", holder(holder)).with("voters", voters).with("sent", sentAt.nanos())
                        .with("held", epochs(held));
            case Word.Echo(Holder holder, Ticks sentAt, SortedMap<UnitId, Epoch> renewed, SortedMap<UnitId, Epoch> refused) ->
                Line.of("echo").with("holder", holder(holder)).with("sent", sentAt.nanos()).with("renewed", epochs(renewed))
                        .with("refused", epochs(refused));
            case Word.Ended(Holder over) -> Line.of("ended").with("holder", holder(over));
            case Word.AskTable() -> Line.of("ask-table");
            case Word.Table table -> {
                table.certificates().forEach(certificate -> below.add(VoteText.print(certificate)));
                table.votes().forEach((unit, vote) -> below.add(VoteText.print(unit, vote)));
                table.debts().forEach(debt -> below.add(VoteText.print(debt)));
                yield Line.of("table").with("longest", table.longest().toNanos()).with("of-you", table.ofYou())
                        .with("voters", table.voters());
            }
            case Word.Fenced(Certificate certificate) -> VoteText.print(certificate);
        };
    }

    private static Word word(Line line, List<Line> below) {
        return switch (line.verb()) {
            case "would-you" -> new Word.WouldYou(ask(line));
            case "would" -> new Word.Would(ask(line), verdict(line), epoch(line, "highest"));
            case "grant" -> new Word.Grant(ask(line));
            case "granted" -> new Word.Granted(ask(line), verdict(line), epoch(line, "highest"));
            case "release" ->
                new Word.Release(new UnitId(line.get("unit")), epoch(line, "epoch"), holder(line.get("holder")));
            case "released" -> new Word.Released(new UnitId(line.get("unit")), epoch(line, "epoch"));
            case "claim" -> new Word.Claim(holder(line.get("holder")), number(line, "voters"),
                    new Ticks(number(line, "sent")), epochs(line.get("held")));
            case "echo" -> new Word.Echo(holder(line.get("holder")), new Ticks(number(line, "sent")),
                    epochs(line.get("renewed")), epochs(line.get("refused")));
            case "ended" -> new Word.Ended(holder(line.get("holder")));
            case "ask-table" -> new Word.AskTable();
            case "table" -> new Word.Table(VoteText.votes(below), VoteText.certificates(below),
                    Duration.ofNanos(number(line, "longest")), number(line, "of-you"),
                    Long.parseLong(line.find("voters").orElse(UNTOLD)), VoteText.debts(below));
            case "fenced" -> new Word.Fenced(VoteText.certificate(line));
            default -> throw new IllegalArgumentException("\"" + line.verb() + "\" is nothing that voters say");
        };
    }

    private static Line ask(Line line, Ask ask) {
        return line.with("unit", ask.unit()).with("epoch", ask.epoch()).with("holder", holder(ask.holder()))
                .with("voters", ask.voters()).with("lease", tenure(ask.tenure())).with("proof", ask.proof());
    }

    private static Ask ask(Line line) {
        return new Ask(new UnitId(line.get("unit")), epoch(line, "epoch"), holder(line.get("holder")), number(line, "voters"),
                tenure(line.get("lease")), Ask.Proof.valueOf(line.get("proof")));
    }

    private static Line verdict(Line line, Verdict verdict, Epoch highest) {
        Line more = line.with("highest", highest);
        return switch (verdict) {
            case Verdict.Yes yes -> more;
            case Verdict.No(Verdict.Reason reason, Duration remaining) ->
                more.with("no", reason).with("remaining", remaining.toNanos());
            case Verdict.UntilFenced(Holder holder) -> more.with("until-fenced", holder(holder));
        };
    }

    private static Verdict verdict(Line line) {
        Optional<String> kept = line.find("until-fenced");
        if (kept.isPresent()) {
            return new Verdict.UntilFenced(holder(kept.get()));
        }
        Optional<String> reason = line.find("no");
        return reason.isEmpty()
                ? Verdict.YES
                : new Verdict.No(Verdict.Reason.valueOf(reason.get()), Duration.ofNanos(number(line, "remaining")));
    }

    static String holder(Holder holder) {
        return holder.node() + ":" + holder.life();
    }

    static String tenure(Tenure tenure) {
        return switch (tenure) {
            case Tenure.Lease(Duration length) -> Long.toString(length.toNanos());
            case Tenure.HandOver(Duration length) -> HAND_OVER + length.toNanos();
            case Tenure.UntilFenced endless -> UNTIL_FENCED;
        };
    }

    static Tenure tenure(String text) {
        if (text.startsWith(HAND_OVER)) {
            return new Tenure.HandOver(Duration.ofNanos(Long.parseLong(text.substring(HAND_OVER.length()))));
        }
        return text.equals(UNTIL_FENCED) ? Tenure.UNTIL_FENCED : new Tenure.Lease(Duration.ofNanos(Long.parseLong(text)));
    }

    static Holder holder(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("holder \"" + text + "\" is not of the form node:life");
        }
        return new Holder(new NodeId(text.substring(0, colon)), Incarnation.parse(text.substring(colon + 1)));
    }

    private static String epochs(SortedMap<UnitId, Epoch> epochs) {
        return String.join(",", epochs.entrySet().stream().map(entry -> entry.getKey() + ":" + entry.getValue()).toList());
    }

    private static SortedMap<UnitId, Epoch> epochs(String text) {
        SortedMap<UnitId, Epoch> epochs = new TreeMap<>();
        for (String entry : text.isEmpty() ? List.<String>of() : List.of(text.split(","))) {
            int colon = entry.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("\"" + entry + "\" is not of the form unit:epoch");
            }
            epochs.put(new UnitId(entry.substring(0, colon)), new Epoch(Long.parseLong(entry.substring(colon + 1))));
        }
        return epochs;
    }

    static long number(Line line, String name) {
        return Long.parseLong(line.get(name));
    }

    static Epoch epoch(Line line, String name) {
        return new Epoch(number(line, name));
    }
}
