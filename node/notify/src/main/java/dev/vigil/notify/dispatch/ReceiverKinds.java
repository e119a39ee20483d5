package dev.vigil.notify.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import dev.vigil.kit.PropertyBlock;
import dev.vigil.kit.PropertyProblem;
import dev.vigil.kit.PropertySchema;
import dev.vigil.kit.PropertySpec;
import dev.vigil.notify.eventlog.EventLogKind;
import dev.vigil.notify.mail.MailKind;
import dev.vigil.notify.receiver.ReceiverKind;
import dev.vigil.notify.receiver.Selection;
import dev.vigil.notify.receiver.Settings;
import dev.vigil.notify.snmp.SnmpKind;
import dev.vigil.notify.syslog.SyslogKind;
import dev.vigil.notify.webhook.WebhookKind;

/** The ways of telling that there are, and what is right for each. */
public final class ReceiverKinds {
    public static final List<ReceiverKind> ALL = List.of(new MailKind(), new WebhookKind(), new SnmpKind(), new SyslogKind(),
            new EventLogKind());

    private ReceiverKinds() {}

    /** What came of looking at properties. */
    public sealed interface Checked {
        record Right(ReceiverKind kind, Settings settings, Selection selection) implements Checked {}

        record Wrong(List<String> sentences) implements Checked {
            public Wrong {
                sentences = List.copyOf(sentences);
            }
        }
    }

    /** All properties of a kind but its secrets. */
    public static PropertySchema properties(ReceiverKind kind) {
        List<PropertySpec> all = new ArrayList<>(kind.properties().specs());
        all.addAll(Selection.COMMON);
        return new PropertySchema(all);
    }

    public static Checked check(String word, Map<String, String> properties, Map<String, String> secrets) {
        Optional<ReceiverKind> kind = ALL.stream().filter(one -> one.word().equals(word)).findFirst();
        if (kind.isEmpty()) {
            return new Checked.Wrong(List.of("there is no kind \"" + word + "\" of receivers; there are "
                    + String.join(", ", ALL.stream().map(ReceiverKind::word).toList())));
        }
        List<String> wrong = new ArrayList<>();
        misplaced(kind.get(), properties, wrong);
        PropertyBlock plain = read(properties(kind.get()), properties, PropertyProblem::sentence, wrong);
        PropertyBlock secret = read(kind.get().secrets(), secrets,
                problem -> "the secret " + problem.property() + " " + problem.remedy(), wrong);
        if (!wrong.isEmpty()) {
            return new Checked.Wrong(wrong);
        }
        Settings settings = new Settings(plain, secret);
        try {
            Selection selection = Selection.of(plain, kind.get().pace());
            Optional<String> complaint = kind.get().complaint(settings);
            return complaint.isPresent()
                    ? new Checked.Wrong(List.of(complaint.get()))
                    : new Checked.Right(kind.get(), settings, selection);
        } catch (IllegalArgumentException e) {
            return new Checked.Wrong(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** What was given openly and is to be a secret: the answer must not repeat its value. */
    private static void misplaced(ReceiverKind kind, Map<String, String> properties, List<String> wrong) {
        properties.keySet().stream().filter(name -> kind.secrets().find(name).isPresent()).sorted()
                .forEach(name -> wrong.add(name + " is a secret and must be given as one"));
    }

    private static PropertyBlock read(PropertySchema schema, Map<String, String> values,
            Function<PropertyProblem, String> sentence, List<String> wrong) {
        switch (schema.read(values)) {
            case PropertySchema.Reading.Right(PropertyBlock block) -> {
                return block;
            }
            case PropertySchema.Reading.Wrong(List<PropertyProblem> problems) -> {
                problems.stream().filter(problem -> wrong.stream().noneMatch(one -> one.startsWith(problem.property() + " ")))
                        .map(sentence).forEach(wrong::add);
                return empty();
            }
        }
    }

    private static PropertyBlock empty() {
        return switch (PropertySchema.EMPTY.read(new TreeMap<>())) {
            case PropertySchema.Reading.Right(PropertyBlock block) -> block;
            case PropertySchema.Reading.Wrong wrong -> throw new IllegalStateException("nothing is always right");
        };
    }
}
