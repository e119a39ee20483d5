package dev.vigil.kits.generic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.KitRefusal;
import dev.vigil.kit.KitTraits;
import dev.vigil.kit.PropertyKind;
import dev.vigil.kit.PropertyProblem;
import dev.vigil.kit.PropertySchema;
import dev.vigil.kit.PropertySpec;
import dev.vigil.kit.RecoveryKit;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.platform.Processes;

/** Protects any program by scripts: those of a folder, found by name, or given one by one. */
public final class GenericKit implements RecoveryKit {
    static final String SCRIPTS = "scripts";
    private static final TypeId TYPE = new TypeId("generic");
    private static final KitTraits TRAITS = new KitTraits(KitTraits.Announcing.SILENT, KitTraits.Ending.KILLABLE);
    private static final PropertySchema SCHEMA = schema();

    private static PropertySchema schema() {
        List<PropertySpec> specs = new ArrayList<>();
        specs.add(PropertySpec.optional(SCRIPTS, new PropertyKind.File(),
                "the folder of the scripts, which are found there by their names, with any extension"));
        for (ScriptName script : ScriptName.values()) {
            specs.add(PropertySpec.optional(script.word(), new PropertyKind.File(),
                    "the " + script.word() + " script, instead of the one in the folder"));
        }
        return new PropertySchema(specs);
    }

    @Override
    public TypeId type() {
        return TYPE;
    }

    @Override
    public PropertySchema propertySchema() {
        return SCHEMA;
    }

    @Override
    public KitTraits traits() {
        return TRAITS;
    }

    @Override
    public List<PropertyProblem> examine(KitInstance instance) {
        List<PropertyProblem> problems = new ArrayList<>();
        if (instance.properties().file(SCRIPTS).isEmpty()) {
            Arrays.stream(ScriptName.values()).filter(ScriptName::isRequired)
                    .filter(script -> instance.properties().file(script.word()).isEmpty())
                    .forEach(script -> problems.add(new PropertyProblem(script.word(), "",
                            "is missing: give the script, or the folder of all scripts as " + SCRIPTS)));
        }
        if (isNoArgument(instance.id())) {
            problems.add(new PropertyProblem("id", "", "must be one line of text: the scripts get it as an argument"));
        }
        if (instance.info().indexOf('\0') >= 0) {
            problems.add(new PropertyProblem("info", "", "must not hold a NUL character: the scripts get it in the environment"));
        }
        return problems;
    }

    private static boolean isNoArgument(String id) {
        return id.isBlank() || id.chars().anyMatch(Character::isISOControl);
    }

    @Override
    public ResourceAgent open(KitInstance instance, KitContext context) throws KitRefusal {
        return new GenericAgent(instance, context, context.facility(Processes.class));
    }
}
