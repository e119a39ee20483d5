package dev.vigil.notify.syslog;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The facilities of RFC 5424 that a service may use. */
enum Facility {
    USER(1), DAEMON(3), LOCAL0(16), LOCAL1(17), LOCAL2(18), LOCAL3(19), LOCAL4(20), LOCAL5(21), LOCAL6(22), LOCAL7(23);

    private final int number;

    Facility(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static List<String> words() {
        return Stream.of(values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    }

    static Facility ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
