package dev.vigil.server.notify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.Urgency;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;

/** How nodes tell each other that a receiver has taken notices of an alarm. No decision needs it, so the controller never hears of it. */
final class ToldExchange {
    private static final String TOLD = "notice-told";
    private static final String ONE = "about";

    private final BiConsumer<NodeId, OutgoingMessage> tell;

    /** What a peer said. */
    record Told(String key, Phase phase, String receiver) {}

    ToldExchange(BiConsumer<NodeId, OutgoingMessage> tell) {
        this.tell = tell;
    }

    void say(List<NodeId> peers, String receiver, List<Notice> notices) {
        List<Line> lines = new ArrayList<>();
        notices.stream().filter(notice -> isOfAlarm(notice.what().phase()))
                .forEach(notice -> lines.add(Line.of(ONE).with("key", notice.what().key())
                        .with("phase", notice.what().phase().word())));
        if (lines.isEmpty()) {
            return;
        }
        lines.addFirst(Line.of(TOLD).with("receiver", receiver));
        byte[] message = String.join("\n", lines.stream().map(Line::toString).toList()).getBytes(StandardCharsets.UTF_8);
        peers.forEach(peer -> tell.accept(peer, new OutgoingMessage(message, Urgency.ORDINARY)));
    }

    private static boolean isOfAlarm(Phase phase) {
        return phase == Phase.RAISED || phase == Phase.RESOLVED;
    }

    /** False when the message is about something else. Throws {@link IllegalArgumentException} for one that cannot be read. */
    static boolean heard(List<Line> lines, Consumer<Told> listener) {
        if (lines.isEmpty() || !lines.getFirst().verb().equals(TOLD)) {
            return false;
        }
        String receiver = lines.getFirst().get("receiver");
        lines.stream().skip(1).filter(line -> line.verb().equals(ONE)).forEach(line -> listener
                .accept(new Told(line.get("key"), Phase.valueOf(line.get("phase").toUpperCase(Locale.ROOT)), receiver)));
        return true;
    }
}
