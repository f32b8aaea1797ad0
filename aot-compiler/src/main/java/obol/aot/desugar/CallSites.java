package obol.aot.desugar;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.classfile.ClassFile;
import obol.classfile.ClassFile.BootstrapMethod;
import obol.classfile.ConstantPool.DynamicRef;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.ConstantPool.MethodHandleRef;
import obol.classfile.MethodInfo;

/**
 * The call sites of invokedynamic: for each the static method that it calls instead, with the site's own descriptor (but
 * for reference types, which may be wider). One answer for each site, however often its method is built. The names of the
 * classes made depend on the site alone, not on the order in which methods are built.
 */
public final class CallSites {
    private record Site(JMethod caller, int bci) {}

    private static final String LOOKUP = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;";
    private static final String SITE = LOOKUP + "Ljava/lang/invoke/MethodType;", RESULT = ")Ljava/lang/invoke/CallSite;";
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory.metafactory" + SITE
        + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;" + RESULT;
    private static final String ALTERNATIVE_METAFACTORY = "java/lang/invoke/LambdaMetafactory.altMetafactory" + SITE
        + "[Ljava/lang/Object;" + RESULT;
    private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory.makeConcat" + SITE + RESULT;
    private static final String CONCATENATION_WITH_CONSTANTS = "java/lang/invoke/StringConcatFactory.makeConcatWithConstants" + SITE
        + "Ljava/lang/String;[Ljava/lang/Object;" + RESULT;
    private static final String RECORD_METHOD = "java/lang/runtime/ObjectMethods.bootstrap" + LOOKUP
        + "Ljava/lang/invoke/TypeDescriptor;Ljava/lang/Class;Ljava/lang/String;[Ljava/lang/invoke/MethodHandle;)Ljava/lang/Object;";

    private final World world;
    private final Map<Site, JMethod> sites = new HashMap<>();
    /** Methods that several sites share, by what makes them equal. */
    private final Map<String, JMethod> shared = new HashMap<>();

    public CallSites(World world) {
        this.world = world;
    }

    /** The method that the site calls, or null if its bootstrap method is not known or the site does not fit it. */
    public JMethod find(JMethod caller, DynamicRef ref, int bci) {
        Site site = new Site(caller, bci);
        JMethod known = sites.get(site);
        if (known == null) {
            known = make(caller, ref, bci);
            if (known != null) sites.put(site, known);
        }
        return known;
    }

    /** The site's bootstrap method, for messages. */
    public static String bootstrap(JMethod caller, DynamicRef ref) {
        MemberRef member = caller.codeHolder.file.bootstrapMethods().get(ref.bootstrap()).handle().member();
        return member.owner().replace('/', '.') + "." + member.name();
    }

    private JMethod make(JMethod caller, DynamicRef ref, int bci) {
        ClassFile file = caller.codeHolder.file;
        BootstrapMethod bootstrap = file.bootstrapMethods().get(ref.bootstrap());
        MemberRef member = bootstrap.handle().member();
        BootstrapArguments arguments = new BootstrapArguments(file.constants(), bootstrap.arguments());
        if (bootstrap.handle().kind() != MethodHandleRef.INVOKE_STATIC) return null;
        return switch (member.owner() + "." + member.name() + member.descriptor()) {
            case METAFACTORY -> lambda(caller, bci, ref, arguments, false);
            case ALTERNATIVE_METAFACTORY -> lambda(caller, bci, ref, arguments, true);
            case CONCATENATION_WITH_CONSTANTS -> BootstrapRules.fitsConcatenation(ref, arguments, true)
                ? concatenation(Concatenation.ofRecipe(ref.descriptor(), arguments)) : null;
            case CONCATENATION -> BootstrapRules.fitsConcatenation(ref, arguments, false)
                ? concatenation(Concatenation.ofArguments(ref.descriptor())) : null;
            case RECORD_METHOD -> BootstrapRules.fitsRecord(file.name(), ref, arguments)
                ? recordMethod(caller.codeHolder, ref, arguments) : null;
            default -> null;
        };
    }

    private JMethod lambda(JMethod caller, int bci, DynamicRef ref, BootstrapArguments arguments, boolean alternative) {
        if (!BootstrapRules.fitsLambda(world, ref, arguments, alternative)) return null;
        JClass host = caller.codeHolder;
        String name = host.name + "$$Lambda$" + indexOf(caller) + "$" + bci;
        JClass known = world.made(name);
        if (known == null) known = world.define(new LambdaClass(name, host.file, ref, arguments, alternative).bytes());
        return known.declared(LambdaClass.FACTORY, ref.descriptor());
    }

    /** The place of the method's code in its class file. */
    private static int indexOf(JMethod caller) {
        int index = 0;
        for (MethodInfo m : caller.codeHolder.file.methods()) {
            if (m.code() == caller.code) return index;
            index++;
        }
        throw new IllegalStateException("the code of " + caller + " is not in the file of " + caller.codeHolder);
    }

    private JMethod concatenation(Concatenation concatenation) {
        if (concatenation == null) return null;
        String key = concatenation.key();
        JMethod known = shared.get(key);
        if (known == null) {
            String name = "java/lang/StringConcatenation$" + digest(key);
            JClass made = world.made(name);
            if (made == null) made = world.define(concatenation.bytes(name));
            known = made.declared(Concatenation.METHOD, concatenation.descriptor());
            shared.put(key, known);
        }
        return known;
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_16LE));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private JMethod recordMethod(JClass record, DynamicRef ref, BootstrapArguments arguments) {
        String key = "record " + record.name + "." + ref.name();
        JMethod known = shared.get(key);
        if (known == null) {
            String name = record.name + "$$Record$" + ref.name();
            JClass made = world.made(name);
            if (made == null) made = world.define(new RecordMethod(record.file, ref, arguments).bytes(name));
            known = made.declared(ref.name(), ref.descriptor());
            shared.put(key, known);
        }
        return known;
    }
}
