package obol.verifier.ownership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.classfile.Access;
import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.FieldInfo;
import obol.classfile.MethodInfo;
import obol.classfile.Opcode;
import obol.verifier.ownership.LinearTypes.Resolved;

/** What the declarations of a class have to keep to, without a look at code: fields, components, parameters, what is overridden. */
final class DeclarationRules {
    private final ClassFile cf;
    private final LinearTypes types;
    private final FaultLog log;

    DeclarationRules(ClassFile cf, LinearTypes types, FaultLog log) {
        this.cf = cf;
        this.types = types;
        this.log = log;
    }

    void check() {
        String simple = GenericType.simpleName(cf.name());
        if (!cf.name().equals(LinearTypes.LINEAR) && types.isSystemLinear(cf.name())) {
            log.add(OwnershipRule.SYSTEM_TYPE, simple + ": only the system defines linear types");
        }
        if (types.isOwner(cf.name()) && cf.signature() != null && cf.signature().startsWith("<")) {
            log.add(OwnershipRule.GENERIC_RECORD, simple + ": a generic record cannot own linear values");
        }
        Map<String, GenericType> bounds = types.bounds(cf.signature());
        for (FieldInfo field : cf.fields()) {
            field(field, types.declared(field.signature(), field.descriptor(), bounds));
        }
    }

    // ---- fields

    private void field(FieldInfo field, GenericType type) {
        boolean isComponent = types.isRecord(cf.name()) && !field.isStatic();
        String name = field.name();
        if (types.smuggles(type)) {
            log.add(OwnershipRule.COLLECTION, isComponent ? "component '" + name + "': an ordinary collection or array cannot own " + type
                    : "field '" + name + "': an ordinary collection or array cannot own linear values (" + type + ")");
        } else if (isCaptured(field) && (types.isLinear(type) || LinearTypes.isSlot(type.name()))) {
            String captured = name.startsWith("val$") ? name.substring(4) : "this";
            log.add(OwnershipRule.CAPTURE, "'" + captured + "' cannot be captured by an inner class");
        } else if (isRaw(type)) {
            raw(type, (isComponent ? "component '" : "field '") + name + "': ");
        } else if (types.isLinear(type) && !isComponent) {
            linearField(field, type);
        }
    }

    /** What an inner class took with it, by javac's names or ECJ's. */
    private static boolean isCaptured(FieldInfo field) {
        return field.has(Access.SYNTHETIC) && (field.name().startsWith("val$") || field.name().startsWith("this$"));
    }

    private void linearField(FieldInfo field, GenericType type) {
        String name = "field '" + field.name() + "': ";
        if (field.isStatic()) {
            log.add(OwnershipRule.STATIC_FIELD, name + "a static field cannot own a " + type);
        } else if (type.name().equals(LinearTypes.BLOCK) || type.name().equals(LinearTypes.BATCH) || types.isOwner(type.name())) {
            log.add(OwnershipRule.FIELD, name + "a " + type + " cannot be a field (two threads could reach it)");
        } else if (!field.has(Access.FINAL) || !field.has(Access.PRIVATE)) {
            log.add(OwnershipRule.FIELD, name + "a field that owns a " + type + " must be private and final");
        }
    }

    private boolean isRaw(GenericType type) {
        return types.isContainer(type.name()) && type.arguments().isEmpty();
    }

    private void raw(GenericType type, String where) {
        log.add(OwnershipRule.RAW, where + rawText(type));
    }

    private static String rawText(GenericType type) {
        return "raw " + type + ": say what it carries, for example " + type + "<Block>";
    }

    // ---- methods

    /** False if there is a fault, or nothing to analyse. */
    boolean method(MethodInfo method, MethodTypes signature) {
        boolean isBridge = method.has(Access.BRIDGE);
        for (int i = 0; i < signature.count(); i++) {
            GenericType type = signature.parameter(i);
            if (types.smuggles(type)) {
                log.add(OwnershipRule.COLLECTION, method, "parameter " + (i + 1) + " of " + method.name()
                        + ": an ordinary collection or array cannot own linear values (" + type + ")");
            } else if (isRaw(type) && !isBridge) {
                log.add(OwnershipRule.RAW, method, rawText(type));
            }
        }
        if (types.smuggles(signature.result())) {
            log.add(OwnershipRule.COLLECTION, method, "result of " + method.name()
                    + ": an ordinary collection or array cannot own linear values (" + signature.result() + ")");
        } else if (isRaw(signature.result()) && !isBridge && !method.has(Access.SYNTHETIC)) {
            log.add(OwnershipRule.RAW, method, "result: " + rawText(signature.result()));
        }
        boolean isAccessor = method.descriptor().startsWith("()") && !method.isStatic()
                && types.components(cf.name()).containsKey(method.name());
        if (isAccessor) {
            accessor(method);
        }
        return !isAccessor && method.code() != null;
    }

