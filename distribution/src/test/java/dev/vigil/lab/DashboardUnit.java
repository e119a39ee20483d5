package dev.vigil.lab;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A unit of the dashboard, by Grafana's name for it, and how figures of it are written. */
enum DashboardUnit {
    SHORT("short", ""), SECONDS("s", " s"), RATIO("percentunit", " %"), BYTES("bytes", " B"), DAYS("d", " d"), PACKETS("pps",
            " p/s"), OPERATIONS(
                    "ops", " ops/s"), WRITES("wps", " wr/s"), REQUESTS("reqps", " req/s");

    private static final Map<Integer, String> BYTES_BY_POWER = Map.of(1, " kB", 2, " MB", 3, " GB");
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private final String grafana;
    private final String sign;

    DashboardUnit(String grafana, String sign) {
        this.grafana = grafana;
        this.sign = sign;
    }

    static Optional<DashboardUnit> named(String grafana) {
        for (DashboardUnit unit : values()) {
            if (unit.grafana.equals(grafana)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    String write(double value) {
        return switch (this) {
            case SECONDS -> value == 0 || Math.abs(value) >= 1
                    ? number(value) + " s"
                    : Math.abs(value) >= 1e-3 ? number(value * 1e3) + " ms" : number(value * 1e6) + " µs";
            case RATIO -> number(value * 100) + sign;
            case BYTES -> {
                int power = value < 1000 ? 0 : Math.min(3, (int) (Math.log10(value) / 3));
                yield number(value / Math.pow(1000, power)) + BYTES_BY_POWER.getOrDefault(power, sign);
            }
            case SHORT, DAYS, PACKETS, OPERATIONS, WRITES, REQUESTS -> number(value) + sign;
        };
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String text = String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** The round number at the top of an axis that must hold {@code value}. */
    static double roundedUp(double value) {
        if (value <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : STEPS) {
            if (step * power >= value * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
