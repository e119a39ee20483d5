package dev.vigil.cli;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** The administration of this machine's node, connected at the first question; its refusals carry the exit codes of LCDI. */
final class LcdiAdministration implements Administration {
    private final Supplier<Administration> connect;
    private @Nullable Administration connected;

    LcdiAdministration(Supplier<Administration> connect) {
        this.connect = connect;
    }

    @Override
    public JsonObject get(String path, Map<String, ?> parameters) {
        try {
            return connection().get(path, parameters);
        } catch (Failure failure) {
            throw LcdiExit.translated(failure);
        }
    }

    @Override
    public JsonObject post(String path, Map<String, ?> message) {
        try {
            return connection().post(path, message);
        } catch (Failure failure) {
            throw LcdiExit.translated(failure);
        }
    }

    private Administration connection() {
        Administration now = connected == null ? connect.get() : connected;
        connected = now;
        return now;
    }
}
