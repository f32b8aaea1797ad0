package obol.verifier.ownership;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.classfile.Access;
import obol.classfile.Annotation;
import obol.classfile.ClassFile;
import obol.classfile.ClassFile.RecordComponent;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.Descriptor;
import obol.classfile.FieldInfo;
import obol.classfile.MethodInfo;
import obol.verifier.ClassSource;

/**
 * What the classes of one namespace mean to owners. Linear are contracts (by static type), the system's own (what implements Linear),
 * records with a component of linear type, and sealed interfaces that permit such a record. The system's types are known by name: this
 * module does not see them. A class that is missing is not linear; what depends on it does not link. Answers are kept, one object serves
 * all methods.
 */
final class LinearTypes {
    static final String API = "obol/channels/";
    static final String CONTRACT = API + "Contract";
    static final String LINEAR = API + "Linear";
    static final String WAITABLE = API + "Waitable";
    static final String BLOCK = API + "Block";
    static final String BATCH = API + "Batch";
    static final String PENDING = API + "Pending";
    private static final String SLOT = API + "Slot";
    private static final String SLOTS = API + "Slots";
    private static final String BORROWED = "L" + API + "Borrowed;";
    private static final String OPENS = "L" + API + "Opens;";
    private static final String RECORD = "java/lang/Record";

    /** Most supertypes, and most cases of a choice, that are followed; a class with more counts as missing some. */
    private static final int MOST = 10_000;

    /** All supertypes, itself included; incomplete if one of them is missing. */
    record Ancestry(Set<String> names, boolean isComplete) { }

    /** A method and the class that declares it. */
    record Resolved(ClassFile owner, MethodInfo method) {
        boolean isApi() {
            return owner.name().startsWith(API);
        }
    }

    private final ClassSource source;
    private final Map<String, Ancestry> ancestries = new HashMap<>();
    private final Map<String, Boolean> linear = new HashMap<>();
    private final Map<String, Boolean> owners = new HashMap<>();
    private final Map<String, Map<String, GenericType>> components = new HashMap<>();
    private final Map<String, List<String>> cases = new HashMap<>();
    private final Map<MemberRef, Resolved> resolved = new HashMap<>();

    LinearTypes(ClassSource source) {
        this.source = source;
    }

    /** The class, or null if it is missing or the name is an array's or a primitive's. */
    ClassFile find(String name) {
        return name == null || name.startsWith("[") || name.length() == 1 && "BCDFIJSZV".contains(name) ? null : source.find(name);
    }

    // ---- the hierarchy

    Ancestry ancestry(String name) {
        Ancestry known = ancestries.get(name);
        if (known == null) {
            Set<String> names = new LinkedHashSet<>();
            boolean complete = true;
            Deque<String> pending = new ArrayDeque<>(List.of(name));
            while (!pending.isEmpty()) {
                String next = pending.removeFirst();
                if (names.size() < MOST && names.add(next)) {
                    ClassFile cf = find(next);
                    complete &= cf != null;
                    if (cf != null) {
                        if (cf.superName() != null) {
                            pending.add(cf.superName());
                        }
                        pending.addAll(cf.interfaces());
                    }
                }
            }
            known = new Ancestry(names, complete);
            ancestries.put(name, known);
        }
        return known;
    }

    boolean isSubtype(String sub, String sup) {
        return sub.equals(sup) || ancestry(sub).names().contains(sup);
    }

    /** Whether it can't be excluded: as {@link #isSubtype}, and true where a supertype is missing. */
    boolean mayBeSubtype(String sub, String sup) {
        return isSubtype(sub, sup) || !ancestry(sub).isComplete();
    }

    boolean isContract(String name) {
        ClassFile cf = find(name);
        return cf != null && cf.isInterface() && isSubtype(name, CONTRACT);
    }

    /** Whether the class is one of those that only the system defines. */
    boolean isSystemLinear(String name) {
        return find(name) != null && isSubtype(name, LINEAR);
    }

    boolean isRecord(String name) {
        ClassFile cf = find(name);
        return cf != null && RECORD.equals(cf.superName()) && cf.recordComponents() != null;
    }

    /** Whether the type is a record with linear components, or a sealed interface or class of which a case is one. */
    boolean isOwner(String name) {
        Boolean known = owners.get(name);
        if (known == null) {
            // A record that holds itself owns no more by that.
            owners.put(name, false);
            known = isRecord(name) && !components(name).isEmpty();
            for (String each : known ? List.<String>of() : cases(name)) {
                known |= !each.equals(name) && isOwner(each);
            }
            owners.put(name, known);
        }
        return known;
    }

