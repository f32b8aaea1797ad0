package obol.aot.world;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The symbol table of a base image: of each of its classes the place in memory, the layout, what of it is reachable, and the
 * places of its methods' code; the literals; the assembly code's symbols. Written when the image is, and read to
 * compile suites against it: {@link World#over}. What follows from class files is not in it, so they must be the same
 * ones, which a checksum of each class sees to. Addresses are below 2 GiB.
 *
 * <p>Belongs to the one world that it was restored into.
 */
public final class BaseFacts {
    /** The base image has not what a suite needs of it; the message names it. */
    public static final class Lack extends RuntimeException {
        public Lack(String what) {
            super("the base image lacks " + what);
        }
    }

    /** Where the writer of the image has put things. */
    public interface Addresses {
        long hub(JClass c);

        /** Of a reachable method that has code. */
        long code(JMethod m);
    }

    private static final int REACHABLE = 1, DISPATCHED = 2, INSTANTIATED = 1, EXTENSIBLE = 2, HIDDEN = 4;

    private final byte[] bytes;
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<String, Integer> symbols = new LinkedHashMap<>();
    private final int staticsSize;
    private final int nextInterfaceNumber;
    private final long end;
    private final int at;

    private final List<JClass> classes = new ArrayList<>();
    private final Map<JClass, List<JMethod>> places = new HashMap<>();
    private final Map<JClass, Integer> hubs = new HashMap<>();
    private final Map<JMethod, Integer> code = new HashMap<>();

    private BaseFacts(byte[] bytes) throws IOException {
        this.bytes = bytes;
        ByteArrayInputStream all = new ByteArrayInputStream(bytes);
        DataInputStream in = new DataInputStream(all);
        staticsSize = in.readInt();
        nextInterfaceNumber = in.readInt();
        end = in.readInt();
        readAddresses(in, strings);
        readAddresses(in, symbols);
        at = bytes.length - all.available();
    }

    /** @throws IllegalArgumentException if the bytes are none that {@link #write} gives */
    public static BaseFacts read(byte[] bytes) {
        try {
            return new BaseFacts(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("no symbol table of a base image", e);
        }
    }

    /**
     * The facts of a laid-out world.
     *
     * @param strings addresses of the image's Strings by their texts
     * @param symbols addresses of the assembly code's symbols
     * @param end where the image ends in memory
     */
    public static byte[] write(World world, Addresses addresses, Map<String, Long> strings, Map<String, Long> symbols, long end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 22);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(world.layout().staticsSize());
            out.writeInt(world.layout().nextInterfaceNumber());
            out.writeInt((int) end);
            writeAddresses(out, strings);
            writeAddresses(out, symbols);
            List<JClass> classes = world.layout().classes();
            out.writeInt(world.substitutions().checksum());
            out.writeInt(classes.size());
            for (JClass c : classes) writeName(out, world, c);
            for (JClass c : classes) writeClass(out, world.layout(), addresses, c);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeAddresses(DataOutputStream out, Map<String, Long> addresses) throws IOException {
        out.writeInt(addresses.size());
        for (Map.Entry<String, Long> e : addresses.entrySet()) {
            writeText(out, e.getKey());
            out.writeInt(e.getValue().intValue());
        }
    }

    private static void readAddresses(DataInputStream in, Map<String, Integer> into) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            String text = readText(in);
            into.put(text, in.readInt());
        }
    }

    /** A text may be longer than writeUTF takes, and have halves of surrogate pairs. */
    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static String readText(DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(2 * in.readInt());
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_16BE);
    }

    private static void writeName(DataOutputStream out, World world, JClass c) throws IOException {
        out.writeUTF(c.isPrimitive() ? c.descriptor() : c.name);
        out.writeByte((c.instantiated ? INSTANTIATED : 0) | (c.extensible ? EXTENSIBLE : 0) | (c.hidden ? HIDDEN : 0));
        out.writeInt(c.checksum);
        if (c.hidden) {
            byte[] file = world.madeBytes(c.name);
            out.writeInt(file.length);
            out.write(file);
        }
    }

    private static void writeClass(DataOutputStream out, Layout layout, Addresses addresses, JClass c) throws IOException {
        out.writeInt((int) addresses.hub(c));
        out.writeInt(c.interfaceNumber);
        out.writeInt(c.instanceSize);
        out.writeInt(c.fieldsEnd);
        out.writeInt(c.initState);
        for (JField f : c.fields) out.writeInt(f.reachable ? f.offset : 0);
        for (JMethod m : c.methods) {
            boolean hasCode = m.reachable && !m.isAbstract() && m.assembly == null;
            out.writeByte((m.reachable ? REACHABLE : 0) | (m.dispatched ? DISPATCHED : 0));
            out.writeInt(m.vtableIndex);
            out.writeInt(hasCode ? (int) addresses.code(m) : 0);
        }
        List<JMethod> places = c.isInterface() ? layout.interfaceMethods(c) : layout.vtablePlaces(c);
        out.writeInt(places.size());
        for (JMethod m : places) {
            out.writeInt(m.holder.number);
            out.writeInt(m.holder.methods.indexOf(m));
        }
    }

    /**
     * Loads the base's classes and gives them their facts. A world may be over several base images that differ in addresses
     * alone, those of the ports: all of them are restored before anything else is done.
     */
    void restore(World world) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at))) {
            if (in.readInt() != world.substitutions().checksum()) throw changed("the substitutions");
            int count = in.readInt();
            for (int i = 0; i < count; i++) readName(in, world, i);
            for (JClass c : classes) readClass(in, c);
        } catch (IOException e) {
            throw new IllegalArgumentException("no symbol table of a base image", e);
        }
    }

    private static IllegalArgumentException changed(String what) {
        return new IllegalArgumentException(what + " has changed since the base image was made");
    }

    private void readName(DataInputStream in, World world, int number) throws IOException {
        String name = in.readUTF();
        int flags = in.readByte();
        int checksum = in.readInt();
        if ((flags & HIDDEN) != 0) {
            byte[] file = in.readNBytes(in.readInt());
            if (world.made(name) == null) world.define(file);
        }
        JClass c = name.length() == 1 ? world.ofDescriptor(name) : world.find(name);
        if (c == null || c.checksum != checksum) throw changed(name);
        c.number = number;
        c.inBase = true;
        c.reachable = true;
        c.instantiated = (flags & INSTANTIATED) != 0;
        c.extensible = (flags & EXTENSIBLE) != 0;
        classes.add(c);
    }

    private void readClass(DataInputStream in, JClass c) throws IOException {
        hubs.put(c, in.readInt());
        c.interfaceNumber = in.readInt();
        c.instanceSize = in.readInt();
        c.fieldsEnd = in.readInt();
        c.initState = in.readInt();
        for (JField f : c.fields) {
            f.offset = in.readInt();
            f.reachable = f.offset != 0;
        }
        for (JMethod m : c.methods) {
            int flags = in.readByte();
            m.reachable = (flags & REACHABLE) != 0;
            m.inBase = m.reachable;
            m.dispatched = (flags & DISPATCHED) != 0;
            m.dispatchedInBase = m.dispatched;
            m.vtableIndex = in.readInt();
            int address = in.readInt();
            if (address != 0) code.put(m, address);
        }
        List<JMethod> methods = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) methods.add(classes.get(in.readInt()).methods.get(in.readInt()));
        places.put(c, Collections.unmodifiableList(methods));
    }

    /** How many classes the base has: their numbers are below. */
    public int classCount() {
        return classes.size();
    }

    /** The classes of the base, by class number. */
    public List<JClass> classes() {
        return Collections.unmodifiableList(classes);
    }

    /** The methods for which a class's vtable has places; of an interface its method list. */
    List<JMethod> places(JClass c) {
        return places.get(c);
    }

    /** Bytes of the base's statics: those of a suite begin there. */
    public int staticsSize() {
        return staticsSize;
    }

    int nextInterfaceNumber() {
        return nextInterfaceNumber;
    }

    /** Where the base ends in memory. */
    public long end() {
        return end;
    }

    /** Address of the hub; the class is of the base. */
    public long hub(JClass c) {
        return hubs.get(c);
    }

    /** Address of the method's code, 0 if the base has none. */
    public long code(JMethod m) {
        return code.getOrDefault(m, 0);
    }

    /** Address of the String with this text, 0 if the base has none. */
    public long string(String text) {
        return strings.getOrDefault(text, 0);
    }

    /** Address of a symbol of the assembly code, 0 if there is none. */
    public long symbol(String name) {
        return symbols.getOrDefault(name, 0);
    }
}
