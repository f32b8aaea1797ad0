package obol.aot.world;

import java.util.List;
import obol.aot.ir.Type;
import obol.classfile.Code;

/** A method of the program being compiled. One object for each; compared by identity. */
public final class JMethod {
    public final JClass holder;
    public final String name;
    public final String descriptor;
    /** Access flags as in the class file. */
    public final int flags;
    /** Types of the parameters, the receiver first unless static. */
    public final List<Type> parameters;
    public final Type result;

    /**
     * The bytecode that is compiled; null for abstract and native methods, and for those that one of {@link #intrinsic},
     * {@link #assembly}, {@link #constant}, {@link #unsupported} makes.
     */
    public Code code;
    /** The class whose constant pool {@link #code} refers to: the holder, or the class that substitutes this method. */
    public JClass codeHolder;
    /** Not null: every call is replaced by the operation of this name ({@code obol.nucleus.Intrinsic}); the method has no code. */
    public String intrinsic;
    /** Not null: the code is this symbol of the assembly code. */
    public String assembly;
    /** Not null: the method returns this constant (kind K of the substitutions): an Integer, or {@link #NULL_CONSTANT}. */
    public Object constant;
    /** Not null: the body throws UnsupportedOperationException with this text (kinds N and C, and natives nobody gave). */
    public String unsupported;
    /** {@code @NoAllocation}: neither it nor what it calls allocates, polls, or initialises classes. */
    public boolean noAllocation;
    /** {@code @Abi}: it begins with a call of the nucleus's {@code Gate.enter} and ends with one of {@code Gate.leave}. */
    public boolean gated;
    /** Not null: the assembly code calls the method by the symbol {@code java_} and this name. */
    public String entryPoint;
    /** {@code @NeverInline} or {@code @AlwaysInline}. */
    public boolean neverInline, alwaysInline;

    /** Index in the holder's vtable; -1 if it is called directly only. For an interface's method: index in the interface's method list. */
    public int vtableIndex = -1;
    /** Some code may call it or its address is taken. */
    public boolean reachable;

    /**
     * In a closed world, for each parameter (the receiver first unless static) the only classes whose instances ever arrive there, and
     * those of its own results; empty: not known.
     */
    public List<List<JClass>> parameterClasses = List.of();
    public List<JClass> resultClasses = List.of();

    /** Some virtual or interface call names it: a class may have to say what it runs instead. */
    public boolean dispatched;

    /** The base image has its code. */
    public boolean inBase;
    /** The base image dispatches calls of it. */
    public boolean dispatchedInBase;

    public static final Object NULL_CONSTANT = new Object();

    JMethod(JClass holder, String name, String descriptor, int flags, List<Type> parameters, Type result) {
        this.holder = holder;
        this.name = name;
        this.descriptor = descriptor;
        this.flags = flags;
        this.parameters = parameters;
        this.result = result;
        this.inherited = null;
    }

    /** Of a miranda method: the interface's method for which it stands; else null. */
    final JMethod inherited;

    /** A miranda method of a class. */
    JMethod(JClass holder, JMethod inherited) {
        this.holder = holder;
        this.name = inherited.name;
        this.descriptor = inherited.descriptor;
        this.flags = 0x401;
        this.parameters = inherited.parameters;
        this.result = inherited.result;
        this.inherited = inherited;
    }

    /** The interface's method for which a miranda method stands; else null. */
    public JMethod inherited() { return inherited; }

    public boolean isStatic() { return (flags & 0x8) != 0; }
    public boolean isPrivate() { return (flags & 0x2) != 0; }
    public boolean isPublic() { return (flags & 0x1) != 0; }
    public boolean isFinal() { return (flags & 0x10) != 0; }
    public boolean isAbstract() { return (flags & 0x400) != 0; }
    public boolean isNative() { return (flags & 0x100) != 0; }
    public boolean isSynchronized() { return (flags & 0x20) != 0; }
    public boolean isConstructor() { return name.equals("<init>"); }
    public boolean isInitializer() { return name.equals("<clinit>"); }

    /** Whether calls of it are dispatched by the receiver's class. */
    public boolean isVirtual() {
        return !isStatic() && !isPrivate() && !isConstructor() && !isInitializer();
    }

    /** Whether it may be overridden by a package-private rule only: neither public, protected nor private. */
    public boolean isPackagePrivate() { return (flags & 0x7) == 0; }

    /** As HotSpot's messages write it: {@code 'void p.C.m(int)'}. */
    public String external() {
        return Resolver.external(holder, name, descriptor);
    }

    /** The symbol of its code: {@code java/lang/String.length()I}. */
    public String symbol() {
        return holder.name + "." + name + descriptor;
    }

    @Override public String toString() {
        return symbol();
    }
}
