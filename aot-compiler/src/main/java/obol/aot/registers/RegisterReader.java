package obol.aot.registers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import obol.aot.registers.RegisterMap.Accessor;
import obol.aot.registers.RegisterMap.Bits;
import obol.aot.registers.RegisterMap.Register;
import obol.classfile.Access;
import obol.classfile.Annotation;
import obol.classfile.ClassFile;
import obol.classfile.Descriptor;
import obol.classfile.FieldInfo;
import obol.classfile.MethodInfo;

/** Reads one description from class files, and checks all of the rules in the package comment of {@code obol.nucleus.registers}. */
final class RegisterReader {
    private static final String PACKAGE = "Lobol/nucleus/registers/";
    static final String REGISTERS = PACKAGE + "Registers;";
    private static final String REGISTER = PACKAGE + "Register;", FIELD = PACKAGE + "Field;";
    private static final int DEFAULT_WIDTH = 32;

    private record Member(ClassFile holder, MethodInfo method) {
        String name() {
            return method.name();
        }
    }

    private final String name;
    private final Function<String, ClassFile> classes;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Register> registers = new LinkedHashMap<>();
    private final List<Accessor> accessors = new ArrayList<>();

    RegisterReader(String name, Function<String, ClassFile> classes) {
        this.name = name;
        this.classes = classes;
    }

    RegisterMap read() {
        ClassFile file = classes.apply(name);
        if (file == null || !RegisterMap.isDescription(file)) {
            fault(name, "is no interface marked @Registers");
            throw new RegisterFault(faults);
        }
        Annotation description = file.annotation(REGISTERS);
        List<Member> members = new ArrayList<>();
        collect(file, members);
        int size = number(description, "size", 0);
        for (Member m : members) if (m.method.annotation(REGISTER) != null) register(m, size, members);
        for (Member m : members) accessor(m);
        checkOverlaps();
        if (!faults.isEmpty()) throw new RegisterFault(faults);
        return new RegisterMap(name, size, number(description, "memory", 1) != 0, registers, accessors);
    }

    private void collect(ClassFile file, List<Member> to) {
        for (String parent : file.interfaces()) {
            ClassFile of = classes.apply(parent);
            if (of == null || !RegisterMap.isDescription(of)) fault(file.name(), "extends " + binary(parent) + ", which is not marked @Registers");
            else collect(of, to);
        }
        for (MethodInfo method : file.methods()) {
            if (method.name().equals("<clinit>")) continue;
            if (method.has(Access.ABSTRACT)) to.add(new Member(file, method));
            else fault(file.name() + "." + method.name(), "is not abstract");
        }
    }

    private void register(Member m, int size, List<Member> members) {
        Annotation a = m.method.annotation(REGISTER);
        int at = number(a, "at", 0);
        int width = number(a, "width", DEFAULT_WIDTH);
        int count = number(a, "count", 1);
        if (width != 8 && width != 16 && width != 32 && width != 64) {
            fault(m, "is " + width + " bits wide, not 8, 16, 32 or 64");
            return;
        }
        int step = width / Byte.SIZE;
        if (at < 0 || count < 1 || at + (long) count * step > size) fault(m, "lies outside of the " + size + " bytes");
        if (at % step != 0) fault(m, "lies at " + at + ", which is no multiple of its width");
        boolean readable = false, writable = false;
        for (Member other : members) {
            if (!other.name().equals(m.name()) || other.method.annotation(FIELD) != null) continue;
            if (isGetter(other)) readable = true;
            else writable = true;
        }
        Register register = new Register(m.name(), at, width, count, readable, writable, bits(m, a, width));
        if (registers.putIfAbsent(m.name(), register) != null) fault(m, "is described twice");
    }

    private void accessor(Member m) {
        Annotation field = m.method.annotation(FIELD);
        String of = field == null ? m.name() : (String) ((Annotation.Constant) field.value("of")).value();
        Register register = registers.get(of);
        if (register == null) {
            if (m.method.annotation(REGISTER) == null) fault(m, field == null ? "describes no register" : "is of " + of + ", which is no register");
            return;
        }
        boolean reads = isGetter(m);
        String value = register.width() == 64 ? "J" : "I";
        long mask = register.mask();
        if (field != null) {
            mask = number(field, "mask", 0) & 0xFFFF_FFFFL;
            if (!isRun(mask) || (mask & ~register.mask()) != 0) fault(m, "has a mask that is no run of bits of " + of);
            if (register.width() == 64) fault(m, "is of 64 bits; fields are of registers up to 32");
            if (register.count() != 1 || !register.readable() || !reads && !register.writable()){
                fault(m, "cannot be read out of " + of + (reads ? "" : " and written back"));
            }
            value = m.method.descriptor().contains("Z") && Long.bitCount(mask) == 1 ? "Z" : "I";
        }
        String index = register.count() == 1 ? "" : "I";
        String wanted = reads ? "(" + index + ")" + value : "(" + index + value + ")V";
        if (!m.method.descriptor().equals(wanted)) fault(m, "has the descriptor " + m.method.descriptor() + ", not " + wanted);
        accessors.add(new Accessor(m.name(), m.method.descriptor(), register, reads, mask, field == null));
    }

    private List<Bits> bits(Member m, Annotation a, int width) {
        if (!(a.value("bits") instanceof Annotation.ClassLiteral literal) || literal.descriptor().equals("V")) return List.of();
        ClassFile file = classes.apply(Descriptor.className(literal.descriptor()));
        List<Bits> bits = new ArrayList<>();
        if (file == null) {
            fault(m, "has bits of " + literal.descriptor() + ", which is not there");
            return bits;
        }
        long all = 0;
        for (FieldInfo f : file.fields()) {
            if (!(f.constantValue() instanceof Number number)) continue;
            long mask = f.descriptor().equals("I") ? number.intValue() & 0xFFFF_FFFFL : number.longValue();
            String member = file.name() + "." + f.name();
            if (!isRun(mask) || width < Long.SIZE && mask >>> width != 0) fault(member, "is no run of the " + width + " bits of " + m.name());
            if ((all & mask) != 0) fault(member, "overlaps other bits of " + m.name());
            all |= mask;
            bits.add(new Bits(f.name().toLowerCase(Locale.ROOT).replace('_', '-'), mask));
        }
        return bits;
    }

    /** Whether there are such bits, and they are adjacent. */
    private static boolean isRun(long mask) {
        long low = mask >>> (mask == 0 ? 0 : Long.numberOfTrailingZeros(mask));
        return mask != 0 && (low & low + 1) == 0;
    }

    private void checkOverlaps() {
        List<Register> sorted = new ArrayList<>(registers.values());
        sorted.sort(Comparator.comparingInt(Register::offset));
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = i + 1; j < sorted.size() && sorted.get(j).offset() < sorted.get(i).end(); j++) {
                Register a = sorted.get(i), b = sorted.get(j);
                if (a.readable() && b.readable() || a.writable() && b.writable()) fault(name + "." + b.name(), "overlaps " + a.name());
            }
        }
    }

    private static boolean isGetter(Member m) {
        return !m.method.descriptor().endsWith(")V");
    }

    private void fault(Member m, String what) {
        fault(m.holder.name() + "." + m.name(), what);
    }

    private void fault(String member, String what) {
        faults.add(binary(member) + " " + what);
    }

    private static String binary(String internal) {
        return internal.replace('/', '.').replace('$', '.');
    }

    /** A number or a boolean of an annotation. */
    private static int number(Annotation annotation, String element, int otherwise) {
        return annotation.value(element) instanceof Annotation.Constant constant ? (Integer) constant.value() : otherwise;
    }
}
