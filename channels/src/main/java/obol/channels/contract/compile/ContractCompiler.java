package obol.channels.contract.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.contract.State;
import obol.channels.contract.generate.Generator;
import obol.classfile.Access;
import obol.classfile.ClassFile;
import obol.classfile.MethodInfo;

/**
 * Reads a contract: follows the states and the data of their messages from the start interface on, and notes every fault of
 * CONTRACTS.md section 6 ("Contract") with its place. One instance, one contract. Linear in what is reachable.
 */
public final class ContractCompiler {
    private static final Set<String> RESERVED =
            Set.of("close", "equals", "hashCode", "toString", "getClass", "wait", "notify", "notifyAll");

    private final Classes classes;
    private final Places places;
    private final Messages messages;
    private final Set<Fault> faults = new LinkedHashSet<>();
    private final TreeMap<String, State> states = new TreeMap<>();

    private ContractCompiler(ClassSource source, SourceText texts) {
        classes = new Classes(source);
        places = new Places(texts);
        messages = new Messages(this, classes);
    }

    /** Compiles the contract that starts in the interface of this binary name. */
    public static Compilation compile(String start, ClassSource classes, SourceText sources) {
        ContractCompiler compiler = new ContractCompiler(classes, sources);
        return compiler.compile(start);
    }

    private Compilation compile(String start) {
        ClassFile type = classes.find(start);
        if (type == null) {
            return new Compilation(null, List.of(new Fault(Rule.NOT_CONTRACT, start, "-", 0, 0, start, "no such class")));
        }
        if (!classes.isContract(start) || start.equals(Classes.CONTRACT)) {
            fault(type, null, Rule.NOT_CONTRACT, "is not a contract: a contract is an interface that extends Contract");
        } else {
            state(start);
        }
        if (!faults.isEmpty()) {
            return new Compilation(null, List.copyOf(faults));
        }
        ContractModel model = new ContractModel(start, states, messages.definitions());
        return new Compilation(model, List.of());
    }

    void fault(ClassFile type, String member, Rule rule, String message) {
        faults.add(places.fault(type, member, rule, message));
    }

    /** Compiles a state, once. */
    void state(String name) {
        if (states.containsKey(name) || name.equals(Classes.CONTRACT)) {
            return;
        }
        states.put(name, new State(name, List.of())); // found again on the way round a cycle
        ClassFile type = classes.find(name);
        if (!Classes.isPublic(type)) {
            fault(type, null, Rule.NOT_PUBLIC, "a contract must be public");
        }
        if (GenericType.declaresParameters(type.signature())) {
            fault(type, null, Rule.GENERIC, "a contract has no type parameters");
        }
        checkFree(type, Generator.stubName(name));
        checkFree(type, Generator.skeletonName(name));
        Map<String, Declared> methods = new TreeMap<>();
        collect(type, methods, new HashSet<>());
        if (methods.isEmpty()) {
            fault(type, null, Rule.EMPTY, "a state without methods: nothing can be asked of it");
        }
        List<Operation> operations = new ArrayList<>();
        for (Declared declared : methods.values()) {
            operations.add(operation(declared.type, declared.method));
        }
        checkOrdinals(type, operations);
        FileMarks.check(operations, messages, (operation, fault) ->
                fault(methods.get(operation.name()).type, member(methods.get(operation.name()).method), Rule.AS_FILE, "@AsFile: " + fault));
        states.put(name, new State(name, operations));
    }

    /** Notes a fault if a class has the name of one that is generated. */
    void checkFree(ClassFile type, String generated) {
        if (classes.find(generated) != null) {
            fault(type, null, Rule.GENERATED_NAME, Classes.nice(generated) + " is the name of generated code: name that class otherwise");
        }
    }

    private record Declared(ClassFile type, MethodInfo method) {
    }

