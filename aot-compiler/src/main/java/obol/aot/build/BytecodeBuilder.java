package obol.aot.build;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import obol.aot.desugar.CallSites;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Linkage;
import obol.aot.ir.Op;
import obol.aot.ir.Position;
import obol.aot.ir.Type;
import obol.aot.opt.Canonicalizer;
import obol.aot.opt.ControlFlowSimplifier;
import obol.aot.opt.DeadCode;
import obol.aot.opt.Program;
import obol.aot.reach.GraphBuilder;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.classfile.Descriptor;

/**
 * Makes the graph of a method, at the JAVA level and canonical: of its bytecode, or of what the world says it is instead (a constant, an
 * operation, unsupported). Each call makes a new graph. A world has one builder, used by one thread.
 */
public final class BytecodeBuilder implements GraphBuilder {
    final World world;
    final CallSites callSites;
    final Intrinsics intrinsics;
    final VarHandles varHandles;
    /** Whether the code tests the types that verification has found. */
    final boolean testsTypes;
    private final List<String> unsupported = new ArrayList<>();

    public BytecodeBuilder(World world) {
        this(world, false);
    }

    /** @param testsTypes a checking build: classes outside the library test the types that verification has found */
    public BytecodeBuilder(World world, boolean testsTypes) {
        this.world = world;
        this.testsTypes = testsTypes;
        this.callSites = new CallSites(world);
        this.intrinsics = new Intrinsics(world);
        this.varHandles = new VarHandles(this::raw, world.require("[B"));
    }

    /**
     * The method's graph.
     *
     * @throws IllegalArgumentException if the method is one of the assembly code
     * @throws IllegalStateException if the bytecode could not have been verified
     */
    @Override public Graph build(JMethod method) {
        Graph graph = translate(method);
        Canonicalizer.run(world, Program.OPEN, graph);
        return graph;
    }

    /** The graph as the bytecode has it, without the making of VarHandles. */
    Graph translate(JMethod method) {
        Graph graph = raw(method);
        if (method.isInitializer()) varHandles.strip(graph);
        DeadCode.run(graph);
        ControlFlowSimplifier.run(graph);
        if (World.isTrusted(method.holder)) Intrinsics.requireUnshared(graph);
        return graph;
    }

    private Graph raw(JMethod method) {
        if (method.assembly != null) throw new IllegalArgumentException(method + " is the assembly code's " + method.assembly);
        Graph graph = new Graph(method);
        if (method.constant != null) {
            returnConstant(graph);
        } else if (method.unsupported != null) {
            fail(graph, new Linkage("java/lang/UnsupportedOperationException", method.unsupported));
        } else if (method.isAbstract()) {
            fail(graph, new Linkage("java/lang/AbstractMethodError", external(method)));
        } else if (method.code == null) {
            operation(graph);
        } else {
            new Translator(this, graph).run();
        }
        graph.order();
        Phis.removeRedundant(graph);
        return graph;
    }

    /** What the bytecode asked for that is not done; each throws at run time. In the order in which it was met. */
    public List<String> unsupported() {
        return Collections.unmodifiableList(unsupported);
    }

    /** Whether the error is that of a check at run time: nothing is wrong with the code that has it. */
    public static boolean isRunTimeCheck(Linkage error) {
        return error.message().startsWith(Calls.NOT_IMPLEMENTED);
    }

    /** Notes it, and gives what its use throws. */
    Linkage unsupported(JMethod in, String what) {
        String text = what + " is not supported, in " + in;
        unsupported.add(text);
        return new Linkage("java/lang/UnsupportedOperationException", text);
    }

    private static List<Ins> parameters(Emitter emit, JMethod method) {
        emit.position = new Position(method, 0, null);
        List<Ins> parameters = new ArrayList<>();
        for (int i = 0; i < method.parameters.size(); i++) {
            Ins parameter = emit.add(Op.PARAM, method.parameters.get(i));
            parameter.bits = i;
            parameters.add(parameter);
        }
        return parameters;
    }

    private static void returnConstant(Graph graph) {
        Emitter emit = new Emitter(graph);
        parameters(emit, graph.method);
        emit.add(Op.RETURN, Type.VOID, Calls.constant(emit, graph.method));
    }

    private static void fail(Graph graph, Linkage error) {
        Emitter emit = new Emitter(graph);
        parameters(emit, graph.method);
        emit.linkageError(error);
    }

    /** A native method: calls that the builder does not see, through an interface or a method reference, reach this body. */
    private void operation(Graph graph) {
        JMethod method = graph.method;
        Emitter emit = new Emitter(graph);
        List<Ins> parameters = parameters(emit, method);
        Intrinsics.Operation operation = intrinsics.find(method);
        Ins result = operation == null ? null : operation.apply(emit, method, parameters.toArray(Ins.NONE));
        if (result == null) {
            emit.linkageError(new Linkage("java/lang/UnsatisfiedLinkError", "'" + external(method) + "'"));
        } else if (method.result == Type.VOID) {
            emit.add(Op.RETURN, Type.VOID);
        } else {
            emit.add(Op.RETURN, Type.VOID, result);
        }
    }

    /** As HotSpot's messages write it: {@code int p.C.m(java.lang.String)}. */
    private static String external(JMethod method) {
        Descriptor descriptor = Descriptor.ofMethod(method.descriptor);
        StringJoiner parameters = new StringJoiner(", ", "(", ")");
        for (String p : descriptor.parameters()) parameters.add(externalType(p));
        return externalType(descriptor.returnType()) + " " + method.holder.name.replace('/', '.') + "." + method.name + parameters;
    }

    private static String externalType(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case '[' -> externalType(descriptor.substring(1)) + "[]";
            case 'L' -> descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            case 'D' -> "double";
            default -> "void";
        };
    }
}
