package dev.vigil.admin;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import com.google.protobuf.Message;

import dev.vigil.lcd.model.LcdState;
import dev.vigil.protocol.admin.ClusterStatus;
import dev.vigil.protocol.admin.FlagStatus;
import dev.vigil.protocol.admin.InstanceStatus;
import dev.vigil.protocol.admin.PathStatus;
import dev.vigil.protocol.admin.ResourceStatus;
import dev.vigil.protocol.admin.StatusChange;
import dev.vigil.protocol.admin.SystemStatus;
import dev.vigil.protocol.admin.Warnings;
import dev.vigil.recovery.Readiness;

/**
 * What changes in the status, from look to look. Round trips, losses and the ages of what runs never stand still and are left out.
 * One thread.
 */
final class StatusWatch {
    private final NodeAdministration node;
    private Optional<Basis> basis = Optional.empty();
    private SortedMap<String, Message> known = new TreeMap<>();
    private List<String> warnings = List.of();

    /** All that the status is made of, but for the figures that are left out. */
    private record Basis(LcdState lcd, boolean isImpaired, SortedMap<String, String> healths, List<String> warnings,
            List<Readiness> readiness) {
        static Basis of(NodeAdministration node) {
            SortedMap<String, String> healths = new TreeMap<>();
            node.liveness().peers().forEach(
                    (peer, figures) -> healths.put("system " + peer,
                            figures.health() + " " + figures.isImpaired() + " " + figures.version()));
            node.liveness().paths().forEach((path, figures) -> healths.put("path " + path, figures.health().name()));
            return new Basis(node.lcd(), node.isImpaired(), healths, node.warnings(), node.readiness());
        }
    }

    StatusWatch(NodeAdministration node) {
        this.node = node;
    }

    /** What is different since the look before; empty when nothing is. */
    Optional<StatusChange> look() {
        Optional<Basis> now = Optional.of(Basis.of(node));
        if (now.equals(basis)) {
            return Optional.empty();
        }
        basis = now;
        SortedMap<String, Message> before = known;
        List<String> warningsBefore = warnings;
        ClusterStatus status = StatusAnswer.of(node);
        known = parts(status);
        warnings = List.copyOf(status.getWarningsList());
        StatusChange.Builder change = StatusChange.newBuilder();
        known.forEach((name, part) -> {
            if (!part.equals(before.get(name))) {
                add(change, part);
            }
        });
        before.keySet().stream().filter(name -> !known.containsKey(name)).forEach(change::addGone);
        if (!warnings.equals(warningsBefore)) {
            change.setWarnings(Warnings.newBuilder().addAllSentences(warnings));
        }
        return Optional.of(change.build()).filter(one -> one.getSerializedSize() > 0);
    }

    /** All of it, as of the last look. */
    StatusChange whole() {
        StatusChange.Builder whole = StatusChange.newBuilder().setWarnings(Warnings.newBuilder().addAllSentences(warnings));
        known.values().forEach(part -> add(whole, part));
        return whole.build();
    }

    private static void add(StatusChange.Builder change, Message part) {
        switch (part) {
            case SystemStatus system -> change.addSystems(system);
            case PathStatus path -> change.addPaths(path);
            case ResourceStatus resource -> change.addResources(resource);
            case FlagStatus flag -> change.addFlags(flag);
            default -> throw new IllegalStateException("a part of the status that nobody has heard of: " + part);
        }
    }

    private static SortedMap<String, Message> parts(ClusterStatus status) {
        SortedMap<String, Message> parts = new TreeMap<>();
        status.getSystemsList().forEach(
                system -> parts.put("system " + system.getNode(), system.toBuilder().clearLargestJointSilenceMs().build()));
        status.getPathsList().forEach(path -> parts.put("path " + path.getPath(),
                path.toBuilder().clearRoundTripMs().clearLossPercent().build()));
        status.getResourcesList().forEach(resource -> parts.put("resource " + resource.getTag(), still(resource)));
        status.getFlagsList().forEach(flag -> parts.put("flag " + flag.getNode() + " " + flag.getFlag(), flag));
        return parts;
    }

    private static ResourceStatus still(ResourceStatus resource) {
        ResourceStatus.Builder still = resource.toBuilder();
        still.getInstancesBuilderList().forEach(InstanceStatus.Builder::clearRunning);
        return still.build();
    }
}