    /** The methods of an interface and those above it, by name. */
    private void collect(ClassFile type, Map<String, Declared> methods, Set<String> done) {
        if (!done.add(type.name())) {
            return;
        }
        for (MethodInfo method : type.methods()) {
            if (method.has(Access.STATIC) || method.has(Access.PRIVATE) || method.has(Access.SYNTHETIC)) {
                continue;
            }
            if (RESERVED.contains(method.name())) {
                fault(type, member(method), Rule.RESERVED_NAME, "'" + method.name() + "' is a reserved name");
                continue;
            }
            Declared other = methods.putIfAbsent(method.name(), new Declared(type, method));
            if (other != null) {
                clash(type, method, other);
            }
        }
        for (String above : type.interfaces()) {
            String name = Classes.binary(above);
            if (!classes.isContract(name)) {
                fault(type, null, Rule.EXTENDS, "extends " + Classes.nice(name) + ", which is not a contract");
            } else if (!name.equals(Classes.CONTRACT)) {
                collect(classes.find(name), methods, done);
            }
        }
    }

    /** A method redeclared below is the fault of the interface below, which was collected first. */
    private void clash(ClassFile type, MethodInfo method, Declared other) {
        if (!other.type.equals(type) && other.method.descriptor().equals(method.descriptor())) {
            fault(other.type, member(other.method), Rule.REDECLARED, "is declared again: an inherited method keeps its declaration");
        } else {
            fault(type, member(method), Rule.OVERLOADED, "a second method named '" + method.name()
                    + "': methods of a contract need different names");
        }
    }

