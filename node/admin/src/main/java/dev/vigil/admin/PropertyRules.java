package dev.vigil.admin;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.protocol.admin.PropertyInfo;
import dev.vigil.protocol.admin.TypeInfo;
import dev.vigil.recovery.KitLimits;
import dev.vigil.recovery.Policies;

/** Which properties the instances of a type may have. */
final class PropertyRules {
    /** Properties of every type. */
    private static final List<String> LIMITS = Stream.concat(KitLimits.all().stream().map(KitLimits.Limit::name),
            Policies.all().stream().map(Policies.Policy::name)).toList();
    private static final int LONGEST_TEXT = 4_000;
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(31);

    private final NodeAdministration node;

    PropertyRules(NodeAdministration node) {
        this.node = node;
    }

    TypeInfo known(TypeId type) {
        return node.types().stream().filter(info -> info.getType().equals(type.value())).findFirst()
                .orElseThrow(() -> new AdminRefusal(AdminRefusal.Code.NOT_FOUND, "There is no resource type " + type + ".",
                        "The types are " + String.join(", ", node.types().stream().map(TypeInfo::getType).toList()) + "."));
    }

    /** Of a new instance the names are judged here; its values are judged by the kit on the node they are for. */
    static void check(TypeInfo type, InstanceRow instance) {
        checkText("id", instance.id(), instance);
        checkText("info", instance.info(), instance);
        instance.properties().forEach((name, value) -> checkText("property " + shortened(name), value, instance));
        checkInterval("quick check", instance.checks().quick(), instance);
        checkInterval("deep check", instance.checks().deep(), instance);
        for (String name : instance.properties().keySet()) {
            checkName(type, name);
            String value = String.valueOf(instance.properties().get(name));
            complaint(name, value).ifPresent(right -> {
                throw new AdminRefusal(AdminRefusal.Code.INVALID,
                        (Policies.isOne(name) ? "The policy " : "The limit ") + name + " is \"" + value + "\".",
                        "It is " + right + ".");
            });
        }
        for (PropertyInfo property : type.getPropertiesList()) {
            if (property.getRequired() && !instance.properties().containsKey(property.getName())) {
                throw new AdminRefusal(AdminRefusal.Code.INVALID, "Resource " + instance.tag() + " needs the property "
                        + property.getName() + " on " + instance.node() + ".", property.getDescription());
            }
        }
    }

    private static Optional<String> complaint(String name, String value) {
        if (!LIMITS.contains(name)) {
            return Optional.empty();
        }
        return Policies.isOne(name) ? Policies.complaint(name, value) : KitLimits.complaint(name, value);
    }

    /** Every node keeps all texts in memory and shows them on terminals. */
    private static void checkText(String what, String text, InstanceRow instance) {
        if (text.length() > LONGEST_TEXT) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "The " + what + " of " + instance.tag() + " has " + text.length()
                    + " characters.", "It has at most " + LONGEST_TEXT + ".");
        }
        for (int at = 0; at < text.length(); at++) {
            if (Character.isISOControl(text.charAt(at))) {
                throw new AdminRefusal(AdminRefusal.Code.INVALID,
                        String.format(Locale.ROOT, "The %s of %s holds the control character U+%04X at place %d.", what,
                                instance.tag(), (int) text.charAt(at), at + 1),
                        "Leave it out; line breaks and tabs are such characters too.");
            }
        }
    }

    private static void checkInterval(String what, Duration interval, InstanceRow instance) {
        if (interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "The " + what + " of " + instance.tag() + " would run every "
                    + interval.toDays() + " days.",
                    "At least every " + LONGEST_INTERVAL.toDays() + " days; 0 is never.");
        }
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "...";
    }

    static void checkName(TypeInfo type, String name) {
        List<String> names = type.getPropertiesList().stream().map(PropertyInfo::getName).filter(own -> !LIMITS.contains(own))
                .toList();
        if (!names.contains(name) && !LIMITS.contains(name)) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "Type " + type.getType() + " has no property " + name + ".",
                    "It has " + String.join(", ", names) + ", and of limits " + String.join(", ", LIMITS) + ".");
        }
    }

    /** No kit is asked before a changed instance is used, so its values are judged at once: a wrong one would be a failure. */
    void checkChanged(TypeInfo type, InstanceRow instance) {
        check(type, instance);
        List<String> problems = node.problems(new TypeId(type.getType()), instance);
        if (!problems.isEmpty()) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID,
                    "Resource " + instance.tag() + " on " + instance.node() + ": " + String.join("; ", problems) + ".",
                    "Nothing was changed.");
        }
    }
}
