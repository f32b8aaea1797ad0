package obol.aot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.aot.build.BytecodeBuilder;
import obol.aot.codegen.CompiledMethod;
import obol.aot.image.AssemblyObject;
import obol.aot.image.ImageProgram;
import obol.aot.image.ImageWriter;
import obol.aot.lower.RuntimeMethods;
import obol.aot.opt.Program;
import obol.aot.reach.Reach;
import obol.aot.world.ClassSource;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;

/** One or several programs, compiled whole into one executable image. Used once. */
public final class Compilation {
    /** The program cannot be compiled; the message is for its author. */
    public static final class Failure extends RuntimeException {
        Failure(String message) {
            super(message);
        }
    }

    /** A program of an image: the name by which a process is made of it, and the internal name of its class with {@code main}. */
    public record Program(String name, String mainClass) {}

    /** Something that throws when it is reached: what, where, and whether that is in the class library. */
    public record Warning(String text, boolean inLibrary) {}

    private static final String NUCLEUS = "obol/nucleus/";
    private static final String MAIN = "main", MAIN_DESCRIPTOR = "([Ljava/lang/String;)V";

    private final World world;
    private final ClassSource source;
    private final AssemblyObject assembly;
    private final boolean checked;
    private final List<Warning> warnings = new ArrayList<>();

    /**
     * @param source the program's classes, the nucleus's and those of java.base
     * @param assembly the nucleus's assembly code for the port
     * @param checked check the compiler's own invariants after every pass
     */
    public Compilation(ClassSource source, AssemblyObject assembly, boolean checked) {
        this.source = source;
        this.assembly = assembly;
        this.checked = checked;
        this.world = new World(source);
    }

    /** What compiles to something that throws; after {@link #compile}. */
    public List<Warning> warnings() {
        return warnings;
    }

    /** The executable of one program, whose name is that of its class; see {@link #compile(List)}. */
    public byte[] compile(String mainName) {
        return compile(List.of(new Program(mainName.replace('/', '.'), mainName)));
    }

    /** The executable of these programs, without files; see {@link #compile(List, Map)}. */
    public byte[] compile(List<Program> programs) {
        return compile(programs, Map.of());
    }

    /**
     * The executable's bytes.
     *
     * @param programs the first one is what the image's first process runs; names are not checked for being different
     * @param files contents by name, for {@code obol.nucleus.ImageFiles}
     * @throws Failure if there is no such class or method
     */
    public byte[] compile(List<Program> programs, Map<String, byte[]> files) {
        List<String> errors = world.substitutions().check(world);
        if (!errors.isEmpty()) throw new Failure("substitutions that fit no member of this JDK: " + String.join("; ", errors));
        List<ImageProgram> entries = new ArrayList<>();
        for (Program p : programs) entries.add(new ImageProgram(p.name(), main(p.mainClass())));
        BytecodeBuilder builder = new BytecodeBuilder(world);
        RuntimeMethods runtime = new RuntimeMethods(world);
        Map<String, JMethod> entryPoints = entryPoints();
        Reach reach = new Reach(world, builder);
        for (JMethod m : runtime.all()) reach.root(m);
        for (JMethod m : entryPoints.values()) reach.root(m);
        for (ImageProgram p : entries) reach.root(p.main());
        reach.run();
        reach.closeWorld();
        warn(reach);
        world.layOut();

        Pipeline pipeline = new Pipeline(world, obol.aot.opt.Program.of(reach), builder, runtime, checked);
        List<CompiledMethod> methods = new ArrayList<>();
        for (JMethod m : reach.methods()) if (Pipeline.hasCode(m)) methods.add(pipeline.compile(m));
        pipeline.requireNucleusRules();
        pipeline.requirePolls();
        return new ImageWriter(world, methods, assembly, entryPoints, entries, files).write();
    }

    private JMethod main(String name) {
        JClass holder = world.find(name);
        if (holder == null) throw new Failure("cannot find the main class " + name.replace('/', '.'));
        JMethod main = holder.declared(MAIN, MAIN_DESCRIPTOR);
        for (JClass c = holder.superclass; main == null && c != null; c = c.superclass) main = c.declared(MAIN, MAIN_DESCRIPTOR);
        if (main == null || !main.isStatic() || !main.isPublic()) {
            throw new Failure(name.replace('/', '.') + " has no public static void main(String[])");
        }
        return main;
    }

    private Map<String, JMethod> entryPoints() {
        Map<String, JMethod> found = new TreeMap<>();
        for (String name : source.list(NUCLEUS)) {
            if (name.startsWith(NUCLEUS + "substitutions/") || name.endsWith("package-info")) continue;
            JClass c = world.find(name);
            if (c == null) continue;
            for (JMethod m : c.methods) if (m.entryPoint != null) found.put(m.entryPoint, m);
        }
        return found;
    }

    private void warn(Reach reach) {
        reach.linkageErrors().forEach((error, at) -> {
            if (BytecodeBuilder.isRunTimeCheck(error)) return;
            String text = "throws " + error.error().replace('/', '.') + ": " + error.message() + ", in " + at;
            warnings.add(new Warning(text, world.isPlatform(at.holder)));
        });
    }
}
