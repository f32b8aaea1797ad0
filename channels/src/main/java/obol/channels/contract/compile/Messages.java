package obol.channels.contract.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import obol.channels.contract.generate.Generator;
import obol.classfile.Access;
import obol.classfile.Annotation;
import obol.classfile.ClassFile;
import obol.classfile.ClassFile.RecordComponent;
import obol.classfile.MethodInfo;

/** What may stand in a message: checks declared types, turns them into message types, and defines the data that they name. */
final class Messages {
    /** A type that stands for one that was refused, so that checking can go on. */
    private static final MessageType REFUSED = MessageType.Primitive.VOID;
    private static final String KINDS = "messages are made of primitives, String, enums, records, sealed interfaces of records, "
            + "arrays, List, Set, Map, Optional, java.time values, Block, streams and contracts";

    private final ContractCompiler compiler;
    private final Classes classes;
    private final BoundAnnotations bounds;
    private final TreeMap<String, Definition> definitions = new TreeMap<>();

    Messages(ContractCompiler compiler, Classes classes) {
        this.compiler = compiler;
        this.classes = classes;
        bounds = new BoundAnnotations(compiler, classes);
    }

    SortedMap<String, Definition> definitions() {
        return definitions;
    }

    void define(Definition definition) {
        definitions.put(definition.name(), definition);
    }

    /** The records that a result can be. */
    List<Definition.Record> records(MessageType result) {
        List<Definition.Record> records = new ArrayList<>();
        for (String name : cases(result)) {
            if (definitions.get(name) instanceof Definition.Record record) {
                records.add(record);
            }
        }
        return records;
    }

    /** Whether a result can be an enum's constant. */
    boolean hasConstants(MessageType result) {
        return cases(result).stream().anyMatch(name -> definitions.get(name) instanceof Definition.Enumeration);
    }

    /** Whether values of a type are words: single values, and constants. */
    boolean isWord(MessageType type) {
        return type instanceof MessageType.Scalar || type instanceof MessageType.Primitive
                || type instanceof MessageType.Data data && definitions.get(data.name()) instanceof Definition.Enumeration;
    }

    private List<String> cases(MessageType result) {
        if (!(result instanceof MessageType.Data named)) {
            return List.of();
        }
        return definitions.get(named.name()) instanceof Definition.Choice choice ? choice.permitted() : List.of(named.name());
    }

    /**
     * The message type of a declared type; notes a fault for what cannot be sent.
     *
     * @param what the place within the member: {@code parameter 1}, {@code result}
     */
    MessageType type(GenericType type, ClassFile owner, String member, String what) {
        MessageType plain = plainType(type, owner, member, what);
        return type.marks().isEmpty() || plain == REFUSED && !isVoid(type) ? plain
                : bounds.bounded(plain, type.marks(), owner, member, what);
    }

    private static boolean isVoid(GenericType type) {
        return type.primitive() == MessageType.Primitive.VOID;
    }

    /** Notes a fault for a constraint that stands on a declaration and is not read. */
    void refuseOthers(List<Annotation> declared, ClassFile owner, String member, String what) {
        bounds.refuseOthers(declared, owner, member, what);
    }

    private MessageType plainType(GenericType type, ClassFile owner, String member, String what) {
        String shown = ContractCompiler.display(type);
        if (type.primitive() != null) {
            return type.primitive();
        }
        if (type.isArray()) {
            GenericType element = type.arguments().get(0);
            if (!element.marks().isEmpty()) {
                return refuse(owner, member, Rule.BOUND, what + ": the elements of an array have no bounds: use a List");
            }
            return refuseLinear(element, "an array", owner, member, what) ? REFUSED
                    : new MessageType.ArrayOf(type(element, owner, member, what));
        }
        MessageType scalar = MessageType.Scalar.of(type.name());
        if (scalar != null) {
            return scalar;
        }
        MessageType.Kind kind = MessageType.Kind.of(type.name());
        if (kind != null) {
            return container(kind, type, owner, member, what);
        }
        if (type.name().equals(GenericType.WILDCARD)) {
            return refuse(owner, member, Rule.UNSENDABLE, what + ": a wildcard cannot be sent: say which type");
        }
        if (type.isVariable()) {
            return refuse(owner, member, Rule.UNSENDABLE, what + ": " + shown + " cannot be sent: " + KINDS);
        }
        if (classes.isContract(type.name())) {
            compiler.state(type.name());
            return new MessageType.Endpoint(type.name());
        }
        if (Classes.isApi(type.name())) {
            return flow(type, owner, member, what);
        }
        return named(type, owner, member, what);
    }

