package dev.vigil.lcd.model;

/** Reads rows from their text. */
public final class Rows {
    private Rows() {}

    /** The row that {@link Row#toLine} printed; {@link IllegalArgumentException} for an unknown kind or a bad value. */
    public static Row parse(Line line) {
        return switch (line.verb()) {
            case StateRow.KIND -> StateRow.parse(line);
            case OwnershipRow.KIND -> OwnershipRow.parse(line);
            case FlagRow.KIND -> FlagRow.parse(line);
            default -> parseConfig(line);
        };
    }

    public static ConfigRow parseConfig(Line line) {
        return switch (line.verb()) {
            case ClusterRow.KIND -> ClusterRow.parse(line);
            case SystemRow.KIND -> SystemRow.parse(line);
            case PathRow.KIND -> PathRow.parse(line);
            case TypeRow.KIND -> TypeRow.parse(line);
            case ResourceRow.KIND -> ResourceRow.parse(line);
            case InstanceRow.KIND -> InstanceRow.parse(line);
            case DependencyRow.KIND -> DependencyRow.parse(line);
            default -> throw new IllegalArgumentException("\"" + line.verb() + "\" is not a kind of configuration row");
        };
    }

    public static StatusRow parseStatus(Line line) {
        if (parse(line) instanceof StatusRow row) {
            return row;
        }
        throw new IllegalArgumentException("\"" + line.verb() + "\" is not a kind of status row");
    }
}
