package obol.aot.desugar;

import java.util.HashMap;
import java.util.Map;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.classfile.BootstrapMethod;
import obol.classfile.ClassFile;
import obol.classfile.DynamicRef;
import obol.classfile.MemberRef;

/**
 * The call sites of invokedynamic: for each the static method that it calls instead, with the site's own descriptor (but
 * for reference types, which may be wider). One answer for each site, however often its method is built.
 */
public final class CallSites {
    private record Site(JMethod caller, int bci) {}

    private final World world;
    private final Map<Site, JMethod> sites = new HashMap<>();
    private final Map<JClass, Integer> lambdas = new HashMap<>();
    /** Methods that several sites share, by what makes them equal. */
    private final Map<String, JMethod> shared = new HashMap<>();
    private int concats;

    public CallSites(World world) {
        this.world = world;
    }

    /** The method that the site calls, or null if its bootstrap method is not known. */
    public JMethod find(JMethod caller, DynamicRef ref, int bci) {
        Site site = new Site(caller, bci);
        JMethod known = sites.get(site);
        if (known == null) {
            known = make(caller, ref);
            if (known != null) sites.put(site, known);
        }
        return known;
    }

    /** The site's bootstrap method, for messages. */
    public static String bootstrap(JMethod caller, DynamicRef ref) {
        MemberRef member = caller.codeHolder.file.bootstrapMethods().get(ref.bootstrap()).handle().member();
        return member.owner().replace('/', '.') + "." + member.name();
    }

    private JMethod make(JMethod caller, DynamicRef ref) {
        ClassFile file = caller.codeHolder.file;
        BootstrapMethod bootstrap = file.bootstrapMethods().get(ref.bootstrap());
        MemberRef member = bootstrap.handle().member();
        BootstrapArguments arguments = new BootstrapArguments(file.constants(), bootstrap.arguments());
        return switch (member.owner() + "." + member.name()) {
            case "java/lang/invoke/LambdaMetafactory.metafactory" -> lambda(caller.codeHolder, ref, arguments, false);
            case "java/lang/invoke/LambdaMetafactory.altMetafactory" -> lambda(caller.codeHolder, ref, arguments, true);
            case "java/lang/invoke/StringConcatFactory.makeConcatWithConstants" ->
                concatenation(Concatenation.ofRecipe(ref.descriptor(), arguments));
            case "java/lang/invoke/StringConcatFactory.makeConcat" -> concatenation(Concatenation.ofArguments(ref.descriptor()));
            case "java/lang/runtime/ObjectMethods.bootstrap" -> recordMethod(caller.codeHolder, ref, arguments);
            default -> null;
        };
    }

    private JMethod lambda(JClass host, DynamicRef ref, BootstrapArguments arguments, boolean alternative) {
        String name = host.name + "$$Lambda$" + lambdas.merge(host, 1, Integer::sum);
        LambdaClass lambda = new LambdaClass(name, host.file, ref, arguments, alternative);
        return world.define(lambda.bytes()).declared(LambdaClass.FACTORY, ref.descriptor());
    }

    private JMethod concatenation(Concatenation concatenation) {
        if (concatenation == null) return null;
        String key = "concatenation " + concatenation;
        JMethod known = shared.get(key);
        if (known == null) {
            String name = "java/lang/StringConcatenation$" + ++concats;
            known = world.define(concatenation.bytes(name)).declared(Concatenation.METHOD, concatenation.descriptor());
            shared.put(key, known);
        }
        return known;
    }

    private JMethod recordMethod(JClass record, DynamicRef ref, BootstrapArguments arguments) {
        String key = "record " + record.name + "." + ref.name();
        JMethod known = shared.get(key);
        if (known == null) {
            RecordMethod method = new RecordMethod(record.file, ref, arguments);
            String name = record.name + "$$Record$" + ref.name();
            known = world.define(method.bytes(name)).declared(ref.name(), ref.descriptor());
            shared.put(key, known);
        }
        return known;
    }
}
