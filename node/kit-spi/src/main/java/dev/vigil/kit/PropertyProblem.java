package dev.vigil.kit;

/**
 * One thing that is wrong with the properties of an instance.
 *
 * @param property its name, or {@code id} or {@code info}
 * @param value what was given; empty when nothing was
 * @param remedy what would be right, as the end of a sentence: "must be ..."
 */
public record PropertyProblem(String property, String value, String remedy) {
    /** One sentence for the operator. */
    public String sentence() {
        return value.isEmpty() ? property + " " + remedy : property + "=" + value + " " + remedy;
    }

    @Override
    public String toString() {
        return sentence();
    }
}
