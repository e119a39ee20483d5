package dev.vigil.recovery.preview;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.Candidate;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Inquiry;
import dev.vigil.recovery.LeaseLoss;

/** What an operator should know of a course before it is run: read off the world as it is at the end. */
final class PreviewRisks {
    /** From this share of its limit on, an action may well run out of it. */
    private static final double NEAR = 0.8;
    private static final List<String> OBSTACLES = List.of("failover-withheld", "nowhere-to-go", "take-over-refused", "unit-kept",
            "restore-failed", "restore-unknown", "remove-failed", "remove-unknown");

    private final PreviewWorld world;
    private final List<ResourceRow> concerned;
    private final SortedMap<PathId, PathHealth> paths;

    PreviewRisks(PreviewWorld world, List<ResourceRow> concerned, SortedMap<PathId, PathHealth> paths) {
        this.world = world;
        this.concerned = concerned;
        this.paths = paths;
    }

    List<String> risks() {
        List<String> risks = new ArrayList<>();
        quorum(risks);
        leases(risks);
        owners(risks);
        singlePaths(risks);
        limits(risks);
        unprotected(risks);
        return risks.stream().distinct().toList();
    }

    private void quorum(List<String> risks) {
        boolean isOff = world.steps().stream().anyMatch(step -> step instanceof Course.Step.Says says
                && says.note().find("quorum").filter("off"::equals).isPresent());
        if (isOff) {
            risks.add("Quorum is off: a node that is only cut off goes on running what another takes over");
        }
    }

    /** The grants of voters are supposed here; what they wait for is not. */
    private void leases(List<String> risks) {
        for (Course.Step step : world.steps()) {
            if (step instanceof Course.Step.Says says && says.note().verb().equals("failover-begins")
                    && config().isByMajority()) {
                says.note().find("unit").map(UnitId::new).map(unit -> LeaseLoss.of(config(), unit).cost(unit))
                        .filter(cost -> !cost.isEmpty()).ifPresent(risks::add);
            }
        }
    }

    private void owners(List<String> risks) {
        for (UnitId unit : units()) {
            List<NodeId> owners = ownersOf(unit);
            if (owners.size() > 1) {
                risks.add(unit + " would be owned by " + owners + " at once, until a path between them returns");
            } else if (owners.size() == 1) {
                successors(risks, unit, owners.getFirst());
            }
        }
    }

    private void successors(List<String> risks, UnitId unit, NodeId owner) {
        ClusterView view = world.views().get(owner);
        if (view == null) {
            return;
        }
        List<Candidate> successors = Inquiry.successors(view, world.now(Duration.ZERO), unit);
        if (successors.stream().noneMatch(one -> one.objection().isEmpty())) {
            risks.add(unit + " would have no backup that is ready: "
                    + String.join(", ", successors.stream().filter(one -> !one.node().equals(owner)).map(Candidate::toString)
                            .toList()));
        }
    }

    private List<NodeId> ownersOf(UnitId unit) {
        return world.views().entrySet().stream().filter(entry -> entry.getValue().lcd().status(entry.getKey()).ownership(unit)
                .filter(OwnershipRow::isHeld).isPresent()).map(Map.Entry::getKey).toList();
    }

    private void singlePaths(List<String> risks) {
        SortedMap<String, List<PathId>> living = new TreeMap<>();
        for (PathRow row : config().paths()) {
            boolean isBetweenLiving = world.views().containsKey(row.first()) && world.views().containsKey(row.second());
            if (isBetweenLiving && paths.getOrDefault(row.path(), PathHealth.ALIVE) != PathHealth.SILENT) {
                String pair = row.first().compareTo(row.second()) < 0
                        ? row.first() + " and " + row.second()
                        : row.second() + " and " + row.first();
                living.computeIfAbsent(pair, ignored -> new ArrayList<>()).add(row.path());
            }
        }
        living.forEach((pair, left) -> {
            if (left.size() == 1) {
                risks.add("Between " + pair + " one path is left: " + left.getFirst());
            }
        });
    }

    private void limits(List<String> risks) {
        for (Course.Step step : world.steps()) {
            if (step instanceof Course.Step.Acts act && act.expected().measured() > 0
                    && act.expected().median().toMillis() >= NEAR * act.limit().toMillis()) {
                risks.add(act.action().word() + " of " + act.tag() + " on " + act.node() + " takes "
                        + act.expected().median().toMillis() + " ms, and its limit is " + act.limit().toMillis() + " ms");
            }
        }
    }

    private void unprotected(List<String> risks) {
        for (ResourceRow row : concerned) {
            config().systems().stream().filter(system -> state(row.tag(), system.node()) == ResourceState.ISU)
                    .forEach(system -> risks.add(row.tag() + " runs unprotected on " + system.node()
                            + ": it is not moved unless something protected needs it"));
        }
    }

    private ResourceState state(Tag tag, NodeId node) {
        return anyView().lcd().stateOf(tag, node);
    }

    /** What would not be done, and why. */
    List<String> blocked() {
        List<String> blocked = new ArrayList<>();
        if (world.views().isEmpty()) {
            blocked.add("No node is left that could take anything over");
        }
        world.refusals().forEach(refused -> blocked.add(refused.sentence() + ". " + refused.hint() + "."));
        for (Course.Step step : world.steps()) {
            if (step instanceof Course.Step.Says says && OBSTACLES.contains(says.note().verb())) {
                blocked.add(obstacle(says));
            }
        }
        for (UnitId unit : units()) {
            if (ownersOf(unit).isEmpty()) {
                world.views().forEach((node, view) -> blocked.add(unit + " is not taken over by " + node + ": " + Inquiry
                        .whyNot(view, world.now(Duration.ZERO), firstTag(unit)).getFirst().sentence()));
            }
        }
        return blocked.stream().distinct().toList();
    }

    private static String obstacle(Course.Step.Says says) {
        Line note = says.note();
        String what = note.find("unit").or(() -> note.find("tag")).orElse("");
        String why = note.find("reason").or(() -> note.find("detail")).orElse("");
        return says.node() + ": " + note.verb() + " " + what + (why.isEmpty() ? "" : ": " + why)
                + note.find("refused").map(refused -> " (" + refused + ")").orElse("");
    }

    private Tag firstTag(UnitId unit) {
        return concerned.stream().filter(row -> row.unit().equals(unit)).map(ResourceRow::tag).findFirst().orElseThrow();
    }

    private SortedSet<UnitId> units() {
        SortedSet<UnitId> units = new TreeSet<>();
        concerned.forEach(row -> units.add(row.unit()));
        return units;
    }

    private Config config() {
        return anyView().lcd().config();
    }

    /** Without a living node there is nothing to tell of. */
    private ClusterView anyView() {
        return world.views().values().stream().findFirst().orElseGet(() -> ClusterView.before(new NodeId("nobody")));
    }
}
