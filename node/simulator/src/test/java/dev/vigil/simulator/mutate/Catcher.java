package dev.vigil.simulator.mutate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.vigil.simulator.SimulatorCommand;

/** Runs in a process whose class path begins with a mutated class. Exit code 1: something noticed; 0: nothing did. */
final class Catcher {
    private Catcher() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        List<String> rest = Arrays.asList(args).subList(1, args.length);
        System.exit(switch (args[0]) {
            case "sim" -> SimulatorCommand.line().execute(rest.toArray(new String[0]));
            case "test" -> test(rest.getFirst());
            default -> throw new IllegalArgumentException("caught-by \"" + args[0] + "\" is neither sim nor test");
        });
    }

    /** @param which a class of tests, or CLASS#METHOD; of a factory every test is run until one fails */
    private static int test(String which) throws ReflectiveOperationException {
        String[] parts = which.split("#");
        Class<?> type = Class.forName(parts[0]);
        List<Method> methods = Stream.of(type.getDeclaredMethods())
                .filter(method -> parts.length == 1 || method.getName().equals(parts[1]))
                .filter(method -> method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class))
                .sorted(Comparator.comparing(Method::getName)).toList();
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(which + " is no test");
        }
        for (Method method : methods) {
            try {
                run(type, method);
            } catch (InvocationTargetException | DynamicFailure e) {
                System.out.println(type.getSimpleName() + ": " + method.getName());
                return 1;
            }
        }
        return 0;
    }

    private static final class DynamicFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        DynamicFailure(Throwable cause) {
            super(cause);
        }
    }

    private static void run(Class<?> type, Method method) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        method.setAccessible(true);
        Object result = method.invoke(constructor.newInstance());
        List<Object> made = new ArrayList<>();
        if (result instanceof Stream<?> stream) {
            stream.forEach(made::add);
        } else if (result instanceof Iterable<?> several) {
            several.forEach(made::add);
        }
        made.stream().filter(DynamicTest.class::isInstance).map(DynamicTest.class::cast).forEach(each -> {
            try {
                each.getExecutable().execute();
            } catch (Throwable e) {
                throw new DynamicFailure(e);
            }
        });
    }
}
