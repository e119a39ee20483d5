package dev.vigil.recovery.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.QuorumStorage;
import dev.vigil.lcd.model.Rows;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Debt;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Vote;
import dev.vigil.recovery.quorum.VoteRecord;
import dev.vigil.recovery.quorum.VoterSet;

/** What a voter has written, as lines. */
public final class VoteText {
    private VoteText() {}

    public static List<Line> print(VoteRecord record) {
        List<Line> lines = new ArrayList<>();
        VoterSet voters = record.voters();
        SortedSet<NodeId> members = new TreeSet<>(voters.members());
        members.remove(VoterSet.STORAGE);
        // What the folder is called is no business of the votes; that there is one, and its lease, is.
        lines.add(new QuorumRow(voters.storageLease().isPresent() ? QuorumMode.STORAGE : QuorumMode.MAJORITY, voters.number(),
                members,
                voters.terms().lease(), voters.terms().kill(), voters.terms().tick(),
                voters.storageLease().map(lease -> new QuorumStorage(VoterSet.STORAGE.value(), lease)), voters.loss()).toLine());
        lines.add(Line.of("record").with("number", record.number()).with("longest", record.longest().toNanos()));
        record.votes().forEach((unit, vote) -> lines.add(print(unit, vote)));
        record.certificates().forEach(certificate -> lines.add(print(certificate)));
        record.debts().forEach(debt -> lines.add(print(debt)));
        record.shown().forEach((node, number) -> lines.add(Line.of("shown").with("node", node).with("number", number)));
        return lines;
    }

    /** @throws IllegalArgumentException for what {@link #print} did not make */
    public static VoteRecord parse(List<Line> lines) {
        VoterSet voters = lines.stream().filter(line -> line.verb().equals("quorum")).findFirst()
                .map(line -> VoterSet.of((QuorumRow) Rows.parseConfig(line)))
                .orElseThrow(() -> new IllegalArgumentException("the line of the quorum is missing"));
        Line head = lines.stream().filter(line -> line.verb().equals("record")).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the line of the record is missing"));
        SortedMap<NodeId, Long> shown = new TreeMap<>();
        lines.stream().filter(line -> line.verb().equals("shown"))
                .forEach(line -> shown.put(new NodeId(line.get("node")), LetterText.number(line, "number")));
        return new VoteRecord(voters, LetterText.number(head, "number"), votes(lines), certificates(lines),
                Duration.ofNanos(LetterText.number(head, "longest")), shown, debts(lines));
    }

    static Line print(Debt debt) {
        return Line.of("debt").with("number", debt.number()).with("members",
                debt.members().stream().map(NodeId::value).collect(Collectors.joining(",")));
    }

    static List<Debt> debts(List<Line> lines) {
        return lines.stream().filter(line -> line.verb().equals("debt")).map(line -> new Debt(LetterText.number(line, "number"),
                Stream.of(line.get("members").split(",")).filter(name -> !name.isEmpty()).map(NodeId::new).toList())).toList();
    }

    static Line print(UnitId unit, Vote vote) {
        Line line = Line.of("vote").with("unit", unit).with("highest", vote.highest())
                .with("holder", LetterText.holder(vote.holder())).with("lease", LetterText.tenure(vote.tenure()))
                .with("standing", vote.standing());
        return vote.earlier().isEmpty()
                ? line
                : line.with("earlier", vote.earlier().stream()
                        .map(each -> each.epoch() + "@" + LetterText.holder(each.holder())).collect(Collectors.joining(",")));
    }

    private static Vote.Earlier earlier(String text) {
        int at = text.indexOf('@');
        if (at < 1) {
            throw new IllegalArgumentException("no epoch and holder: '" + text + "'");
        }
        return new Vote.Earlier(new Epoch(Long.parseLong(text.substring(0, at))), LetterText.holder(text.substring(at + 1)));
    }

    static SortedMap<UnitId, Vote> votes(List<Line> lines) {
        SortedMap<UnitId, Vote> votes = new TreeMap<>();
        lines.stream().filter(line -> line.verb().equals("vote")).forEach(line -> {
            Epoch highest = LetterText.epoch(line, "highest");
            Holder holder = LetterText.holder(line.get("holder"));
            List<Vote.Earlier> earlier = line.find("earlier").stream().flatMap(text -> Stream.of(text.split(",")))
                    .map(VoteText::earlier).toList();
            votes.put(new UnitId(line.get("unit")), new Vote(highest, holder,
                    LetterText.tenure(line.get("lease")), Vote.Standing.valueOf(line.get("standing")), earlier));
        });
        return votes;
    }

    static Line print(Certificate certificate) {
        return Line.of("fenced").with("victim", LetterText.holder(certificate.fenced())).with("method", certificate.method())
                .with("number", certificate.number());
    }

    static List<Certificate> certificates(List<Line> lines) {
        return lines.stream().filter(line -> line.verb().equals("fenced")).map(VoteText::certificate).toList();
    }

    static Certificate certificate(Line line) {
        return new Certificate(LetterText.holder(line.get("victim")), line.get("method"), LetterText.number(line, "number"));
    }
}
