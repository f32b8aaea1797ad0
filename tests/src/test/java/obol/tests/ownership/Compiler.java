package obol.tests.ownership;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/** The compilers whose class files the verifier has to understand. */
enum Compiler {
    JAVAC_DEBUG("-g"),
    /** Lines, but no names of variables. */
    JAVAC_DEFAULT,
    ECJ("-g", "-nowarn", "-proc:none");

    private final List<String> options;

    Compiler(String... options) {
        this.options = List.of(options);
    }

    /**
     * Class files by internal name.
     *
     * @param sources by file name, {@code p/File.java}
     * @throws IllegalArgumentException with the compiler's messages if it finds errors
     */
    Map<String, byte[]> compile(Map<String, String> sources) {
        return this == ECJ ? compileInFolder(sources) : compileInMemory(sources);
    }

    private Map<String, byte[]> compileInMemory(Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, byte[]> classes = new TreeMap<>();
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        }));
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-proc:none", "--release", "17"));
        StringWriter messages = new StringWriter();
        InMemory files = new InMemory(compiler.getStandardFileManager(null, null, null), classes);
        if (!compiler.getTask(messages, files, null, arguments, null, units).call()) {
            throw new IllegalArgumentException(messages.toString());
        }
        return classes;
    }

    /** ECJ reads files only. */
    private Map<String, byte[]> compileInFolder(Map<String, String> sources) {
        try {
            Path folder = Files.createTempDirectory("sources");
            try {
                List<String> arguments = new ArrayList<>(options);
                arguments.addAll(List.of("--release", "17", "-classpath", System.getProperty("java.class.path"), "-d",
                        folder.resolve("out").toString()));
                for (Map.Entry<String, String> source : sources.entrySet()) {
                    Path file = folder.resolve(source.getKey());
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, source.getValue());
                    arguments.add(file.toString());
                }
                StringWriter messages = new StringWriter();
                PrintWriter writer = new PrintWriter(messages);
                if (!BatchCompiler.compile(arguments.toArray(String[]::new), writer, writer, null)) {
                    throw new IllegalArgumentException(messages.toString());
                }
                return readClasses(folder.resolve("out"));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> readClasses(Path root) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                String name = root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
                classes.put(name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, byte[]> classes;

        InMemory(JavaFileManager below, Map<String, byte[]> classes) {
            super(below);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(name.replace('.', '/'), toByteArray());
                        }
                    };
                }
            };
        }
    }
}
