package dev.vigil.notify.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import dev.vigil.kit.PropertyBlock;
import dev.vigil.kit.PropertySchema;
import dev.vigil.lcd.model.ReceiverName;
import dev.vigil.lcd.model.ReceiverRow;
import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Delivery;
import dev.vigil.notify.receiver.ReceiverKind;
import dev.vigil.notify.receiver.Selection;
import dev.vigil.notify.receiver.Self;
import dev.vigil.notify.receiver.Settings;

/** A receiver within the test, which does with a batch what the test says. */
final class FakeReceiver implements ReceiverKind {
    final List<Batch> got = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch aborted = new CountDownLatch(1);
    private final Pace pace;
    private final Function<Batch, Delivery> answer;

    FakeReceiver(Pace pace, Function<Batch, Delivery> answer) {
        this.pace = pace;
        this.answer = answer;
    }

    static FakeReceiver willing(Duration gather) {
        return new FakeReceiver(new Pace(100, gather, 3_600), batch -> new Delivery.Accepted("thanks"));
    }

    Wanted wanted(String name, String... properties) {
        Map<String, String> given = new TreeMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            given.put(properties[i], properties[i + 1]);
        }
        PropertyBlock block = ((PropertySchema.Reading.Right) new PropertySchema(Selection.COMMON).read(given)).block();
        ReceiverRow row = new ReceiverRow(new ReceiverName(name), "fake", new TreeMap<>(given), new TreeMap<>());
        return new Wanted(row, this, new Settings(block, block), Selection.of(block, pace));
    }

    int notices() {
        synchronized (got) {
            return got.stream().mapToInt(batch -> batch.notices().size()).sum();
        }
    }

    @Override
    public String word() {
        return "fake";
    }

    @Override
    public String description() {
        return "a test";
    }

    @Override
    public PropertySchema properties() {
        return PropertySchema.EMPTY;
    }

    @Override
    public PropertySchema secrets() {
        return PropertySchema.EMPTY;
    }

    @Override
    public Pace pace() {
        return pace;
    }

    @Override
    public Optional<String> complaint(Settings settings) {
        return Optional.empty();
    }

    @Override
    public Channel open(Settings settings, Self self) {
        return new Channel() {
            @Override
            public Delivery deliver(Batch batch) {
                Delivery delivery = answer.apply(batch);
                if (delivery instanceof Delivery.Accepted) {
                    got.add(batch);
                }
                return delivery;
            }

            @Override
            public void abort() {
                aborted.countDown();
            }

            @Override
            public void close() {
                abort();
            }
        };
    }
}
