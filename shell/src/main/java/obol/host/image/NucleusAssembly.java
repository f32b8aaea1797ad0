package obol.host.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import obol.aot.image.AssemblyObject;
import obol.aot.registers.RegisterFault;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.host.tools.Tools;

/** The assembly code of a port, assembled by NASM when its sources or the layouts have changed. */
public final class NucleusAssembly {
    private NucleusAssembly() {}

    /** @param port {@code linux} or {@code pc}: the folder, and the main file in it */
    public static AssemblyObject of(String port) {
        try {
            return AssemblyObject.read(Files.readAllBytes(object(port)));
        } catch (IOException e) {
            throw unable(e);
        }
    }

    /** The file that NASM makes, made anew if it is stale. */
    static Path object(String port) {
        Path folder = Project.folder(Project.target().resolve("nasm/" + port));
        Path object = folder.resolve(port + ".o");
        try {
            String include = NasmInclude.of(constants());
            Path includeFile = folder.resolve("layout.inc");
            if (!Files.exists(includeFile) || !Files.readString(includeFile).equals(include)) Files.writeString(includeFile, include);
            Path sources = Project.nucleusAssembly();
            if (!upToDate(object, includeFile, sources)) {
                Path fresh = folder.resolve(port + ".o.new");
                Tools.run(sources, List.of("nasm", "-f", "elf64", "-O2", "-w+error=all", "-w-reloc", "-i", folder + "/", "-i", sources + "/",
                    "-i", sources.resolve(port) + "/", "-o", fresh.toString(), sources.resolve(port).resolve(port + ".asm").toString()));
                Files.move(fresh, object, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            return object;
        } catch (RegisterFault e) {
            throw CommandFailure.unable(e.getMessage());
        } catch (IOException e) {
            throw unable(e);
        }
    }

    private static CommandFailure unable(IOException e) {
        return CommandFailure.unable("cannot assemble the nucleus: " + e.getMessage());
    }

    private static boolean upToDate(Path object, Path include, Path sources) throws IOException {
        if (!Files.exists(object)) return false;
        var made = Files.getLastModifiedTime(object);
        if (Files.getLastModifiedTime(include).compareTo(made) > 0) return false;
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : (Iterable<Path>) files::iterator) if (Files.getLastModifiedTime(file).compareTo(made) > 0) return false;
        }
        return true;
    }

    /** The classes with numbers that assembly code needs. */
    private static List<ClassFile> constants() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("obol/layout", "obol/layout/image", "obol/nucleus/registers")) {
            try (Stream<Path> found = Files.list(Project.nucleusClasses().resolve(folder))) {
                found.filter(f -> f.toString().endsWith(".class") && !f.getFileName().toString().startsWith("package-info")).sorted().forEach(files::add);
            }
        }
        List<ClassFile> layouts = new ArrayList<>();
        for (Path file : files) {
            try {
                layouts.add(ClassFile.read(Files.readAllBytes(file), file.toString()));
            } catch (ClassFormatException e) {
                throw CommandFailure.unable(e.getMessage());
            }
        }
        return layouts;
    }
}
