package obol.channels.contract.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.classfile.Bytecodes;
import obol.classfile.ClassFile;
import obol.classfile.ClassFile.BootstrapMethod;
import obol.classfile.ConstantPool;
import obol.classfile.ConstantPool.MemberRef;
import obol.classfile.MethodInfo;
import obol.classfile.Opcode;

/**
 * To which services the code of a jar connects, from a class on (rapid type analysis, Bacon and Sweeney 1996, coarser). Reached are all
 * methods of that class, and of each of which reached code makes an object; and the methods and class initialisers that reached code names. So
 * nothing that can run is left out, and code of other services of the jar is, unless it is shared.
 */
final class Connections {
    private static final String SERVICES = "obol/channels/Services";
    private static final String CONNECT = "connect";

    private final Map<String, ClassFile> jar = new HashMap<>();

    private record Method(ClassFile type, MethodInfo method) {
    }

    /**
     * A call of {@code Services.connect}.
     *
     * @param bci  where
     * @param name null if it does not stand in the code
     */
    record Connection(ClassFile type, MethodInfo method, int bci, String name) {
    }

    /** @param names binary names of the jar's classes */
    Connections(Collection<String> names, Classes classes) {
        for (String name : names) {
            ClassFile type = classes.find(name);
            if (type != null) {
                jar.put(type.name(), type);
            }
        }
    }

    /** Those that are reached from a class. */
    List<Connection> from(ClassFile entry) {
        return new Walk().from(entry);
    }

    private final class Walk {
        private final Set<Method> reached = new HashSet<>();
        private final Set<String> made = new HashSet<>();
        private final Deque<Method> todo = new ArrayDeque<>();
        private final List<Connection> found = new ArrayList<>();

        List<Connection> from(ClassFile entry) {
            make(entry.name());
            while (!todo.isEmpty()) {
                scan(todo.remove());
            }
            return found;
        }

        private void reach(Method method) {
            if (method.method.code() != null && reached.add(method)) {
                todo.add(method);
            }
        }

        private void make(String name) {
            ClassFile type = jar.get(name);
            if (type != null && made.add(name)) {
                type.methods().forEach(method -> reach(new Method(type, method)));
                make(type.superName());
            }
        }

        /** The methods that a member can be, in its class and those above, and their initialisers. */
        private void call(String owner, MemberRef member) {
            ClassFile type = jar.get(owner);
            if (type == null) {
                return;
            }
            for (MethodInfo method : type.methods()) {
                boolean named = method.name().equals(member.name()) && method.descriptor().equals(member.descriptor());
                if (named || method.name().equals("<clinit>")) {
                    reach(new Method(type, method));
                }
            }
            call(type.superName(), member);
            type.interfaces().forEach(above -> call(above, member));
        }

        private void scan(Method in) {
            ConstantPool constants = in.type.constants();
            String text = null;
            Bytecodes code = in.method.code().instructions();
            while (code.next()) {
                String before = text;
                text = null;
                switch (code.opcode()) {
                    case LDC, LDC_W -> {
                        boolean string = constants.tag(code.constant()) == ConstantPool.STRING;
                        text = string ? constants.string(code.constant()) : null;
                    }
                    case NEW -> make(constants.className(code.constant()));
                    case INVOKESTATIC, INVOKEVIRTUAL, INVOKEINTERFACE, INVOKESPECIAL, GETSTATIC, PUTSTATIC -> {
                        MemberRef member = constants.memberRef(code.constant());
                        if (isConnect(member)) {
                            connection(in, code.bci(), before);
                        }
                        call(member.owner(), member);
                    }
                    case INVOKEDYNAMIC -> {
                        int index = constants.invokeDynamic(code.constant()).bootstrap();
                        handles(in, code.bci(), in.type.bootstrapMethods().get(index));
                    }
                    default -> { }
                }
            }
        }

        private static boolean isConnect(MemberRef member) {
            return member.owner().equals(SERVICES) && member.name().equals(CONNECT);
        }

        private void connection(Method in, int bci, String name) {
            if (name == null || name.indexOf('/') < 0) { // no service's name has one: what a path leads to the namespace says
                found.add(new Connection(in.type, in.method, bci, name));
            }
        }

        /** The methods behind a lambda or method reference. */
        private void handles(Method in, int bci, BootstrapMethod bootstrap) {
            ConstantPool constants = in.type.constants();
            for (int argument : bootstrap.arguments()) {
                if (constants.tag(argument) == ConstantPool.METHOD_HANDLE) {
                    MemberRef member = constants.methodHandle(argument).member();
                    if (isConnect(member)) {
                        connection(in, bci, null);
                    }
                    if (member.name().equals("<init>")) {
                        make(member.owner());
                    }
                    call(member.owner(), member);
                }
            }
        }
    }
}
