package obol.host.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import obol.aot.input.FolderSource;
import obol.aot.input.JrtSource;
import obol.aot.input.MemorySource;
import obol.aot.input.SourceChain;
import obol.aot.world.ClassSource;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.verifier.VerificationRun;

/** The verified classes of a program as named on the command line, over those of the nucleus and of the JDK. */
public final class ProgramInput {
    private final VerifiedClasses classes = new VerifiedClasses();
    private String mainClass;
    private Map<String, byte[]> files;

    private ProgramInput() {}

    /**
     * @param classPath further jars and folders, separated by colons
     * @param mainClass as the user wrote it, or null: the first jar's Main-Class, or the one class named
     */
    public static ProgramInput open(List<String> inputs, String classPath, String mainClass) {
        ProgramInput program = new ProgramInput();
        List<String> all = new ArrayList<>(inputs);
        if (!classPath.isEmpty()) all.addAll(List.of(classPath.split(":")));
        if (all.isEmpty()) throw CommandFailure.usage("compile: nothing to compile: name a jar, a class file or a folder");
        if (mainClass != null) program.mainClass = mainClass.replace('.', '/');
        List<VerificationRun.Input> found = new ArrayList<>();
        for (String input : all) {
            found.addAll(ClassFiles.of(input));
            if (program.mainClass == null) program.mainClass = mainOfJar(Path.of(input));
        }
        program.addVerified(found);
        program.files = ClassPathFiles.of(all, program.classes.bytes().values());
        if (program.mainClass == null && program.classes.bytes().size() == 1) program.mainClass = program.classes.bytes().keySet().iterator().next();
        if (program.mainClass == null) throw CommandFailure.usage("compile: which class has main? Say --main CLASS");
        return program;
    }

    private void addVerified(List<VerificationRun.Input> found) {
        boolean refused = false;
        for (VerificationRun.Checked checked : Verification.of(found)) {
            if (checked.verdict().isAccepted()) {
                classes.add(checked);
            } else {
                System.err.println(checked.verdict());
                refused = true;
            }
        }
        if (refused) throw CommandFailure.failed("compile: the verifier refused the program");
    }

    private static String mainOfJar(Path input) {
        if (Files.isDirectory(input) || input.toString().endsWith(".class")) return null;
        try (JarFile file = new JarFile(input.toFile())) {
            Manifest manifest = file.getManifest();
            String named = manifest == null ? null : manifest.getMainAttributes().getValue("Main-Class");
            return named == null ? null : named.strip().replace('.', '/');
        } catch (IOException e) {
            throw CommandFailure.failed(input + ": not a jar: " + e.getMessage());
        }
    }

    /** Internal name. */
    public String mainClass() {
        return mainClass;
    }

    /** The files beside the classes, by their names in the image. */
    public Map<String, byte[]> files() {
        return files;
    }

    /** With the channels, and classes generated for the program's contracts, if it names them. */
    public ClassSource source() {
        ClassSource nucleus = new SourceChain(new FolderSource(Project.nucleusClasses()), new MemorySource(SocketClasses.EXECUTABLE.read()));
        JrtSource library = new JrtSource("java.base");
        if (classes.bytes().values().stream().noneMatch(ProgramInput::namesChannels)) {
            return new SourceChain(classes.source(), nucleus, library);
        }
        SourceChain all = new SourceChain(classes.source(), new FolderSource(Project.channelsClasses()), nucleus, library);
        return ContractClasses.of(classes.bytes().keySet(), all).over(all);
    }

    private static boolean namesChannels(byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1).contains("obol/channels/");
    }
}