    private MessageType container(MessageType.Kind kind, GenericType type, ClassFile owner, String member, String what) {
        if (type.arguments().isEmpty()) {
            return refuse(owner, member, Rule.RAW, what + ": raw " + ContractCompiler.display(type) + ": say what it carries");
        }
        List<MessageType> arguments = new ArrayList<>();
        String holder = (kind == MessageType.Kind.OPTIONAL ? "an " : "a ") + MessageType.simpleName(kind.className());
        for (GenericType argument : type.arguments()) {
            arguments.add(refuseLinear(argument, holder, owner, member, what) ? REFUSED : type(argument, owner, member, what));
        }
        boolean byEquality = kind == MessageType.Kind.SET || kind == MessageType.Kind.MAP;
        if (byEquality && hasArray(type.arguments().get(0), new HashSet<>())) {
            return refuse(owner, member, Rule.EQUALITY, what + ": " + holder + " goes by equality, which arrays do not have: use a List");
        }
        return new MessageType.Container(kind, arguments);
    }

    private MessageType flow(GenericType type, ClassFile owner, String member, String what) {
        String simple = MessageType.simpleName(type.name());
        if (type.name().equals(MessageType.Block.NAME)) {
            return new MessageType.Block();
        }
        if (!isCarrier(type.name())) {
            return refuse(owner, member, Rule.UNSENDABLE, what + ": a " + simple + " stays in its process and cannot be sent");
        }
        if (type.arguments().isEmpty()) {
            return refuse(owner, member, Rule.RAW, what + ": raw " + simple + ": say what it carries");
        }
        MessageType carried = type(type.arguments().get(0), owner, member, what);
        if (type.name().equals(MessageType.Pending.NAME)) {
            return new MessageType.Pending(carried);
        }
        return type.name().equals(MessageType.Batch.NAME) ? new MessageType.Batch(carried)
                : new MessageType.Stream(MessageType.Stream.Half.of(type.name()), carried);
    }

    /** Whether a type of the API is linear and says by its argument what it carries. */
    private static boolean isCarrier(String name) {
        return name.equals(MessageType.Pending.NAME) || name.equals(MessageType.Batch.NAME) || MessageType.Stream.Half.of(name) != null;
    }

    private MessageType named(GenericType type, ClassFile owner, String member, String what) {
        String name = type.name();
        String shown = ContractCompiler.display(type);
        ClassFile file = classes.find(name);
        boolean library = name.startsWith("java.") || name.startsWith("javax.");
        if (file == null || library && !Classes.isEnum(file)) {
            return refuse(owner, member, Rule.UNSENDABLE, what + ": " + shown + " cannot be sent: " + KINDS);
        }
        boolean sendable = Classes.isRecord(file) || Classes.isEnum(file) || Classes.isChoice(file);
        if (!sendable) {
            return refuse(owner, member, Rule.UNSENDABLE, what + ": " + shown
                    + " cannot be sent: make it a record, an enum or a sealed interface of records");
        }
        MessageType.Data data = new MessageType.Data(name);
        if (definitions.containsKey(name)) {
            return data;
        }
        if (GenericType.declaresParameters(file.signature())) {
            compiler.fault(file, null, Rule.GENERIC, "a generic " + (Classes.isRecord(file) ? "record" : "type") + " cannot be sent");
        }
        compiler.checkFree(file, Generator.codecName(name));
        if (Classes.isEnum(file)) {
            define(new Definition.Enumeration(name, constants(file)));
        } else if (Classes.isRecord(file)) {
            record(name, file);
        } else {
            choice(name, file);
        }
        return data;
    }

    private static List<String> constants(ClassFile file) {
        return file.fields().stream().filter(field -> field.has(Access.ENUM)).map(field -> field.name()).toList();
    }

