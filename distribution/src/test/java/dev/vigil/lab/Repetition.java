package dev.vigil.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The figures of one fault, once. Times in milliseconds unless the name says otherwise. {@code moves} counts each arrival of the
 * address on another host than before, from the fault until the end of the observed window; {@code returns} counts how often it left a
 * host and came back to the same, until all was whole again; {@code healGapMs} is the longest silence while the fault was
 * being undone; {@code holdersAtEnd} are the hosts with the address after everything was whole again.
 */
public record Repetition(String product, String profile, Fault fault, int number, Map<String, String> values) {

    private static final Pattern PAIR = Pattern.compile("\"([^\"]+)\": ?(\"([^\"]*)\"|[-0-9.]+)");

    public Repetition {
        values = Map.copyOf(new TreeMap<>(values));
    }

    public double figure(String name) {
        return Double.parseDouble(values.get(name));
    }

    /** The greatest of the figures whose names begin so; zero if there is none. */
    public double greatest(String prefix) {
        return values.entrySet().stream().filter(entry -> entry.getKey().startsWith(prefix))
                .mapToDouble(entry -> Double.parseDouble(entry.getValue())).max().orElse(0);
    }

    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    boolean isSame(Product other, Fault otherFault, int otherNumber) {
        return product.equals(other.name()) && profile.equals(other.profile()) && fault == otherFault && number == otherNumber;
    }

    /** One line of JSON: flat, strings and numbers only. */
    public String toJson() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("product", product);
        all.put("profile", profile);
        all.put("fault", fault.label());
        all.put("number", Integer.toString(number));
        all.putAll(new TreeMap<>(values));
        StringBuilder text = new StringBuilder("{");
        all.forEach((key, value) -> {
            String shown = value.matches("-?[0-9]+(\\.[0-9]+)?") ? value : "\"" + value + "\"";
            text.append(text.length() > 1 ? ", " : "").append('"').append(key).append("\": ").append(shown);
        });
        return text.append('}').toString();
    }

    /** Reads what {@link #toJson} prints. */
    public static Repetition parse(String line) {
        Map<String, String> all = new TreeMap<>();
        Matcher pair = PAIR.matcher(line);
        while (pair.find()) {
            all.put(pair.group(1), pair.group(3) == null ? pair.group(2) : pair.group(3));
        }
        String product = all.remove("product");
        String profile = all.remove("profile");
        String fault = all.remove("fault");
        String number = all.remove("number");
        if (product == null || profile == null || fault == null || number == null) {
            throw new IllegalArgumentException("not a repetition: " + line);
        }
        return new Repetition(product, profile, Fault.labelled(fault), Integer.parseInt(number), all);
    }
}
