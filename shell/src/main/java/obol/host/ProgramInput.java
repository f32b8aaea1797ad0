package obol.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import obol.aot.input.FolderSource;
import obol.aot.input.JarSource;
import obol.aot.input.JrtSource;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.aot.world.ClassSource;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;

/** The classes of a program as named on the command line, over those of the nucleus and of the JDK. */
final class ProgramInput implements AutoCloseable {
    private final List<ClassSource> sources = new ArrayList<>();
    private final List<JarSource> jars = new ArrayList<>();
    private final Map<String, byte[]> single = new LinkedHashMap<>();
    private String mainClass;

    private ProgramInput() {}

    static ProgramInput open(List<String> inputs, String classPath, String mainClass) throws IOException {
        ProgramInput program = new ProgramInput();
        if (mainClass != null) program.mainClass = mainClass.replace('.', '/');
        List<String> all = new ArrayList<>(inputs);
        if (!classPath.isEmpty()) all.addAll(List.of(classPath.split(":")));
        if (all.isEmpty()) throw CommandFailure.usage("compile: nothing to compile: name a jar, a class file or a folder");
        for (String input : all) program.add(Path.of(input));
        if (!program.single.isEmpty()) program.sources.add(0, new MemorySource(program.single));
        if (program.mainClass == null && program.single.size() == 1) program.mainClass = program.single.keySet().iterator().next();
        if (program.mainClass == null) throw CommandFailure.usage("compile: which class has main? Say --main CLASS");
        program.sources.add(new FolderSource(Project.nucleusClasses()));
        program.sources.add(new JrtSource("java.base"));
        return program;
    }

    private void add(Path input) throws IOException {
        if (!Files.exists(input)) throw CommandFailure.usage(input + ": no such file or folder");
        if (Files.isDirectory(input)) {
            sources.add(new FolderSource(input));
        } else if (input.toString().endsWith(".class")) {
            byte[] bytes = Files.readAllBytes(input);
            try {
                single.put(ClassFile.read(bytes, input.toString()).name(), bytes);
            } catch (ClassFormatException e) {
                throw CommandFailure.failed(e.getMessage());
            }
        } else {
            JarSource jar;
            try {
                jar = new JarSource(input);
            } catch (IOException e) {
                throw CommandFailure.failed(input + ": not a jar: " + e.getMessage());
            }
            jars.add(jar);
            sources.add(jar);
            try (JarFile file = new JarFile(input.toFile())) {
                Manifest manifest = file.getManifest();
                String named = manifest == null ? null : manifest.getMainAttributes().getValue("Main-Class");
                if (mainClass == null && named != null) mainClass = named.strip().replace('.', '/');
            }
        }
    }

    /** Internal name. */
    String mainClass() {
        return mainClass;
    }

    ClassSource source() {
        return new SourceChain(sources.toArray(new ClassSource[0]));
    }

    @Override public void close() throws IOException {
        for (JarSource jar : jars) jar.close();
    }
}
