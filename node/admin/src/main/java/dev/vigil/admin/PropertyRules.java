package dev.vigil.admin;

import java.util.List;

import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.protocol.admin.PropertyInfo;
import dev.vigil.protocol.admin.TypeInfo;
import dev.vigil.recovery.KitLimits;

/** Which properties the instances of a type may have. */
final class PropertyRules {
    /** Properties of every type. */
    private static final List<String> LIMITS = KitLimits.all().stream().map(KitLimits.Limit::name).toList();

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
            String value = String.valueOf(instance.properties().get(name));
            KitLimits.complaint(name, value).filter(right -> LIMITS.contains(name)).ifPresent(right -> {
                throw new AdminRefusal(AdminRefusal.Code.INVALID, "The limit " + name + " is \"" + value + "\".",
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