    private void record(String name, ClassFile file) {
        define(new Definition.Record(name, List.of())); // found again on the way round a cycle
        List<Definition.Component> components = new ArrayList<>();
        StringBuilder constructor = new StringBuilder("(");
        for (RecordComponent component : file.recordComponents()) {
            String what = "component '" + component.name() + "'";
            GenericType declared = Marks.ofComponent(component);
            bounds.refuseOthers(component.annotations(), file, null, what);
            MessageType type = type(declared, file, null, what);
            boolean opens = Classes.isOpens(component.annotations());
            if (opens && !(type instanceof MessageType.Endpoint)) {
                compiler.fault(file, null, Rule.OPENS, what + ": @Opens, but it is not a contract");
            }
            if (type != REFUSED && !type.descriptor().equals(component.descriptor())) {
                compiler.fault(file, null, Rule.SIGNATURE, what + ": its generic signature denies its type");
            }
            components.add(new Definition.Component(component.name(), type, opens));
            constructor.append(component.descriptor());
        }
        MethodInfo canonical = file.method("<init>", constructor.append(")V").toString());
        if (canonical == null || canonical.has(Access.PRIVATE)) {
            compiler.fault(file, null, Rule.PRIVATE, "a private record cannot be sent: nothing outside may make one");
        }
        define(new Definition.Record(name, components));
    }

    private void choice(String name, ClassFile file) {
        List<String> permitted = new TreeSet<>(file.permittedSubclasses()).stream().map(Classes::binary).toList();
        define(new Definition.Choice(name, permitted));
        for (String each : permitted) {
            ClassFile below = classes.find(each);
            String what = "permitted " + MessageType.simpleName(each);
            if (below != null && !Classes.isRecord(below) && !Classes.isEnum(below)) {
                compiler.fault(file, null, Rule.CHOICE, what + ": a choice is made of records and enums");
            } else {
                type(new GenericType(each, List.of()), file, null, what);
            }
        }
    }

    /** Whether values of the type have an array in them. */
    private boolean hasArray(GenericType type, Set<String> seen) {
        if (type.isArray() || type.arguments().stream().anyMatch(argument -> hasArray(argument, seen))) {
            return true;
        }
        ClassFile file = type.primitive() != null || type.isVariable() || type.name().startsWith("java.") || !seen.add(type.name())
                || type.name().equals(GenericType.WILDCARD) ? null : classes.find(type.name());
        if (file != null && Classes.isRecord(file)) {
            return file.recordComponents().stream().anyMatch(component -> hasArray(GenericType.ofField(
                    component.signature() != null ? component.signature() : component.descriptor()), seen));
        }
        return file != null && Classes.isChoice(file) && file.permittedSubclasses().stream()
                .anyMatch(below -> hasArray(new GenericType(Classes.binary(below), List.of()), seen));
    }

    private boolean refuseLinear(GenericType element, String holder, ClassFile owner, String member, String what) {
        boolean refused = isLinear(element);
        if (refused) {
            String shown = ContractCompiler.display(element);
            refuse(owner, member, Rule.LINEAR, what + ": " + holder + " cannot own a " + shown + ": use Batch"
                    + (holder.equals("an array") ? "<" + shown + ">" : ""));
        }
        return refused;
    }

    private MessageType refuse(ClassFile owner, String member, Rule rule, String message) {
        compiler.fault(owner, member, rule, message);
        return REFUSED;
    }

    /** Whether values of the type have exactly one owner: whether something linear is reachable through records and choices. */
    private boolean isLinear(GenericType type) {
        return isLinear(type, new HashSet<>());
    }

    private boolean isLinear(GenericType type, Set<String> seen) {
        String name = type.name();
        if (type.primitive() != null || type.isArray() || type.isVariable() || name.equals(GenericType.WILDCARD)
                || MessageType.Scalar.of(name) != null || MessageType.Kind.of(name) != null || !seen.add(name)) {
            return false;
        }
        if (classes.isContract(name) || name.equals(MessageType.Block.NAME) || isCarrier(name)) {
            return true;
        }
        ClassFile file = classes.find(name);
        if (file != null && Classes.isRecord(file)) {
            return file.recordComponents().stream()
                    .anyMatch(component -> isLinear(GenericType.ofField(component.descriptor()), seen));
        }
        return file != null && Classes.isChoice(file) && file.permittedSubclasses().stream()
                .anyMatch(below -> isLinear(new GenericType(Classes.binary(below), List.of()), seen));
    }
}
