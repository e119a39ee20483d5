package dev.vigil.admin;

import java.util.stream.Stream;

import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.ReceiverRow;
import dev.vigil.lcd.model.Row;
import dev.vigil.protocol.admin.GetLcdRequest;
import dev.vigil.protocol.admin.Lcd;

/** The configuration database as rows of text. */
final class LcdAnswer {
    private LcdAnswer() {}

    static Lcd of(NodeAdministration node, GetLcdRequest q) {
        LcdState lcd = node.lcd();
        var storage = node.storage();
        Lcd.Builder answer = Lcd.newBuilder().setConfigNumber(lcd.config().number().value())
                .setJournalIndex(storage.journalIndex())
                .setMirrorLag(storage.mirrorLag());
        Stream<Line> status = lcd.statuses().values().stream().flatMap(rows -> rows.rows().values().stream()).map(Row::toLine);
        Stream.concat(lcd.config().rows().values().stream().map(LcdAnswer::shown), status)
                .filter(line -> q.getTag().isEmpty() || line.fields().containsValue(q.getTag()))
                .forEach(line -> answer.addRows(line.toString()));
        return answer.build();
    }

    private static Line shown(Row row) {
        return switch (row) {
            case ReceiverRow receiver -> receiver.toPublicLine();
            case FenceRow fence -> fence.toPublicLine();
            default -> row.toLine();
        };
    }
}
