package dev.vigil.server.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.vigil.admin.AdminRefusal;
import dev.vigil.admin.NotificationPort;
import dev.vigil.kit.PropertySpec;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.ReceiverName;
import dev.vigil.lcd.model.ReceiverRow;
import dev.vigil.notify.dispatch.Dispatcher;
import dev.vigil.notify.dispatch.Figures;
import dev.vigil.notify.dispatch.ReceiverKinds;
import dev.vigil.notify.dispatch.Wanted;
import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;
import dev.vigil.notify.notice.Severity;
import dev.vigil.notify.receiver.Delivery;
import dev.vigil.notify.receiver.ReceiverKind;
import dev.vigil.notify.receiver.Self;
import dev.vigil.protocol.admin.PropertyInfo;
import dev.vigil.protocol.admin.ReceiverInfo;
import dev.vigil.protocol.admin.TypeInfo;

/** The receivers as the administration sees them. Any thread. */
final class ReceiverPort implements NotificationPort {
    private final Self self;
    private final Supplier<LcdState> lcd;
    private final ReceiverRows rows;
    private final Dispatcher dispatcher;

    ReceiverPort(Self self, Supplier<LcdState> lcd, ReceiverRows rows, Dispatcher dispatcher) {
        this.self = self;
        this.lcd = lcd;
        this.rows = rows;
        this.dispatcher = dispatcher;
    }

    @Override
    public ReceiverRow row(ReceiverName name, String kind, Map<String, String> properties, Map<String, String> secrets) {
        return switch (ReceiverKinds.check(kind, properties, secrets)) {
            case ReceiverKinds.Checked.Right right -> rows.sealed(name, kind, properties, secrets);
            case ReceiverKinds.Checked.Wrong(List<String> sentences) -> throw new AdminRefusal(AdminRefusal.Code.INVALID,
                    "Receiver " + name + " cannot be told so: " + String.join("; ", sentences) + ".",
                    "vigil notify kinds lists what each kind needs.");
        };
    }

    @Override
    public List<ReceiverInfo> receivers() {
        List<Figures> figures = dispatcher.figures();
        return lcd.get().config().receivers().stream().map(row -> {
            ReceiverInfo.Builder info = ReceiverInfo.newBuilder().setName(row.name().value()).setKind(row.kind())
                    .putAllProperties(row.properties()).addAllSecrets(row.secrets().keySet());
            figures.stream().filter(one -> one.name().equals(row.name().value())).findFirst()
                    .ifPresent(one -> info.setWaiting(one.waiting()).setSent(one.sent()).setDropped(one.dropped())
                            .setAnswer(one.answer())
                            .setFailingSince(one.failingSince().map(Instant::toString).orElse("")));
            return info.build();
        }).toList();
    }

    @Override
    public List<TypeInfo> kinds() {
        return ReceiverKinds.ALL.stream().sorted(Comparator.comparing(ReceiverKind::word)).map(ReceiverPort::kind).toList();
    }

    private static TypeInfo kind(ReceiverKind kind) {
        List<PropertyInfo> properties = new ArrayList<>();
        kind.properties().specs().forEach(spec -> properties.add(info(spec, spec.name())));
        kind.secrets().specs().forEach(spec -> properties.add(info(spec, "secret " + spec.name())));
        ReceiverKinds.properties(kind).specs().stream().filter(spec -> kind.properties().find(spec.name()).isEmpty())
                .forEach(spec -> properties.add(info(spec, spec.name())));
        return TypeInfo.newBuilder().setType(kind.word()).setDescription(kind.description()).addAllProperties(properties)
                .build();
    }

    private static PropertyInfo info(PropertySpec spec, String name) {
        PropertyInfo.Builder info = PropertyInfo.newBuilder().setName(name).setKind(spec.kind().describe())
                .setDescription(spec.doc());
        switch (spec.presence()) {
            case PropertySpec.Presence.Required required -> info.setRequired(true);
            case PropertySpec.Presence.Default(String value) -> info.setDefaultValue(value);
            case PropertySpec.Presence.Optional none -> {
                // Neither required nor with a default.
            }
        }
        return info.build();
    }

    @Override
    public CompletionStage<String> test(ReceiverName name) {
        Optional<Wanted> wanted = lcd.get().config().receiver(name).flatMap(rows::wanted);
        if (wanted.isEmpty()) {
            throw new AdminRefusal(AdminRefusal.Code.NOT_NOW, "This version cannot tell receiver " + name + ".",
                    "The log of the node says why.");
        }
        return dispatcher.test(wanted.get(), testNotice()).thenApply(delivery -> switch (delivery) {
            case Delivery.Accepted(String answer) -> answer;
            case Delivery.Failed failed -> throw new AdminRefusal(AdminRefusal.Code.FAILED,
                    name + " did not take the test: " + failed.answer(), "Nothing was changed.");
        });
    }

    private Notice testNotice() {
        Instant now = Instant.now();
        return new Notice(self.origin().node() + "-" + self.life() + "-test-" + now.toEpochMilli(), now,
                new Notice.What("test", Area.NOTIFICATION, Severity.INFO, Phase.HAPPENED, "test"),
                new Notice.Place(self.origin().cluster(), self.origin().node(), "", ""),
                new Notice.Words("This is a test by an operator; nothing has happened.", "", ""));
    }
}
