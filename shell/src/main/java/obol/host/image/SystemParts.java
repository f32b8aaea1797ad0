package obol.host.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import obol.aot.Compilation;
import obol.host.tools.Project;
import obol.verifier.VerificationRun;

/** What Obol itself is made of above the base image's classes: the system's services, and the shell with the programs of {@code /bin}. */
record SystemParts(List<Part> parts) {
    private static final String HOST_ONLY = "obol/host/";

    /** @param files contents by name */
    record Part(String name, List<VerificationRun.Input> inputs, List<Compilation.Program> programs, Map<String, byte[]> files) {
        /** By internal name. */
        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new TreeMap<>();
            for (VerificationRun.Input input : inputs) classes.put(className(input), input.bytes());
            return classes;
        }
    }

    /** As the modules' classes and files are now. */
    static SystemParts read() throws IOException {
        return new SystemParts(List.of(
            part("system", List.of("styx-9p", "system-services"), BaseImages::isAbove, SystemPrograms.SERVICES, Map.of()),
            part("shell", List.of("shell"), name -> !name.startsWith(HOST_ONLY), SystemPrograms.BIN, SystemFiles.all())));
    }

    private static Part part(String name, List<String> modules, Predicate<String> has, List<Compilation.Program> programs, Map<String, byte[]> files) {
        List<VerificationRun.Input> inputs = new ArrayList<>();
        for (String module : modules) {
            for (VerificationRun.Input input : ClassFiles.of(Project.classes(module).toString())) {
                if (has.test(className(input)) && !className(input).endsWith("package-info")) inputs.add(input);
            }
        }
        return new Part(name, inputs, programs, files);
    }

    private static String className(VerificationRun.Input input) {
        return input.path().substring(0, input.path().length() - ".class".length());
    }

    List<VerificationRun.Input> inputs() {
        return parts.stream().flatMap(p -> p.inputs().stream()).toList();
    }

    /** The first one is what the first process runs. */
    List<Compilation.Program> programs() {
        return parts.stream().flatMap(p -> p.programs().stream()).toList();
    }

    Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        for (Part part : parts) files.putAll(part.files());
        return files;
    }
}
