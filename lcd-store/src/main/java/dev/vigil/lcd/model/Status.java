package dev.vigil.lcd.model;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of one node, as of one revision of one of its incarnations. Only the node itself writes them; peers hold copies. */
public record Status(Incarnation incarnation, Revision revision, SortedMap<RowKey, StatusRow> rows) {

    public static final Status EMPTY = new Status(Incarnation.NONE, Revision.ZERO, new TreeMap<>());

    public Status {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    public static Status of(Incarnation incarnation, Revision revision, Collection<? extends StatusRow> rows) {
        SortedMap<RowKey, StatusRow> map = new TreeMap<>();
        rows.forEach(row -> map.put(row.key(), row));
        return new Status(incarnation, revision, map);
    }

    /** The next revision; throws {@link IllegalArgumentException} when a change is not one of a node's status. */
    public Status next(List<Change> changes) {
        SortedMap<RowKey, StatusRow> next = new TreeMap<>(rows);
        for (Change change : changes) {
            switch (change) {
                case Change.Put(StatusRow row) -> next.put(row.key(), row);
                case Change.Put put -> throw new IllegalArgumentException(put.row().key() + " is not part of a node's status");
                case Change.Remove remove -> next.remove(remove.key());
            }
        }
        return new Status(incarnation, revision.next(), next);
    }

    /** The same rows at the first revision of a new life. */
    public Status under(Incarnation next) {
        return new Status(next, Revision.ZERO.next(), rows);
    }

    public boolean isNewerThan(Status other) {
        int byLife = incarnation.compareTo(other.incarnation);
        return byLife != 0 ? byLife > 0 : revision.compareTo(other.revision) > 0;
    }

    public Optional<StateRow> state(Tag tag) {
        return Optional.ofNullable(rows.get(StateRow.keyOf(tag))).map(StateRow.class::cast);
    }

    public Optional<OwnershipRow> ownership(UnitId unit) {
        return Optional.ofNullable(rows.get(OwnershipRow.keyOf(unit))).map(OwnershipRow.class::cast);
    }

    public Optional<RepairsRow> repairs(Tag tag) {
        return Optional.ofNullable(rows.get(RepairsRow.keyOf(tag))).map(RepairsRow.class::cast);
    }

    public List<OwnershipRow> ownerships() {
        // Asked at every step of the controller, as below.
        RowKey first = new RowKey(OwnershipRow.KIND, "");
        return rows.tailMap(first).entrySet().stream().takeWhile(row -> row.getKey().kind().equals(first.kind()))
                .map(row -> (OwnershipRow) row.getValue()).toList();
    }

    /** What was ruled on one matter, as this node says it. */
    public List<RulingRow> rulings(String matter) {
        // Asked at every step of the controller: only the rows in question are looked at.
        RowKey first = RulingRow.keyOf(matter, "");
        return rows.tailMap(first).entrySet().stream()
                .takeWhile(row -> row.getKey().kind().equals(first.kind()) && row.getKey().name().startsWith(first.name()))
                .map(row -> (RulingRow) row.getValue()).toList();
    }

    public Optional<RulingRow> ruling(String matter, String subject) {
        return Optional.ofNullable(rows.get(RulingRow.keyOf(matter, subject))).map(RulingRow.class::cast);
    }

    /** What this node says of the end of a life of {@code victim}. */
    public Optional<CertificateRow> certificate(NodeId victim) {
        return Optional.ofNullable(rows.get(CertificateRow.keyOf(victim))).map(CertificateRow.class::cast);
    }

    public List<CertificateRow> certificates() {
        return rows.values().stream().filter(CertificateRow.class::isInstance).map(CertificateRow.class::cast).toList();
    }

    public boolean hasFlag(String flag) {
        return rows.containsKey(new RowKey(FlagRow.KIND, flag));
    }

    /** All of this node. */
    public List<RepairsRow> repairs() {
        return rows.values().stream().filter(RepairsRow.class::isInstance).map(RepairsRow.class::cast).toList();
    }

    public List<FlagRow> flags() {
        return rows.values().stream().filter(FlagRow.class::isInstance).map(FlagRow.class::cast).toList();
    }
}
