package dev.vigil.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JSONObjectException;

/**
 * An answer of the administration. A field that is missing reads as empty, zero or false, as the protocol means it; so a newer or
 * older server is understood as far as possible.
 */
record JsonObject(Map<?, ?> fields) {
    private static final JSON PLAIN = JSON.std;
    private static final JSON PRETTY = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    /** Throws {@link IOException} when the text is not one JSON object. */
    static JsonObject parse(String text) throws IOException {
        try {
            if (PLAIN.anyFrom(text) instanceof Map<?, ?> fields) {
                return new JsonObject(fields);
            }
        } catch (JSONObjectException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
        throw new IOException("not a JSON object");
    }

    static String print(Map<String, ?> fields) {
        try {
            return PLAIN.asString(fields);
        } catch (IOException e) {
            throw new IllegalStateException("a message of our own that cannot be printed", e);
        }
    }

    String pretty() {
        try {
            return PRETTY.asString(fields);
        } catch (IOException e) {
            throw new IllegalStateException("an answer that was read cannot be printed", e);
        }
    }

    String text(String name) {
        Object value = fields.get(name);
        return value == null ? "" : value.toString();
    }

    /** 64-bit numbers come as strings in this JSON, the others as numbers: both are read. */
    double number(String name) {
        Object value = fields.get(name);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return value == null ? 0 : Double.parseDouble(value.toString());
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    /** The names of its fields, in their order. */
    List<String> names() {
        return fields.keySet().stream().map(Object::toString).toList();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (fields.get(name) instanceof List<?> values) {
            values.forEach(value -> texts.add(String.valueOf(value)));
        }
        return texts;
    }

    /** An object within this one; without fields when there is none. */
    JsonObject object(String name) {
        return new JsonObject(fields.get(name) instanceof Map<?, ?> map ? map : Map.of());
    }

    List<JsonObject> objects(String name) {
        List<JsonObject> objects = new ArrayList<>();
        if (fields.get(name) instanceof List<?> values) {
            for (Object value : values) {
                if (value instanceof Map<?, ?> map) {
                    objects.add(new JsonObject(map));
                }
            }
        }
        return objects;
    }

    /** The fields without those of no value, so that the server's own defaults hold; what an {@link Optional} has is always a value. */
    static Map<String, Object> message(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = namesAndValues[i].toString();
            Object value = namesAndValues[i + 1];
            if (value instanceof Optional<?> optional) {
                optional.ifPresent(one -> fields.put(name, one));
            } else if (!isNoValue(value)) {
                fields.put(name, value);
            }
        }
        return fields;
    }

    private static boolean isNoValue(Object value) {
        return value.equals("") || value.equals(0) || value.equals(0L) || value.equals(false)
                || value instanceof Map<?, ?> map && map.isEmpty() || value instanceof List<?> list && list.isEmpty();
    }
}
