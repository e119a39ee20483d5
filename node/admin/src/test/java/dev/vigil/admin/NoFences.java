package dev.vigil.admin;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.TreeMap;

import dev.vigil.lcd.model.FenceName;
import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.NodeId;

/** A node whose agents never answer, and which seals nothing. */
final class NoFences implements FencingPort {
    @Override
    public FenceRow row(FenceName name, NodeId node, int step, FenceRow.Agent agent, Options options) {
        return new FenceRow(name, node, step, agent, new TreeMap<>(options.open()), new TreeMap<>(options.secrets()));
    }

    @Override
    public CompletionStage<String> test(FenceName name) {
        return CompletableFuture.failedFuture(
                new AdminRefusal(AdminRefusal.Code.FAILED, name + " does not answer.", "Nothing was switched."));
    }
}
