package dev.vigil.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON: the class path of the lab has no library for it. Objects become maps, arrays lists, numbers doubles, null an empty text. */
final class LabJson {
    private final String text;
    private int at;

    private LabJson(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        LabJson json = new LabJson(text);
        Object value = json.value();
        json.blanks();
        if (json.at != text.length()) {
            throw json.wrong();
        }
        return value;
    }

    /** The value at the end of a way of names; an empty map where there is none. */
    static Object find(Object from, String... names) {
        Object here = from;
        for (String name : names) {
            here = here instanceof Map<?, ?> map && map.containsKey(name) ? map.get(name) : Map.of();
        }
        return here;
    }

    static List<?> list(Object from, String... names) {
        return find(from, names) instanceof List<?> list ? list : List.of();
    }

    private Object value() {
        blanks();
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        while (!isEnd('}')) {
            String name = string();
            blanks();
            expect(':');
            object.put(name, value());
        }
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        at++;
        while (!isEnd(']')) {
            array.add(value());
        }
        return array;
    }

    /** Passes a comma, or the end. */
    private boolean isEnd(char end) {
        blanks();
        if (text.charAt(at) == ',') {
            at++;
            blanks();
        }
        if (text.charAt(at) == end) {
            at++;
            return true;
        }
        return false;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        expect('"');
        while (text.charAt(at) != '"') {
            char letter = text.charAt(at++);
            string.append(letter == '\\' ? escaped() : letter);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char letter = text.charAt(at++);
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
            default -> letter;
        };
    }

    private Object word() {
        int begin = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(begin, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> "";
            default -> Double.valueOf(word);
        };
    }

    private void expect(char letter) {
        if (text.charAt(at) != letter) {
            throw wrong();
        }
        at++;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("not JSON from character " + at + " on: " + text);
    }
}
