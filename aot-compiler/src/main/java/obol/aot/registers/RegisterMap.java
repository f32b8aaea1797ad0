package obol.aot.registers;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;

/**
 * The registers that an interface describes, those of the interfaces that it extends among them, and the methods that access them.
 *
 * @param name internal name of the interface
 * @param size bytes of the area
 * @param memory whether they lie in memory, so that there can be accessors
 * @param registers by name
 * @param accessors in the order of the class files
 */
public record RegisterMap(String name, int size, boolean memory, Map<String, Register> registers, List<Accessor> accessors) {
    /**
     * A register, or several one behind the other.
     *
     * @param offset in bytes
     * @param width in bits
     * @param bits with names, as far as they have some
     */
    public record Register(String name, int offset, int width, int count, boolean readable, boolean writable, List<Bits> bits) {
        public Register {
            bits = List.copyOf(bits);
        }

        /** Bytes of one. */
        public int step() {
            return width / Byte.SIZE;
        }

        /** Behind the last byte of the last one. */
        public long end() {
            return offset + (long) count * step();
        }

        /** All bits of one. */
        public long mask() {
            return -1L >>> Long.SIZE - width;
        }
    }

    /** A name for a bit or for adjacent ones, whose mask is in place. */
    public record Bits(String name, long mask) {
        boolean isFlag() {
            return Long.bitCount(mask) == 1;
        }
    }

    /**
     * A method of the interface.
     *
     * @param mask the bits that it gives or takes, in place
     * @param whole whether they are the whole register, or a field of it
     */
    public record Accessor(String method, String descriptor, Register register, boolean reads, long mask, boolean whole) {}

    public RegisterMap {
        registers = Collections.unmodifiableMap(new TreeMap<>(registers));
        accessors = List.copyOf(accessors);
    }

    /**
     * Reads a description.
     *
     * @param name internal name of the interface
     * @param classes finds a class file by its internal name; null: there is none
     * @throws RegisterFault if it breaks a rule
     */
    public static RegisterMap read(String name, Function<String, ClassFile> classes) {
        return new RegisterReader(name, classes).read();
    }

    /** Whether a class file is that of an interface marked as a description. */
    public static boolean isDescription(ClassFile file) {
        return file.isInterface() && file.annotation(RegisterReader.REGISTERS) != null;
    }

    /** That of an interface on this JVM. */
    public static RegisterMap of(Class<?> description) {
        return read(description.getName().replace('.', '/'), name -> {
            String file = name.substring(name.lastIndexOf('/') + 1) + ".class";
            try (InputStream in = description.getResourceAsStream(file)) {
                return in == null ? null : ClassFile.read(in.readAllBytes(), file);
            } catch (IOException | ClassFormatException e) {
                throw new IllegalArgumentException(name, e);
            }
        });
    }

    /** The register of which this is an access, null: there is none. */
    public Register at(int offset, boolean read) {
        for (Register register : registers.values()) {
            boolean possible = read ? register.readable : register.writable;
            if (possible && offset >= register.offset && offset < register.end() && (offset - register.offset) % register.step() == 0) {
                return register;
            }
        }
        return null;
    }

    /** An access as a line of a trace: {@code status = acknowledge|driver} for a write, {@code status is …} for a read. */
    public String trace(int offset, boolean read, long value) {
        Register register = at(offset, read);
        String between = read ? " is " : " = ";
        if (register == null) {
            return "0x" + Integer.toHexString(offset) + between + "0x" + Long.toHexString(value);
        }
        String index = register.count == 1 ? "" : "[" + (offset - register.offset) / register.step() + "]";
        return register.name + index + between + decode(register, value);
    }

    /** A value in words: {@code enabled|vector=32}, and what has no name as a hexadecimal number. */
    public static String decode(Register register, long value) {
        List<String> parts = new ArrayList<>();
        long rest = value;
        for (Bits bits : register.bits) {
            if ((value & bits.mask) != 0) {
                parts.add(bits.isFlag() ? bits.name : bits.name + "=" + ((value & bits.mask) >>> Long.numberOfTrailingZeros(bits.mask)));
            }
            rest &= ~bits.mask;
        }
        if (rest != 0 || parts.isEmpty()) {
            parts.add("0x" + Long.toHexString(rest));
        }
        return String.join("|", parts);
    }
}