    boolean isLinear(String name) {
        if (name == null) {
            return false;
        }
        Boolean known = linear.get(name);
        if (known == null) {
            known = find(name) != null && (isContract(name) || isSystemLinear(name) || isOwner(name));
            linear.put(name, known);
        }
        return known;
    }

    /** Whether a parameter of the type may be lent a linear value: its own type, or Waitable, as which ordinary objects come, too. */
    boolean isLendable(GenericType type) {
        return isLinear(type) || WAITABLE.equals(type.name());
    }

    boolean isLinear(GenericType type) {
        return isLinear(type.name());
    }

    /** Whether the type is an array of linear values, or an ordinary generic type with a linear argument. */
    boolean smuggles(GenericType type) {
        String name = type.name();
        if (name == null || name.startsWith(API) || name.equals("java/lang/Class")) {
            return false;
        }
        if (name.startsWith("[")) {
            return isLinear(elementName(name));
        }
        for (GenericType argument : type.arguments()) {
            if (isLinear(argument) || smuggles(argument)) {
                return true;
            }
        }
        return false;
    }

    private static String elementName(String arrayType) {
        return Descriptor.className(arrayType.substring(arrayType.lastIndexOf('[') + 1));
    }

    /** Whether it is a class of the system with type parameters: what it carries must be known. */
    boolean isContainer(String name) {
        return name != null && name.startsWith(API) && find(name) != null
                && !SignatureReader.formals(find(name).signature(), Map.of()).isEmpty();
    }

    /** Whether it holds linear values without being one, and so must not be where its argument would be forgotten. */
    static boolean isSlot(String name) {
        return name.equals(SLOT) || name.equals(SLOTS);
    }

    // ---- records and choices

    /** The linear components of a record with their types, in order; empty for what is no record. */
    Map<String, GenericType> components(String record) {
        Map<String, GenericType> known = components.get(record);
        if (known == null) {
            known = new LinkedHashMap<>();
            components.put(record, known);
            ClassFile cf = find(record);
            for (RecordComponent each : cf == null || cf.recordComponents() == null ? List.<RecordComponent>of() : cf.recordComponents()) {
                GenericType type = declared(each.signature(), each.descriptor(), Map.of());
                if (isLinear(type)) {
                    known.put(each.name(), type);
                }
            }
        }
        return known;
    }

    /** The classes that a value of the type may be: the leaves below a sealed type; the type itself if it is not sealed. */
    List<String> cases(String name) {
        List<String> known = cases.get(name);
        if (known == null) {
            Set<String> seen = new HashSet<>();
            known = new ArrayList<>();
            Deque<String> pending = new ArrayDeque<>(List.of(name));
            while (!pending.isEmpty()) {
                String next = pending.removeFirst();
                ClassFile cf = seen.size() < MOST && seen.add(next) ? find(next) : null;
                if (cf == null) {
                    continue;
                }
                if (cf.permittedSubclasses() == null) {
                    known.add(next);
                } else {
                    pending.addAll(cf.permittedSubclasses());
                }
            }
            cases.put(name, known);
        }
        return known;
    }

    // ---- members

    /** The method that an instruction names: in classes, then in interfaces; null if it is missing. */
    Resolved resolve(MemberRef ref) {
        if (resolved.containsKey(ref)) {
            return resolved.get(ref);
        }
        Resolved found = null;
        for (String name : ref.owner().startsWith("[") ? Set.<String>of() : ancestry(ref.owner()).names()) {
            ClassFile cf = find(name);
            MethodInfo method = cf == null ? null : cf.method(ref.name(), ref.descriptor());
            if (method != null && (found == null || found.owner().isInterface() && !cf.isInterface())) {
                found = new Resolved(cf, method);
            }
        }
        resolved.put(ref, found);
        return found;
    }

    /** The declared type of the field that an instruction names; what the descriptor says if it is missing. */
    GenericType fieldType(MemberRef ref) {
        for (String name : ancestry(ref.owner()).names()) {
            ClassFile cf = find(name);
            FieldInfo field = cf == null ? null : cf.field(ref.name(), ref.descriptor());
            if (field != null) {
                return declared(field.signature(), field.descriptor(), bounds(cf.signature()));
            }
        }
        return declared(null, ref.descriptor(), Map.of());
    }

