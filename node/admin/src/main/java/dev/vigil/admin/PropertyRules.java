package dev.vigil.admin;

import java.util.List;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.protocol.admin.PropertyInfo;
import dev.vigil.protocol.admin.TypeInfo;

/** Which properties the instances of a type may have. */
final class PropertyRules {
    /** Properties of every type: how long an action may take. */
    private static final List<String> LIMITS = Stream.of(Action.values())
            .map(action -> "limit." + action.word()).toList();
    private static final int MOST_SECONDS = 86_400;

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
        for (String name : instance.properties().keySet()) {
            checkName(type, name);
            if (LIMITS.contains(name) && !isSeconds(String.valueOf(instance.properties().get(name)))) {
                throw new AdminRefusal(AdminRefusal.Code.INVALID,
                        "The limit " + name + " is \"" + instance.properties().get(name) + "\".",
                        "It is a whole number of seconds from 1 to " + MOST_SECONDS + ".");
            }
        }
        for (PropertyInfo property : type.getPropertiesList()) {
            if (property.getRequired() && !instance.properties().containsKey(property.getName())) {
                throw new AdminRefusal(AdminRefusal.Code.INVALID, "Resource " + instance.tag() + " needs the property "
                        + property.getName() + " on " + instance.node() + ".", property.getDescription());
            }
        }
    }

    static void checkName(TypeInfo type, String name) {
        List<String> names = type.getPropertiesList().stream().map(PropertyInfo::getName).toList();
        if (!names.contains(name) && !LIMITS.contains(name)) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "Type " + type.getType() + " has no property " + name + ".",
                    "It has " + String.join(", ", names) + ", and in seconds " + String.join(", ", LIMITS) + ".");
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

    private static boolean isSeconds(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_SECONDS;
    }
}
