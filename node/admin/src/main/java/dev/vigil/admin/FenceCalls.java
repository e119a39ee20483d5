package dev.vigil.admin;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.FenceAction;
import dev.vigil.lcd.model.FenceName;
import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.FencingMode;
import dev.vigil.lcd.model.FencingRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.protocol.admin.ChangeReply;
import dev.vigil.protocol.admin.CreateFenceRequest;
import dev.vigil.protocol.admin.DeleteFenceRequest;
import dev.vigil.protocol.admin.FenceInfo;
import dev.vigil.protocol.admin.Fences;
import dev.vigil.protocol.admin.SetFencingRequest;
import dev.vigil.protocol.admin.TestFenceRequest;
import dev.vigil.recovery.Request;

/** The calls about fence devices, and whether fencing is required. */
final class FenceCalls {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(60);
    private static final int MOST_DEVICES = 128;

    private final NodeAdministration node;

    FenceCalls(NodeAdministration node) {
        this.node = node;
    }

    Fences list() {
        Config config = node.lcd().config();
        Fences.Builder answer = Fences.newBuilder().setMode(mode(config).word()).setDelayMs((int) delay(config).toMillis());
        config.fences().stream().sorted(Comparator.comparing(FenceRow::node).thenComparingInt(FenceRow::step))
                .forEach(row -> answer.addDevices(FenceInfo.newBuilder().setName(row.name().value()).setNode(row.node().value())
                        .setStep(row.step()).setAgent(row.agent().program()).setAction(row.agent().action().word())
                        .setLimitMs((int) row.agent().limit().toMillis()).putAllOptions(row.options())
                        .addAllSecrets(row.secrets().keySet())));
        return answer.build();
    }

    static FencingMode mode(Config config) {
        return config.fencing().map(FencingRow::mode).orElse(FencingMode.OFF);
    }

    private static Duration delay(Config config) {
        return config.fencing().map(FencingRow::delay).orElse(FencingRow.USUAL_DELAY);
    }

    Request create(CreateFenceRequest q) {
        return Requests.checked(() -> {
            Config config = node.lcd().config();
            FenceName name = new FenceName(q.getName());
            NodeId victim = new NodeId(q.getNode());
            if (config.fence(name).isPresent()) {
                throw new AdminRefusal(AdminRefusal.Code.ALREADY_EXISTS, "There is a fence device " + name + " already.",
                        "vigil fence delete " + name + " first, or take another name.");
            }
            if (config.fences().size() >= MOST_DEVICES) {
                throw new AdminRefusal(AdminRefusal.Code.NOT_NOW, "There are " + MOST_DEVICES + " fence devices already.",
                        "Delete one that is not used.");
            }
            FenceAction action = q.getAction().isEmpty() ? FenceAction.OFF : FenceAction.of(q.getAction());
            Duration limit = q.getLimitMs() == 0 ? USUAL_LIMIT : Duration.ofMillis(Integer.toUnsignedLong(q.getLimitMs()));
            FenceRow row = node.fencing().row(name, victim, q.getStep() == 0 ? next(config, victim) : q.getStep(),
                    new FenceRow.Agent(q.getAgent(), action, limit),
                    new FencingPort.Options(q.getOptionsMap(), q.getSecretsMap()));
            return new Request.ChangeConfig("fence device " + name + " for " + victim + " created", Request.puts(List.of(row)),
                    Requests.nodes(q.getWithoutList()));
        });
    }

    private static int next(Config config, NodeId victim) {
        return config.fences().stream().filter(row -> row.node().equals(victim)).mapToInt(FenceRow::step).max().orElse(0) + 1;
    }

    Request delete(DeleteFenceRequest q) {
        return Requests.checked(() -> {
            FenceName name = known(q.getName());
            return new Request.ChangeConfig("fence device " + name + " deleted",
                    List.of(new Change.Remove(FenceRow.keyOf(name))), Requests.nodes(q.getWithoutList()));
        });
    }

    CompletionStage<ChangeReply> test(TestFenceRequest q) {
        return Requests.checked(() -> {
            FenceName name = known(q.getName());
            return node.fencing().test(name)
                    .thenApply(answer -> ChangeReply.newBuilder().addSentences(node.self() + " asked " + name + ": " + answer)
                            .build());
        });
    }

    Request set(SetFencingRequest q) {
        return Requests.checked(() -> {
            FencingMode mode = FencingMode.of(q.getMode());
            Duration delay = q.hasDelayMs()
                    ? Duration.ofMillis(Integer.toUnsignedLong(q.getDelayMs()))
                    : delay(node.lcd().config());
            return new Request.ChangeConfig("fencing is " + mode.word(), Request.puts(List.of(new FencingRow(mode, delay))),
                    Requests.nodes(q.getWithoutList()));
        });
    }

    private FenceName known(String text) {
        FenceName name = new FenceName(text);
        if (node.lcd().config().fence(name).isEmpty()) {
            throw new AdminRefusal(AdminRefusal.Code.NOT_FOUND, "There is no fence device " + name + ".",
                    "vigil fence list shows them.");
        }
        return name;
    }
}
