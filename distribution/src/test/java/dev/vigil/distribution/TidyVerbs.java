package dev.vigil.distribution;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The verbs of the command line, read from its classes: {@code status}, {@code cluster init}. */
final class TidyVerbs {
    private static final String COMMAND = "picocli.CommandLine$Command";
    private static final String ROOT = "vigil";

    private TidyVerbs() {}

    static Set<String> ofTheCommandLine() {
        JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.vigil.cli");
        Set<String> verbs = new TreeSet<>();
        for (JavaClass type : classes) {
            type.tryGetAnnotationOfType(COMMAND).ifPresent(command -> addVerbs(type, name(command, ""), verbs));
        }
        return verbs;
    }

    private static void addVerbs(JavaClass type, String group, Set<String> verbs) {
        String before = group.equals(ROOT) ? "" : group + " ";
        boolean hasVerbs = false;
        for (var method : type.getMethods()) {
            var command = method.tryGetAnnotationOfType(COMMAND);
            if (command.isPresent()) {
                hasVerbs = true;
                verbs.add(before + name(command.get(), method.getName()));
            }
        }
        if (!hasVerbs || type.isAssignableTo(Callable.class)) {
            verbs.add(group);
        }
    }

    private static String name(JavaAnnotation<?> command, String otherwise) {
        String name = command.get("name").map(String::valueOf).orElse("");
        return name.isEmpty() || name.equals("<main class>") ? otherwise : name;
    }
}
