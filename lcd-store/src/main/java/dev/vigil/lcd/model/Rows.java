package dev.vigil.lcd.model;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads rows from their text. */
public final class Rows {
    private static final List<String> KINDS = List.of(StateRow.KIND, OwnershipRow.KIND, FlagRow.KIND, RepairsRow.KIND,
            RulingRow.KIND, ClusterRow.KIND, SystemRow.KIND, PathRow.KIND, TypeRow.KIND, ResourceRow.KIND, InstanceRow.KIND,
            DependencyRow.KIND, ReceiverRow.KIND, QuorumRow.KIND, FenceRow.KIND, FencingRow.KIND, CertificateRow.KIND);

    private Rows() {}

    /** The row that {@link Row#toLine} printed; {@link IllegalArgumentException} for an unknown kind or a bad value. */
    public static Row parse(Line line) {
        return switch (line.verb()) {
            case StateRow.KIND -> StateRow.parse(line);
            case OwnershipRow.KIND -> OwnershipRow.parse(line);
            case FlagRow.KIND -> FlagRow.parse(line);
            case RepairsRow.KIND -> RepairsRow.parse(line);
            case RulingRow.KIND -> RulingRow.parse(line);
            case CertificateRow.KIND -> CertificateRow.parse(line);
            default -> parseConfig(line);
        };
    }

    /**
     * A row of the configuration is read whole or not at all: a document that lacks what this version does not know would be
     * another one under the same number. {@link IllegalArgumentException} names what is not known.
     */
    public static ConfigRow parseConfig(Line line) {
        ConfigRow row = known(line);
        if (line.fields().size() > row.toLine().fields().size()) {
            SortedSet<String> unknown = new TreeSet<>(line.fields().keySet());
            unknown.removeAll(row.toLine().fields().keySet());
            throw new IllegalArgumentException(
                    line.verb() + ": " + String.join("=, ", unknown) + "= is not known to this version");
        }
        return row;
    }

    private static ConfigRow known(Line line) {
        return switch (line.verb()) {
            case ClusterRow.KIND -> ClusterRow.parse(line);
            case SystemRow.KIND -> SystemRow.parse(line);
            case PathRow.KIND -> PathRow.parse(line);
            case TypeRow.KIND -> TypeRow.parse(line);
            case ResourceRow.KIND -> ResourceRow.parse(line);
            case InstanceRow.KIND -> InstanceRow.parse(line);
            case DependencyRow.KIND -> DependencyRow.parse(line);
            case ReceiverRow.KIND -> ReceiverRow.parse(line);
            case QuorumRow.KIND -> QuorumRow.parse(line);
            case FenceRow.KIND -> FenceRow.parse(line);
            case FencingRow.KIND -> FencingRow.parse(line);
            default -> throw new IllegalArgumentException("\"" + line.verb() + "\" is not a kind of configuration row");
        };
    }

    /** Whether this version knows rows of that kind. What a newer node says of itself beyond that is left out of the copy of its rows. */
    static boolean isKnown(Line line) {
        return KINDS.contains(line.verb());
    }

    public static StatusRow parseStatus(Line line) {
        if (parse(line) instanceof StatusRow row) {
            return row;
        }
        throw new IllegalArgumentException("\"" + line.verb() + "\" is not a kind of status row");
    }
}