    /**
     * The type of a field, component, parameter or result: what its Signature says, unless that would hide the linear type or the
     * container that the descriptor names.
     */
    GenericType declared(String signature, String descriptor, Map<String, GenericType> variables) {
        GenericType type = signature == null ? null : SignatureReader.type(signature, variables);
        GenericType erased = SignatureReader.type(descriptor, Map.of());
        return type == null ? erased : honest(type, erased);
    }

    GenericType honest(GenericType type, GenericType erased) {
        String name = erased.name();
        boolean matters = isLinear(name) || isContainer(name);
        if (type.isUnknown() || !matters || name.equals(type.name())) {
            return type;
        }
        return isLinear(name) && isContract(name) && isLinear(type) ? type : erased;
    }

    /** Type variables with a linear bound stand for that bound. */
    Map<String, GenericType> bounds(String signature) {
        Map<String, GenericType> bounds = new HashMap<>();
        SignatureReader.formals(signature, Map.of()).forEach((variable, types) -> {
            for (GenericType type : types) {
                if (isLinear(type)) {
                    bounds.putIfAbsent(variable, type);
                }
            }
        });
        return bounds;
    }

    /** The types of a method as it is declared. */
    MethodTypes methodTypes(ClassFile owner, MethodInfo method) {
        return MethodTypes.of(owner, method, variables(owner, method), this);
    }

    /** What the type variables of a class and one of its methods stand for: those with a linear bound for it. */
    Map<String, GenericType> variables(ClassFile owner, MethodInfo method) {
        Map<String, GenericType> variables = bounds(owner.signature());
        variables.putAll(bounds(method.signature()));
        return variables;
    }

    static boolean isOpens(List<Annotation> annotations) {
        return has(annotations, OPENS);
    }

    static boolean isBorrowed(List<Annotation> annotations) {
        return has(annotations, BORROWED);
    }

    private static boolean has(List<Annotation> annotations, String type) {
        for (Annotation annotation : annotations) {
            if (annotation.type().equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the method is a message of a contract. */
    boolean isMessage(Resolved target) {
        return isContract(target.owner().name()) && !target.method().isStatic() && !target.method().has(Access.PRIVATE);
    }

    /** Whether the message moves the channel: it gives a contract, bare or in a record, that is not marked as a further one. */
    boolean moves(Resolved target) {
        if (!isMessage(target) || isOpens(target.method().annotations())) {
            return false;
        }
        String result = Descriptor.className(Descriptor.ofMethod(target.method().descriptor()).returnType());
        if (result == null || find(result) == null) {
            return false;
        }
        if (isContract(result)) {
            return true;
        }
        for (String record : cases(result)) {
            for (RecordComponent each : isRecord(record) ? find(record).recordComponents() : List.<RecordComponent>of()) {
                String type = Descriptor.className(each.descriptor());
                if (type != null && isContract(type) && !isOpens(each.annotations())) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether the class names a linear type or a part of the system's channels, bodies included; if not it can't hold a linear value. The
     * constant pool is asked, not declarations: a class may hold linear values in locals alone.
     */
    boolean concerns(ClassFile cf) {
        if (isOwner(cf.name())) {
            return true;
        }
        ConstantPool constants = cf.constants();
        for (int i = 1; i < constants.size(); i++) {
            boolean found = switch (constants.tag(i)) {
                case ConstantPool.CLASS -> concerns(constants.className(i), constants.className(i).startsWith("["));
                case ConstantPool.NAME_AND_TYPE -> concerns(constants.nameAndType(i).descriptor(), true);
                case ConstantPool.METHOD_TYPE -> concerns(constants.methodType(i), true);
                default -> false;
            };
            if (found) {
                return true;
            }
        }
        for (FieldInfo field : cf.fields()) {
            if (concerns(field.descriptor(), true) || concerns(field.signature(), true)) {
                return true;
            }
        }
        for (MethodInfo method : cf.methods()) {
            if (concerns(method.descriptor(), true) || concerns(method.signature(), true)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name, or one in a descriptor or signature, is linear or the system's. */
    private boolean concerns(String text, boolean isDescriptor) {
        if (text == null) {
            return false;
        }
        if (!isDescriptor) {
            return text.startsWith(API) || isLinear(text);
        }
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || ";<>:()[*+-".indexOf(text.charAt(i)) >= 0) {
                while (start < i && "BCDFIJSZV".indexOf(text.charAt(start)) >= 0) {
                    start++;
                }
                if (start < i && text.charAt(start) == 'L'
                        && (text.startsWith(API, start + 1) || isLinear(text.substring(start + 1, i)))) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }
}
