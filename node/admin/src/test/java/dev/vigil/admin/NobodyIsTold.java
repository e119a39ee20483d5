package dev.vigil.admin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.vigil.lcd.model.ReceiverName;
import dev.vigil.lcd.model.ReceiverRow;
import dev.vigil.protocol.admin.ReceiverInfo;
import dev.vigil.protocol.admin.TypeInfo;

/** A node without receivers, and which knows no kind of them. */
final class NobodyIsTold implements NotificationPort {
    @Override
    public ReceiverRow row(ReceiverName name, String kind, Map<String, String> properties, Map<String, String> secrets) {
        throw new AdminRefusal(AdminRefusal.Code.INVALID, "There is no kind of receivers \"" + kind + "\".", "There is none.");
    }

    @Override
    public List<ReceiverInfo> receivers() {
        return List.of();
    }

    @Override
    public List<TypeInfo> kinds() {
        return List.of();
    }

    @Override
    public CompletionStage<String> test(ReceiverName name) {
        return CompletableFuture.failedFuture(
                new AdminRefusal(AdminRefusal.Code.NOT_FOUND, "There is no receiver " + name + ".", "There is none."));
    }
}
