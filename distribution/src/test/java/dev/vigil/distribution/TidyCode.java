package dev.vigil.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;

import dev.vigil.distribution.TidyFile.Problem;

/** Shape and names of Java sources, as the compiler itself reads them. */
final class TidyCode {
    static final int LONGEST_FILE = 500;
    static final int LONGEST_METHOD = 60;
    private static final Set<String> BANNED = Set.of("Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Abstract");
    private static final Set<String> OF_THE_FIELD = Set.of("CommManager", "SlmManager");

    private static final List<String> WITH_LOCKS = List.of("/server/", "/lcd/journal/", "/lcd/h2/", "/lcd/store/", "/netty/");

    private TidyCode() {}

    private static final class Source extends SimpleJavaFileObject {
        private final TidyFile file;

        Source(TidyFile file) {
            super(URI.create("string:///" + file.path()), Kind.SOURCE);
            this.file = file;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return file.text();
        }
    }

    static List<Problem> check(TidyFile file) {
        List<Problem> problems = new ArrayList<>();
        int lines = file.lines().size();
        if (lines > LONGEST_FILE) {
            problems.add(
                    file.at(LONGEST_FILE + 1, "has " + lines + " lines; at most " + LONGEST_FILE + " are right, 300 the aim"));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> sources = List.of(new Source(file));
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
        DocTrees trees = DocTrees.instance(task);
        try {
            task.parse().forEach(unit -> new Reader(file, unit, trees, problems).scan(unit, null));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return problems;
    }

    private static final class Reader extends TreePathScanner<Void, Void> {
        private final TidyFile file;
        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final List<Problem> problems;

        Reader(TidyFile file, CompilationUnitTree unit, DocTrees trees, List<Problem> problems) {
            this.file = file;
            this.unit = unit;
            this.trees = trees;
            this.problems = problems;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            String name = type.getSimpleName().toString();
            banned(name).ifPresent(
                    word -> problem(type, "\"" + word + "\" in " + name + " says nothing: name it after the thing it is"));
            boolean isPublicAtTheTop = getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree
                    && type.getModifiers().getFlags().contains(Modifier.PUBLIC);
            if (isPublicAtTheTop && file.path().contains("src/main/") && trees.getDocComment(getCurrentPath()) == null) {
                problem(type, "public " + name + " needs a Javadoc whose first line tells its job");
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitSynchronized(SynchronizedTree block, Void nothing) {
            alone(block);
            return super.visitSynchronized(block, nothing);
        }

        private void alone(Tree tree) {
            if (file.path().contains("src/main/") && WITH_LOCKS.stream().noneMatch(file.path()::contains)) {
                problem(tree, "one thread owns a state and others send it events; locks belong into " + WITH_LOCKS);
            }
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            int lines = line(method, true) - line(method, false) + 1;
            if (lines > LONGEST_METHOD) {
                problem(method, "method " + method.getName() + " has " + lines + " lines; at most " + LONGEST_METHOD
                        + " are right, 30 the aim");
            }
            if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
                alone(method);
            }
            return super.visitMethod(method, nothing);
        }

        private void problem(Tree tree, String right) {
            problems.add(file.at(line(tree, false), right));
        }

        private int line(Tree tree, boolean isEnd) {
            SourcePositions positions = trees.getSourcePositions();
            long position = isEnd ? positions.getEndPosition(unit, tree) : positions.getStartPosition(unit, tree);
            // What the compiler adds by itself, a record's constructor for example, has no place in the file.
            return position < 0 ? 1 : (int) unit.getLineMap().getLineNumber(position);
        }
    }

    private static Optional<String> banned(String name) {
        return OF_THE_FIELD.contains(name)
                ? Optional.empty()
                : Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])")).filter(BANNED::contains).findFirst();
    }
}
