package dev.vigil.notify.receiver;

import java.util.Optional;

import dev.vigil.kit.PropertyBlock;

/** What a receiver of some kind is told with, checked against the schemas of the kind. Printing it shows no secret. */
public final class Settings {
    private final PropertyBlock properties;
    private final PropertyBlock secrets;

    public Settings(PropertyBlock properties, PropertyBlock secrets) {
        this.properties = properties;
        this.secrets = secrets;
    }

    public PropertyBlock properties() {
        return properties;
    }

    public Optional<String> secret(String name) {
        return secrets.text(name);
    }

    /** A text that the schema requires or has a default for. */
    public String text(String name) {
        return properties.text(name).orElseThrow();
    }

    public String choice(String name) {
        return properties.choice(name).orElseThrow();
    }

    public int integer(String name) {
        return properties.integer(name).orElseThrow();
    }

    @Override
    public String toString() {
        return properties.toString();
    }
}
