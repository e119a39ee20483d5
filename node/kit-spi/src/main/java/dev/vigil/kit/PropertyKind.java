package dev.vigil.kit;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What values a property can have. Only the text is looked at, never the machine: the instance may be meant for another one. */
public sealed interface PropertyKind {
    /** What is wrong with the value, as "must be ...", or empty when it is right. */
    Optional<String> complaint(String value);

    /** What is right, for a list of properties: {@code 1 to 32}. */
    String describe();

    /** Any text of one line that is not blank, up to a length. */
    record Text(int longest) implements PropertyKind {
        @Override
        public Optional<String> complaint(String value) {
            boolean isRight = !value.isBlank() && value.length() <= longest && value.chars().noneMatch(Character::isISOControl);
            return isRight ? Optional.empty() : Optional.of("must be " + describe());
        }

        @Override
        public String describe() {
            return "one line of 1 to " + longest + " characters";
        }
    }

    /** A whole number from a range, both ends included. */
    record IntegerIn(int least, int most) implements PropertyKind {
        @Override
        public Optional<String> complaint(String value) {
            try {
                int number = Integer.parseInt(value);
                return number >= least && number <= most ? Optional.empty() : Optional.of("must be " + describe());
            } catch (NumberFormatException notANumber) {
                return Optional.of("must be " + describe());
            }
        }

        @Override
        public String describe() {
            return "a whole number from " + least + " to " + most;
        }
    }

    /** A time with its unit, {@code 250ms}, {@code 5s} or {@code 2min}, from a range, both ends included. */
    record DurationIn(Duration shortest, Duration longest) implements PropertyKind {
        @Override
        public Optional<String> complaint(String value) {
            boolean isRight = DurationText.parse(value)
                    .filter(time -> time.compareTo(shortest) >= 0 && time.compareTo(longest) <= 0).isPresent();
            return isRight ? Optional.empty() : Optional.of("must be " + describe());
        }

        @Override
        public String describe() {
            return "a time from " + DurationText.print(shortest) + " to " + DurationText.print(longest)
                    + " with its unit (ms, s, min)";
        }
    }

    /** An IPv4 or IPv6 address of one machine. */
    record Address() implements PropertyKind {
        static Optional<InetAddress> parse(String text) {
            return Ipv4.parse(text).<InetAddress>map(address -> address).or(() -> Ipv6.parse(text));
        }

        @Override
        public Optional<String> complaint(String value) {
            return parse(value).isPresent() ? Optional.empty() : Optional.of("must be " + describe());
        }

        @Override
        public String describe() {
            return "an IPv4 or IPv6 address of one machine, for example 192.0.2.10 or 2001:db8::10";
        }
    }

    /** Some addresses with commas between them. */
    record AddressList(int most) implements PropertyKind {
        private static final Pattern COMMA = Pattern.compile(" *, *");

        /** Empty when one of them is no address. */
        static List<InetAddress> parse(String text) {
            List<Optional<InetAddress>> all = Stream.of(COMMA.split(text.strip(), -1)).map(Address::parse).toList();
            return all.stream().allMatch(Optional::isPresent) ? all.stream().flatMap(Optional::stream).toList() : List.of();
        }

        @Override
        public Optional<String> complaint(String value) {
            List<InetAddress> all = parse(value);
            return all.isEmpty() || all.size() > most ? Optional.of("must be " + describe()) : Optional.empty();
        }

        @Override
        public String describe() {
            return "1 to " + most + " addresses with commas between them";
        }
    }

    /** The full path of a file or folder. Whether it is there is found out where it is used. */
    record File() implements PropertyKind {
        private static final Pattern FULL = Pattern.compile("(/|[A-Za-z]:[\\\\/]|\\\\\\\\).*");
        private static final int LONGEST = 4096;

        @Override
        public Optional<String> complaint(String value) {
            boolean isRight = value.length() <= LONGEST && FULL.matcher(value).matches()
                    && value.chars().noneMatch(Character::isISOControl);
            return isRight ? Optional.empty() : Optional.of("must be " + describe());
        }

        @Override
        public String describe() {
            return "a full path, beginning with / or a drive letter";
        }
    }

    /** One of a few words, in lower case. */
    record Choice(List<String> words) implements PropertyKind {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public Optional<String> complaint(String value) {
            return words.contains(value) ? Optional.empty() : Optional.of("must be " + describe());
        }

        @Override
        public String describe() {
            return "one of " + String.join(", ", words);
        }
    }
}
