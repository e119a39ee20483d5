package dev.vigil.server.metrics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import dev.vigil.notify.dispatch.Figures;
import dev.vigil.notify.dispatch.Totals;
import dev.vigil.server.notify.Notification;

/** Those who are told of what happens, by the kind of the receiver. */
final class NotificationFigures {
    private static final String KIND = "kind";

    private NotificationFigures() {}

    static Collection<MetricSnapshot> of(Notification notification) {
        Map<String, Totals> totals = new TreeMap<>(notification.totals());
        Map<String, Integer> waiting = new TreeMap<>();
        totals.keySet().forEach(kind -> waiting.put(kind, 0));
        List<Figures> receivers = notification.figures();
        receivers.forEach(one -> waiting.merge(one.kind(), one.waiting(), Integer::sum));
        return List.of(
                Family.counters("vigil_notices_sent", "Notices that a receiver took",
                        family -> totals.forEach((kind, total) -> family.put(total.sent(), kind)), KIND),
                Family.counters("vigil_notice_deliveries_failed", "Deliveries to a receiver that failed and are tried again",
                        family -> totals.forEach((kind, total) -> family.put(total.failed(), kind)), KIND),
                Family.counters("vigil_notices_dropped", "Notices that were given up, since more came than a receiver took",
                        family -> totals.forEach((kind, total) -> family.put(total.dropped(), kind)), KIND),
                Family.gauges("vigil_notices_waiting", "Notices that a receiver has not taken yet",
                        family -> waiting.forEach((kind, count) -> family.put(count, kind)), KIND),
                Family.gauges("vigil_receiver_failing", "1 while every delivery to the receiver fails",
                        family -> receivers.forEach(one -> family.put(one.failingSince().isPresent() ? 1 : 0, one.name())),
                        "receiver"));
    }
}