    private Operation operation(ClassFile type, MethodInfo method) {
        String member = member(method);
        if (GenericType.declaresParameters(method.signature())) {
            fault(type, member, Rule.GENERIC, "a method of a contract has no type parameters");
        }
        List<GenericType> types = Marks.ofMethod(method);
        int count = types.size() - 1;
        List<MessageType> parameters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String what = "parameter " + (i + 1);
            if (i < method.parameterAnnotations().size() && Classes.isBorrowed(method.parameterAnnotations().get(i))) {
                fault(type, member, Rule.BORROWED, what + ": @Borrowed has no meaning in a contract: what is sent is given");
            }
            if (i < method.parameterAnnotations().size()) {
                messages.refuseOthers(method.parameterAnnotations().get(i), type, member, what);
            }
            parameters.add(messages.type(types.get(i), type, member, what));
        }
        messages.refuseOthers(method.annotations(), type, member, "result");
        GenericType returned = types.get(count);
        boolean nothing = returned.primitive() == MessageType.Primitive.VOID && returned.marks().isEmpty();
        MessageType result = nothing ? MessageType.Primitive.VOID : messages.type(returned, type, member, "result");
        boolean opens = Classes.isOpens(method.annotations());
        boolean endpoint = result instanceof MessageType.Endpoint;
        if (opens && !endpoint) {
            fault(type, member, Rule.OPENS, "@Opens, but it does not return a contract");
        }
        boolean moves = endpoint ? !opens : checkOutcome(type, member, result);
        if (endpoint && moves && ((MessageType.Endpoint) result).untyped()) {
            fault(type, member, Rule.NEXT_STATE, "result: Contract is no state to go on in: name one, or mark it with @Opens");
        }
        boolean optional = !method.has(Access.ABSTRACT);
        if (optional && moves) {
            fault(type, member, Rule.OPTIONAL, "an optional (default) method cannot move the channel: an older server could not follow");
        }
        List<String> exceptions = new TreeSet<>(method.exceptions()).stream().map(Classes::binary).toList();
        for (String exception : exceptions) {
            exception(type, member, exception);
        }
        Operation operation = new Operation(method.name(), parameters, result, exceptions, opens, optional, moves,
                FileMarks.path(method, parameters.size()));
        if (faults.isEmpty() && !operation.descriptor().equals(method.descriptor())) {
            fault(type, member, Rule.SIGNATURE, "its generic signature denies its types");
        }
        return operation;
    }

    /** Whether a record or choice says where the channel goes on; each of its records says so once at most. */
    private boolean checkOutcome(ClassFile type, String member, MessageType result) {
        List<Definition.Record> outcomes = messages.records(result);
        boolean moves = false;
        for (Definition.Record outcome : outcomes) {
            List<String> next = outcome.components().stream()
                    .filter(component -> component.type() instanceof MessageType.Endpoint && !component.opens())
                    .map(component -> component.type().display()).toList();
            moves |= !next.isEmpty();
            if (next.size() > 1) {
                fault(classes.find(outcome.name()), null, Rule.NEXT_STATE, "two next states (" + String.join(", ", next)
                        + "): mark the further channels with @Opens");
            }
        }
        if (moves && messages.hasConstants(result)) {
            fault(type, member, Rule.NEXT_STATE, "result: the outcomes of a method that moves the channel are records, not enums");
        }
        return moves;
    }

    private void exception(ClassFile type, String member, String name) {
        String shown = "throws " + Classes.nice(name) + ": ";
        ClassFile thrown = classes.find(name);
        if (thrown == null || name.startsWith("java.") || name.startsWith("javax.")) {
            fault(type, member, Rule.EXCEPTION, shown + "name an exception class of the contract, not a general one");
            return;
        }
        if (classes.extendsClass(name, Classes.API + "ChannelException")) {
            fault(type, member, Rule.EXCEPTION, shown + "faults of the channel are never declared");
            return;
        }
        if (classes.extendsClass(name, "java.lang.RuntimeException") || classes.extendsClass(name, "java.lang.Error")) {
            fault(type, member, Rule.EXCEPTION, shown + "an exception of a contract is a checked one");
            return;
        }
        MethodInfo constructor = thrown.method("<init>", "(Ljava/lang/String;)V");
        if (thrown.has(Access.ABSTRACT) || constructor == null || !constructor.has(Access.PUBLIC)) {
            fault(thrown, null, Rule.EXCEPTION, "an exception of a contract needs a public constructor that takes the message (String)");
        }
        thrown.fields().stream().filter(field -> !field.isStatic()).forEach(field -> fault(thrown, field.name(), Rule.EXCEPTION,
                "an exception of a contract carries only its message: return a choice to say more"));
        checkFree(thrown, Generator.codecName(name));
        messages.define(new Definition.Exception(name));
    }

    /** Dispatch switches on the low halves of the ordinals: that two are equal is as unlikely as it must be noticed. */
    private void checkOrdinals(ClassFile type, List<Operation> operations) {
        Map<Integer, String> seen = new LinkedHashMap<>();
        for (Operation operation : operations) {
            String other = seen.put((int) operation.ordinal(), operation.name());
            if (other != null) {
                fault(type, null, Rule.ORDINAL, "'" + other + "' and '" + operation.name() + "' have the same ordinal: rename one");
            }
        }
    }

    /** {@code login(String, Secret)}. */
    static String member(MethodInfo method) {
        StringJoiner text = new StringJoiner(", ", method.name() + "(", ")");
        List<GenericType> types = GenericType.ofMethod(method.descriptor());
        types.subList(0, types.size() - 1).forEach(type -> text.add(display(type)));
        return text.toString();
    }

    /** With simple names. */
    static String display(GenericType type) {
        if (type.isArray()) {
            return display(type.arguments().get(0)) + "[]";
        }
        if (type.primitive() != null) {
            return type.primitive().display();
        }
        if (type.name().equals(GenericType.WILDCARD)) {
            return "?";
        }
        if (type.isVariable()) {
            return type.name().substring(1, type.name().length() - 1);
        }
        String arguments = type.arguments().isEmpty() ? ""
                : type.arguments().stream().map(ContractCompiler::display).collect(Collectors.joining(", ", "<", ">"));
        return MessageType.simpleName(type.name()) + arguments;
    }
}
