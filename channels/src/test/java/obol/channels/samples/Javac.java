package obol.channels.samples;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Sources compiled by the JDK's compiler in memory, and a loader for the result. */
public final class Javac {
    private final Map<String, byte[]> classes = new TreeMap<>();

    private Javac() {
    }

    /** Compiles sources, given by file name ({@code p/File.java}), against the class path of the test. */
    public static Javac compile(Map<String, String> sources, String... options) {
        Javac result = new Javac();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new SimpleJavaFileObject(URI.create("string:///" + name),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        }));
        StringWriter messages = new StringWriter();
        JavaFileManager files = result.new Files(compiler.getStandardFileManager(null, null, null));
        List<String> arguments = new ArrayList<>(Arrays.asList(options));
        arguments.addAll(List.of("-proc:none", "--release", "17"));
        if (!compiler.getTask(messages, files, null, arguments, null, units).call()) {
            throw new IllegalArgumentException(messages.toString());
        }
        return result;
    }

    /** The class files by internal name. */
    public Map<String, byte[]> classes() {
        return classes;
    }

    /** The bytes of a class compiled here, or of the class path. */
    public byte[] find(String internalName) {
        byte[] own = classes.get(internalName);
        return own != null ? own : onClassPath(internalName);
    }

    /** The bytes of a class of the class path, or null. */
    public static byte[] onClassPath(String internalName) {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(internalName + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** A new loader of these classes. */
    public ClassLoader loader() {
        return new ClassLoader(Javac.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name.replace('.', '/'));
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }

            @Override
            public InputStream getResourceAsStream(String name) {
                byte[] bytes = classes.get(name.replace(".class", ""));
                return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
            }
        };
    }

    private final class Files extends ForwardingJavaFileManager<JavaFileManager> {
        Files(JavaFileManager below) {
            super(below);
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
