package obol.aot.world;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
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

/** Java sources compiled in memory, by the JDK's compiler. */
public final class Sources {
    private final Map<String, String> texts = new TreeMap<>();

    /** A source by the binary name of its top class. */
    public Sources add(String name, String text) {
        int dot = name.lastIndexOf('.');
        texts.put(name, (dot < 0 ? "" : "package " + name.substring(0, dot) + ";\n") + text);
        return this;
    }

    /** The class files by internal name. */
    public Map<String, byte[]> compile() {
        Map<String, byte[]> classes = new TreeMap<>();
        List<JavaFileObject> units = new ArrayList<>();
        texts.forEach((name, text) -> units.add(new SimpleJavaFileObject(
                URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        }));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        JavaFileManager files = new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
            @Override public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                    @Override public OutputStream openOutputStream() {
                        return new ByteArrayOutputStream() {
                            @Override public void close() {
                                classes.put(name.replace('.', '/'), toByteArray());
                            }
                        };
                    }
                };
            }
        };
        if (!compiler.getTask(messages, files, null, List.of("-proc:none", "--release", "17", "-g"), null, units).call()) {
            throw new IllegalArgumentException(messages.toString());
        }
        return classes;
    }
}