    /** To take a component is what the accessor does: it must be the generated one, and no other method's stand-in. */
    private void accessor(MethodInfo method) {
        Opcode[] generated = {Opcode.ALOAD_0, Opcode.GETFIELD, Opcode.ARETURN};
        int count = 0;
        boolean same = method.code() != null;
        for (Bytecodes it = same ? method.code().instructions() : null; same && it.next();) {
            same = count < generated.length && it.opcode() == generated[count];
            same &= count != 1 || cf.constants().memberRef(it.constant()).name().equals(method.name());
            count++;
        }
        if (!same || count != generated.length) {
            log.add(OwnershipRule.ACCESSOR, method, "the accessor " + method.name() + "() of a linear component is not the generated one");
        }
        for (String name : types.ancestry(cf.name()).names()) {
            ClassFile face = types.find(name);
            if (face != null && face != cf && face.method(method.name(), method.descriptor()) != null && !types.isOwner(name)) {
                log.add(OwnershipRule.ACCESSOR, method, "the accessor " + method.name() + "() of a linear component stands in for "
                        + GenericType.simpleName(name) + "." + method.name() + "()");
            }
        }
    }

    /** Whether methods of a superclass may come to implement those of an interface without a word of them in the class. */
    static boolean joinsMethods(ClassFile cf) {
        return !cf.interfaces().isEmpty() && cf.superName() != null && !cf.superName().startsWith("java/");
    }

    /** All methods of one name that a call may reach keep the marks and the types of what they override. */
    void overriding() {
        Map<String, List<Resolved>> byKey = new HashMap<>();
        for (String name : types.ancestry(cf.name()).names()) {
            ClassFile owner = types.find(name);
            for (MethodInfo method : owner == null || name.startsWith("java/") ? List.<MethodInfo>of() : owner.methods()) {
                boolean overrides = !method.isStatic() && !method.has(Access.PRIVATE) && !method.isConstructor();
                if (overrides && method.descriptor().indexOf(';') >= 0) {
                    byKey.merge(method.toString(), List.of(new Resolved(owner, method)), DeclarationRules::both);
                }
            }
        }
        byKey.values().forEach(methods -> {
            for (int i = 1; i < methods.size(); i++) {
                agree(methods.get(0), methods.get(i));
            }
        });
    }

    private static List<Resolved> both(List<Resolved> a, List<Resolved> b) {
        List<Resolved> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private void agree(Resolved here, Resolved there) {
        if (here.owner() != cf && types.isSubtype(here.owner().name(), there.owner().name())) {
            // Said where the overriding method is declared.
            return;
        }
        MethodTypes mine = types.methodTypes(here.owner(), here.method());
        MethodTypes theirs = types.methodTypes(there.owner(), there.method());
        Unifier unifier = new Unifier(types);
        String face = GenericType.simpleName(there.owner().name());
        for (int i = 0; i < mine.count(); i++) {
            if (mine.isBorrowed(i) != theirs.isBorrowed(i) && types.isLendable(theirs.parameter(i))) {
                say(OwnershipRule.MARK, here, "parameter " + (i + 1) + " of " + here.method().name() + " must be "
                        + (theirs.isBorrowed(i) ? "" : "not ") + "@Borrowed as in " + face);
            } else if (!here.method().has(Access.BRIDGE)) {
                agree(unifier, theirs.parameter(i), mine.parameter(i), "parameter " + (i + 1) + " of " + here.method().name(), here, face);
            }
        }
        if (!here.method().has(Access.BRIDGE)) {
            agree(unifier, theirs.result(), mine.result(), "result of " + here.method().name(), here, face);
        }
    }

    private void agree(Unifier unifier, GenericType theirs, GenericType mine, String what, Resolved here, String face) {
        if (types.isContainer(mine.name()) && !mine.arguments().isEmpty() && unifier.fit(theirs, mine) != Unifier.Fit.RIGHT) {
            say(OwnershipRule.TYPE_ARGUMENT, here, what + ": a " + mine + " is not a " + theirs + " as in " + face);
        }
    }

    /** Of the method if it is declared here; of the class if two inherited ones do not fit together. */
    private void say(OwnershipRule rule, Resolved here, String found) {
        if (here.owner() == cf) {
            log.add(rule, here.method(), found);
        } else {
            log.add(rule, GenericType.simpleName(here.owner().name()) + "." + here.method().name() + "(): " + found);
        }
    }
}
