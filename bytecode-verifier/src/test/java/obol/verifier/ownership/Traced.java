package obol.verifier.ownership;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.verifier.ClassSource;

/** The stand-ins of the channels, compiled together with the sources of a test, in memory. */
final class Traced {
    private static final String[] CHANNELS = {"Traced", "Linear", "Contract", "Waitable", "Borrowed", "Opens", "Block", "Pending",
            "Slot", "Batch",
        "Source", "Sink", "Pipe"};

    private Traced() { }

    /** Class files by internal name, the stand-ins among them. */
    static Map<String, byte[]> compile(Map<String, String> sources) {
        Map<String, String> all = new LinkedHashMap<>(sources);
        for (String name : CHANNELS) {
            all.put("obol/channels/" + name + ".java", resource("obol/channels/" + name + ".java"));
        }
        all.put("traced/World.java", resource("traced/World.java"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> units = new ArrayList<>();
        all.forEach((name, text) -> units.add(new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        }));
        Map<String, byte[]> classes = new TreeMap<>();
        StringWriter messages = new StringWriter();
        JavaFileManager files = new InMemory(compiler.getStandardFileManager(null, null, null), classes);
        // No class path: the stand-ins, and nothing else, are the channels.
        if (!compiler.getTask(messages, files, null, List.of("-g", "-nowarn", "-proc:none", "--release", "17", "-cp", ""), null,
                units).call()) {
            throw new IllegalArgumentException(messages.toString());
        }
        return classes;
    }

    private static String resource(String name) {
        try (InputStream in = Traced.class.getResourceAsStream("/ownership/traced/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those classes before the JDK's. */
    static ClassSource namespace(Map<String, byte[]> classes) {
        Map<String, ClassFile> read = new HashMap<>();
        return name -> read.computeIfAbsent(name, key -> {
            byte[] bytes = classes.get(key);
            try (InputStream in = bytes != null ? null : ClassLoader.getSystemResourceAsStream(key + ".class")) {
                return bytes == null && in == null ? null : ClassFile.read(bytes != null ? bytes : in.readAllBytes(), key);
            } catch (IOException | ClassFormatException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A loader that takes these classes, and of others the JDK's alone. */
    static ClassLoader loader(Map<String, byte[]> classes) {
        return new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name.replace('.', '/'));
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
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
