package obol.aot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import obol.aot.build.BytecodeBuilder;
import obol.aot.codegen.CodeGenerator;
import obol.aot.codegen.CompiledMethod;
import obol.aot.image.AssemblyObject;
import obol.aot.image.BaseImage;
import obol.aot.image.Freezing;
import obol.aot.image.ImageProgram;
import obol.aot.image.ImageWriter;
import obol.aot.image.LinkedImage;
import obol.aot.image.SeedHeap;
import obol.aot.image.Suite;
import obol.aot.image.SuiteWriter;
import obol.aot.lower.RuntimeMethods;
import obol.aot.opt.OmittedChecks;
import obol.aot.reach.OpenRoots;
import obol.aot.reach.Reach;
import obol.aot.store.CodeStore;
import obol.aot.store.StoredCode;
import obol.aot.world.BaseFacts;
import obol.aot.world.ClassSource;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.OpenProfile;
import obol.aot.world.World;

/**
 * A compilation, used once: of programs whole into one executable image ({@link #compile}) or, for several ports, into that of a system
 * ({@link #system}); or of a base image ({@link #base}), and of programs against it, into a suite ({@link #suite}).
 */
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
    private final boolean checked;
    private Set<OmittedChecks.Check> omitted = Set.of();
    private boolean testsTypes;
    private final List<Warning> warnings = new ArrayList<>();
    private final Map<String, JMethod> entryPoints = new TreeMap<>();
    private List<AssemblyObject> assembly = List.of();
    private List<BaseImage> bases = List.of();
    private List<BaseFacts> facts = List.of();
    private CodeStore store = CodeStore.NONE;
    private String version = "";
    private int compiled;
    private int generated;

    /**
     * For an image.
     *
     * @param source the program's classes, the nucleus's and those of java.base
     * @param assembly the nucleus's assembly code for the port
     * @param checked check the compiler's own invariants after every pass
     */
    public Compilation(ClassSource source, AssemblyObject assembly, boolean checked) {
        this(source, new World(source), checked);
        this.assembly = List.of(assembly);
    }

    private Compilation(ClassSource source, World world, boolean checked) {
        this.source = source;
        this.checked = checked;
        this.world = world;
    }

    /**
     * For the image of a system, whose programs run in many processes: its code is kept small.
     *
     * @param source the programs' classes, the nucleus's and those of java.base
     * @param assembly the nucleus's assembly code for each port that there is to be an image for
     */
    public static Compilation ofSystem(ClassSource source, List<AssemblyObject> assembly, boolean checked) {
        Compilation compilation = new Compilation(source, World.ofSystem(source), checked);
        compilation.assembly = List.copyOf(assembly);
        return compilation;
    }

    /**
     * For a base image.
     *
     * @param packages what it offers to suites: internal names, each with a slash at its end
     * @param assembly the nucleus's assembly code for each port that there is to be an image for
     */
    public static Compilation ofBase(ClassSource source, Set<String> packages, List<AssemblyObject> assembly, boolean checked) {
        Compilation compilation = new Compilation(source, World.open(source, new OpenProfile(packages)), checked);
        compilation.assembly = List.copyOf(assembly);
        return compilation;
    }

    /**
     * For a suite.
     *
     * @param source the suite's classes, and exactly those of which the base image was made
     * @param bases the base image for each port that the suite is to run on, as {@link #base} gave them together
     * @throws IllegalArgumentException if the source's classes are not those of which the base was made
     */
    public static Compilation ofSuite(ClassSource source, List<BaseImage> bases, boolean checked) {
        List<BaseFacts> facts = bases.stream().map(BaseImage::facts).toList();
        Compilation compilation = new Compilation(source, World.over(source, facts), checked);
        compilation.bases = List.copyOf(bases);
        compilation.facts = facts;
        return compilation;
    }

    /** Leaves checks out, to measure what they cost: for programs that never fail one. Before anything is compiled. */
    public Compilation without(Set<OmittedChecks.Check> checks) {
        omitted = Set.copyOf(checks);
        return this;
    }

    /**
     * A checking build: wherever code outside the library loads a reference, its object's class is held against what the verifier relied on; an
     * object of another class ends the machine, with the method and the bytecode's index. Before anything is compiled.
     */
    public Compilation testingTypes() {
        testsTypes = true;
        return this;
    }

    /**
     * Takes code of methods from a store where it is, and keeps there what is generated. The result is the same.
     *
     * @param version a hash of the class files of {@link obol.aot.store.StoredCode#PACKAGES}
     */
    public Compilation with(CodeStore store, String version) {
        this.store = store;
        this.version = version;
        return this;
    }

    /** How many methods have code in what was compiled. */
    public int compiled() {
        return compiled;
    }

    /** For how many of them it was generated, and not found in the store. */
    public int generated() {
        return generated;
    }

    /** The class files that were made for call sites, by internal name; after the compilation. */
    public Map<String, byte[]> made() {
        return world.made();
    }

    /** What compiles to something that throws; after the compilation. */
    public List<Warning> warnings() {
        return warnings;
    }

    /** The executable of one program, whose name is that of its class; see {@link #compile(List)}. */
    public byte[] compile(String mainName) {
        return compile(mainName, Map.of());
    }

    /** The same with files; see {@link #compile(List, Map)}. */
    public byte[] compile(String mainName, Map<String, byte[]> files) {
        return compile(List.of(new Program(mainName.replace('/', '.'), mainName)), files);
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
        checkSubstitutions();
        List<ImageProgram> entries = entries(programs);
        List<CompiledMethod> methods = compileReachable(entries);
        return new ImageWriter(world, methods, assembly.get(0), entryPoints, entries, files).write();
    }

    /**
     * The base image, the nucleus and what the profile offers, for each port.
     *
     * @param files as for {@link #compile(List, Map)}
     * @param freezing the initialisers that the image of the first port runs now, for all; null: none
     * @throws Failure if they cannot be frozen
     */
    public List<BaseImage> base(Map<String, byte[]> files, Freezing freezing) {
        checkSubstitutions();
        List<CompiledMethod> methods = compileReachable(List.of());
        return images(methods, List.of(), files, freezing).stream().map(ImageWriter::writeBase).toList();
    }

    /**
     * The image of all these programs and no others, for each port.
     *
     * @param files as for {@link #compile(List, Map)}
     * @param freezing as for {@link #base}
     * @throws Failure if there is no such class or method, or the initialisers cannot be frozen
     */
    public List<LinkedImage> system(List<Program> programs, Map<String, byte[]> files, Freezing freezing) {
        checkSubstitutions();
        List<ImageProgram> entries = entries(programs);
        List<CompiledMethod> methods = compileReachable(entries);
        return images(methods, entries, files, freezing).stream().map(ImageWriter::link).toList();
    }

    private List<ImageWriter> images(List<CompiledMethod> methods, List<ImageProgram> entries, Map<String, byte[]> files, Freezing freezing) {
        List<ImageWriter> images = assembly.stream().map(a -> new ImageWriter(world, methods, a, entryPoints, entries, files)).toList();
        if (freezing == null) return images;
        try {
            SeedHeap heap = images.get(0).grow(freezing);
            for (ImageWriter image : images) image.freeze(heap);
            freezing.report().accept(heap.report());
            return images;
        } catch (Freezing.Refusal e) {
            throw new Failure(e.getMessage());
        }
    }

    /**
     * The suite of these programs, for each port.
     *
     * @param files contents by name, which the suite's programs find
     * @throws Failure if there is no such class or method, or the base image lacks what they need of it
     */
    public List<Suite> suite(List<Program> programs, Map<String, byte[]> files) {
        try {
            List<ImageProgram> entries = entries(programs);
            List<CompiledMethod> methods = compileReachable(entries);
            List<Suite> suites = new ArrayList<>();
            for (int i = 0; i < bases.size(); i++) {
                suites.add(new SuiteWriter(world, bases.get(i), facts.get(i), methods, entryPoints, entries, files).write());
            }
            return suites;
        } catch (BaseFacts.Lack e) {
            throw new Failure(e.getMessage());
        }
    }

    private void checkSubstitutions() {
        List<String> errors = world.substitutions().check(world);
        if (!errors.isEmpty()) throw new Failure("substitutions that fit no member of this JDK: " + String.join("; ", errors));
    }

    private List<ImageProgram> entries(List<Program> programs) {
        List<ImageProgram> entries = new ArrayList<>();
        for (Program p : programs) entries.add(new ImageProgram(p.name(), main(p.mainClass())));
        return entries;
    }

    /** Finds out what is reachable, lays it out, and compiles what the base image has not. */
    private List<CompiledMethod> compileReachable(List<ImageProgram> entries) {
        BytecodeBuilder builder = new BytecodeBuilder(world, testsTypes);
        RuntimeMethods runtime = new RuntimeMethods(world);
        findEntryPoints();
        Reach reach = new Reach(world, builder);
        for (JMethod m : runtime.all()) reach.root(m);
        for (JMethod m : entryPoints.values()) reach.root(m);
        for (ImageProgram p : entries) reach.root(p.main());
        if (world.profile() == null) reach.run();
        else OpenRoots.run(world, source, reach);
        if (world.isClosed()) reach.closeWorld();
        warn(reach);
        world.layOut();

        StoredCode code = new StoredCode(store, version, new CodeGenerator(checked, true)::compile);
        Pipeline pipeline = new Pipeline(world, obol.aot.opt.Program.of(world, reach), builder, runtime, code, checked, omitted);
        List<CompiledMethod> methods = new ArrayList<>();
        for (JMethod m : reach.methods()) if (Pipeline.hasCode(m)) methods.add(pipeline.compile(m));
        compiled = methods.size();
        generated = code.generated();
        pipeline.requireNucleusRules();
        pipeline.requirePolls();
        return methods;
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

    private void findEntryPoints() {
        for (String name : source.list(NUCLEUS)) {
            if (name.startsWith(NUCLEUS + "substitutions/") || name.endsWith("package-info")) continue;
            JClass c = world.find(name);
            if (c == null) continue;
            for (JMethod m : c.methods) if (m.entryPoint != null) entryPoints.put(m.entryPoint, m);
        }
    }

    private void warn(Reach reach) {
        reach.linkageErrors().forEach((error, at) -> {
            if (BytecodeBuilder.isRunTimeCheck(error)) return;
            String text = "throws " + error.error().replace('/', '.') + ": " + error.message() + ", in " + at;
            warnings.add(new Warning(text, world.isPlatform(at.holder)));
        });
    }
}
