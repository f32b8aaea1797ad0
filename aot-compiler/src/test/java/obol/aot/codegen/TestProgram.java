package obol.aot.codegen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import obol.aot.codegen.machine.Convention;
import obol.aot.codegen.machine.Location;
import obol.aot.ir.Stub;
import obol.aot.ir.Type;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.x86.Assembler;
import obol.aot.x86.Cond;
import obol.aot.x86.Gpr;
import obol.aot.x86.Label;
import obol.aot.x86.Mem;
import obol.aot.x86.Op;
import obol.aot.x86.Reloc;
import obol.aot.x86.Width;
import obol.aot.x86.Xmm;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.ThreadLayout;

/**
 * A Linux executable of compiled methods and a driver that calls them, case by case, each time with fresh scratch memory,
 * and writes results and memory to its standard output. Stubs are stood in for; those that throw unwind by the methods'
 * own safepoint tables. All cases of a program run in one process.
 */
final class TestProgram {
    /** Scratch memory for loads and stores. */
    static final long MEMORY = 0x1000_0000L;
    static final int MEMORY_SIZE = 128;
    /** Where stubs leave their arguments' low halves, in the scratch memory. */
    static final int STUB_ARGUMENTS = (int) MEMORY + MEMORY_SIZE - 8;
    private static final int HEAP = 0x1100_0000;
    private static final int HEAP_SIZE = 1 << 25;
    private static final int CODE = 0x0040_0000;
    private static final int HEADERS = 0x1000;
    private static final int STACK_WORDS = 8;
    // A case's record.
    private static final int ENTRY = 0;
    private static final int INTEGERS = 8;
    private static final int FLOATS = INTEGERS + 6 * 8;
    private static final int STACK = FLOATS + 8 * 8;
    private static final int RESULT = STACK + 8 * STACK_WORDS;
    private static final int FLOAT_RESULT = RESULT + 8;
    private static final int SCRATCH = FLOAT_RESULT + 8;
    private static final int RECORD = SCRATCH + MEMORY_SIZE;

    /** What a method returned, or the exception that left it, and the scratch memory after it. */
    record Outcome(long result, byte[] memory) {}

    private record Case(JMethod method, long[] arguments) {}

    private final Map<JMethod, CompiledMethod> methods = new LinkedHashMap<>();
    private final List<Case> cases = new ArrayList<>();
    private final Map<Object, Integer> addresses = new HashMap<>();
    private final Map<Object, Label> symbols = new HashMap<>();
    private final byte[] template;
    private int nextHub = 0x0070_0000;

    TestProgram(byte[] scratch) {
        template = scratch.clone();
    }

    static long exception(Stub stub) {
        return 0xEEEE_0000L + stub.ordinal();
    }

    void add(CompiledMethod method) {
        methods.put(method.method(), method);
    }

    void addCase(JMethod method, long... arguments) {
        cases.add(new Case(method, arguments));
    }

    /** The address that stands for a hub. */
    int hub(JClass type) {
        return addresses.computeIfAbsent(type, t -> nextHub += 8);
    }

    /** Runs all cases. With {@code polling} every poll calls its stub; with {@code full} every allocation does. */
    List<Outcome> run(boolean polling, boolean full) throws IOException, InterruptedException {
        byte[] image = link(polling, full);
        Path file = Files.createTempFile("obol-codegen", ".elf");
        Path out = Files.createTempFile("obol-codegen", ".out");
        try {
            Files.write(file, image);
            if (!file.toFile().setExecutable(true)) throw new IOException("cannot make " + file + " executable");
            Process process = new ProcessBuilder(file.toString()).redirectOutput(out.toFile()).redirectErrorStream(true).start();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the program does not end");
            }
            if (process.exitValue() != 0) {
                Path kept = Files.copy(file, Files.createTempDirectory("obol-codegen").resolve("failed.elf"));
                throw new IllegalStateException("the program ended with " + process.exitValue() + "; it is kept as " + kept);
            }
            return outcomes(Files.readAllBytes(out));
        } finally {
            Files.delete(file);
            Files.delete(out);
        }
    }

    private List<Outcome> outcomes(byte[] bytes) {
        if (bytes.length != cases.size() * RECORD) throw new IllegalStateException("output of " + bytes.length + " bytes");
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            int at = i * RECORD;
            Type type = cases.get(i).method.result;
            long raw = b.getLong(at + (type.isFloating() ? FLOAT_RESULT : RESULT));
            boolean thrown = raw >>> 16 == 0xEEEE;
            if (type == Type.FLOAT && !thrown) raw &= 0xFFFF_FFFFL;
            long result = thrown ? raw : GraphEvaluator.canonical(type, raw);
            outcomes.add(new Outcome(result, Arrays.copyOfRange(bytes, at + SCRATCH, at + SCRATCH + MEMORY_SIZE)));
        }
        return outcomes;
    }

    private byte[] link(boolean polling, boolean full) {
        Assembler asm = new Assembler();
        symbols.clear();
        Label records = new Label();
        Label recordsEnd = new Label();
        Label templateAt = new Label();
        Label thread = new Label();
        Label state = new Label();
        Label savedSp = new Label();
        Label heapTop = new Label();
        Label table = new Label();
        Label after = new Label();
        driver(asm, records, recordsEnd, templateAt, thread, state, savedSp, after);
        stubs(asm, table, after, heapTop);
        Map<JMethod, Integer> offsets = new HashMap<>();
        Assembler data = asm;
        data.align(16);
        data.bind(thread);
        for (int i = 0; i < ThreadLayout.SIZE; i += 8) {
            data.data64(switch (i) {
                case ThreadLayout.LIMIT -> polling ? -1 : 0;
                case ThreadLayout.ALLOC_TOP -> HEAP;
                case ThreadLayout.ALLOC_END -> full ? HEAP : HEAP + HEAP_SIZE / 2;
                default -> 0;
            });
        }
        data.bind(state);
        data.address64(records);
        data.bind(savedSp);
        data.data64(0);
        data.bind(heapTop);
        data.data64(HEAP + HEAP_SIZE / 2);
        data.bind(templateAt);
        for (byte b : template) data.data8(b);
        data.bind(records);
        Map<Integer, JMethod> entries = new LinkedHashMap<>();
        for (Case c : cases) {
            entries.put(data.position(), c.method);
            record(data, c);
        }
        data.bind(recordsEnd);
        data.bind(table);
        int count = methods.values().stream().mapToInt(m -> m.safepoints().size()).sum();
        int tableAt = data.position();
        for (int i = 0; i < 3 * (count + 1); i++) data.data64(0);
        asm.finish();

        byte[] head = asm.code();
        int size = head.length;
        for (CompiledMethod m : methods.values()) {
            size = size + CompiledMethod.ALIGNMENT - 1 & -CompiledMethod.ALIGNMENT;
            offsets.put(m.method(), size);
            size += m.code().length;
        }
        byte[] image = Arrays.copyOf(head, size);
        ByteBuffer b = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        apply(b, 0, asm.relocs(), Map.of(), asm);
        int tablePosition = asm.offsetOf(tableAt);
        for (CompiledMethod m : methods.values()) {
            int at = offsets.get(m.method());
            System.arraycopy(m.code(), 0, image, at, m.code().length);
            apply(b, at, m.relocations(), offsets, asm);
            for (Safepoint s : m.safepoints()) {
                b.putLong(tablePosition, base() + at + s.returnOffset());
                b.putLong(tablePosition + 8, 8L * s.frameWords());
                b.putLong(tablePosition + 16, s.handlerOffset() < 0 ? 0 : base() + at + s.handlerOffset());
                tablePosition += 24;
            }
        }
        entries.forEach((position, method) -> b.putLong(asm.offsetOf(position), base() + offsets.get(method)));
        return elf(image);
    }

    private static long base() {
        return CODE + HEADERS;
    }

    private void apply(ByteBuffer image, int at, List<Reloc> relocs, Map<JMethod, Integer> offsets, Assembler asm) {
        for (Reloc reloc : relocs) {
            Object t = reloc.target();
            long target;
            if (t == Reloc.CODE_START) target = base() + at;
            else if (t instanceof JMethod m) target = base() + offsets.get(m);
            else if (t instanceof AssemblySymbol s) target = base() + asm.offsetOf(required(s));
            else target = t instanceof JClass c ? hub(c) : addresses.computeIfAbsent(t, x -> nextHub += 8);
            target += reloc.addend();
            int field = at + reloc.offset();
            switch (reloc.kind()) {
                case REL32 -> image.putInt(field, (int) (target - (base() + field)));
                case ABS32 -> image.putInt(field, (int) target);
                case ABS64 -> image.putLong(field, target);
            }
        }
    }

    private Label required(AssemblySymbol symbol) {
        Label label = symbols.get(symbol);
        if (label == null) throw new IllegalStateException("no stand-in for " + symbol);
        return label;
    }

    private static void record(Assembler data, Case c) {
        Convention convention = new Convention(c.method.parameters);
        if (convention.stackArguments > STACK_WORDS) throw new IllegalArgumentException("too many arguments");
        long[] words = new long[RECORD / 8];
        for (int i = 0; i < c.arguments.length; i++) {
            int where = convention.arguments[i];
            int at = Location.isSlot(where) ? STACK + 8 * Location.slotIndex(where)
                : Location.isXmm(where) ? FLOATS + 8 * (where - Location.FIRST_XMM)
                : INTEGERS + 8 * List.of(Gpr.RDI, Gpr.RSI, Gpr.RDX, Gpr.RCX, Gpr.R8, Gpr.R9).indexOf(Location.gpr(where));
            words[at / 8] = c.arguments[i];
        }
        for (long w : words) data.data64(w);
    }

    private static void driver(Assembler asm, Label records, Label recordsEnd, Label template, Label thread, Label state, Label savedSp, Label after) {
        Label loop = new Label();
        Label done = new Label();
        asm.lea(Width.Q, Gpr.R15, Mem.rip(thread));
        asm.bind(loop);
        asm.mov(Width.Q, Gpr.R12, Mem.rip(state));
        asm.lea(Width.Q, Gpr.RAX, Mem.rip(recordsEnd));
        asm.emit(Op.CMP, Width.Q, Gpr.R12, Gpr.RAX);
        asm.jcc(Cond.E, done);
        asm.lea(Width.Q, Gpr.RSI, Mem.rip(template));
        asm.movImm(Gpr.RDI, MEMORY);
        asm.movImm(Gpr.RCX, MEMORY_SIZE);
        asm.emit(Op.REP_MOVSB);
        asm.mov(Width.Q, Mem.rip(savedSp), Gpr.RSP);
        asm.emit(Op.SUB, Width.Q, Gpr.RSP, 8 * STACK_WORDS);
        for (int i = 0; i < STACK_WORDS; i++) {
            asm.mov(Width.Q, Gpr.RAX, new Mem(Gpr.R12, STACK + 8 * i));
            asm.mov(Width.Q, new Mem(Gpr.RSP, 8 * i), Gpr.RAX);
        }
        Gpr[] integers = {Gpr.RDI, Gpr.RSI, Gpr.RDX, Gpr.RCX, Gpr.R8, Gpr.R9};
        for (int i = 0; i < 6; i++) asm.mov(Width.Q, integers[i], new Mem(Gpr.R12, INTEGERS + 8 * i));
        for (int i = 0; i < 8; i++) asm.emit(Op.MOVSD, Xmm.of(i), new Mem(Gpr.R12, FLOATS + 8 * i));
        for (Gpr junk : new Gpr[] {Gpr.RBX, Gpr.RBP, Gpr.R10, Gpr.R11, Gpr.R13, Gpr.R14}) asm.movImm(junk, -1);
        for (int i = 8; i < 16; i++) asm.emit(Op.PCMPEQD, Xmm.of(i), Xmm.of(i));
        asm.mov(Width.Q, Gpr.RAX, new Mem(Gpr.R12, ENTRY));
        asm.emit(Op.CALL, Gpr.RAX);
        asm.bind(after);
        asm.mov(Width.Q, Gpr.RSP, Mem.rip(savedSp));
        asm.mov(Width.Q, Gpr.R12, Mem.rip(state));
        asm.mov(Width.Q, new Mem(Gpr.R12, RESULT), Gpr.RAX);
        asm.emit(Op.MOVSD, new Mem(Gpr.R12, FLOAT_RESULT), Xmm.XMM0);
        asm.movImm(Gpr.RSI, MEMORY);
        asm.lea(Width.Q, Gpr.RDI, new Mem(Gpr.R12, SCRATCH));
        asm.movImm(Gpr.RCX, MEMORY_SIZE);
        asm.emit(Op.REP_MOVSB);
        asm.emit(Op.ADD, Width.Q, Mem.rip(state), RECORD);
        asm.jmp(loop);
        asm.bind(done);
        // write(1, records, size) until all is written; exit(0)
        asm.lea(Width.Q, Gpr.RSI, Mem.rip(records));
        asm.lea(Width.Q, Gpr.R14, Mem.rip(recordsEnd));
        Label write = new Label();
        asm.bind(write);
        asm.movImm(Gpr.RAX, 1);
        asm.movImm(Gpr.RDI, 1);
        asm.mov(Width.Q, Gpr.RDX, Gpr.R14);
        asm.emit(Op.SUB, Width.Q, Gpr.RDX, Gpr.RSI);
        asm.emit(Op.SYSCALL);
        asm.emit(Op.ADD, Width.Q, Gpr.RSI, Gpr.RAX);
        asm.emit(Op.CMP, Width.Q, Gpr.RSI, Gpr.R14);
        asm.jcc(Cond.NE, write);
        asm.movImm(Gpr.RAX, 60);
        asm.emit(Op.XOR, Width.D, Gpr.RDI, Gpr.RDI);
        asm.emit(Op.SYSCALL);
    }

    private void stubs(Assembler asm, Label table, Label after, Label heapTop) {
        Label unwind = new Label();
        for (Stub stub : Stub.values()) {
            symbol(asm, stub.symbol());
            if (stub != Stub.NEW && stub != Stub.NEW_ARRAY) {
                for (int i = 0; i < stub.arguments; i++) asm.mov(Width.D, Mem.absolute(STUB_ARGUMENTS + 4 * i), Location.gpr(Convention.STUB[i]));
            }
            if (stub.ends) {
                asm.movImm(Gpr.RAX, exception(stub));
                asm.jmp(unwind);
            } else if (stub == Stub.NEW || stub == Stub.NEW_ARRAY) {
                allocate(asm, heapTop, stub == Stub.NEW_ARRAY);
            } else {
                // Arguments' registers and flags may change, others not.
                for (int i = 0; i < stub.arguments; i++) asm.movImm(Location.gpr(Convention.STUB[i]), 0x5555_5555L);
                if (stub.result != Type.VOID) asm.movImm(Gpr.RAX, MEMORY);
                asm.emit(Op.CMP, Width.Q, Gpr.RSP, 0);
                asm.emit(Op.RET);
            }
        }
        Label search = new Label();
        Label up = new Label();
        Label found = new Label();
        Label uncaught = new Label();
        asm.bind(unwind);
        asm.emit(Op.POP, Gpr.R10);
        asm.bind(up);
        asm.lea(Width.Q, Gpr.R11, Mem.rip(table));
        asm.bind(search);
        asm.emit(Op.CMP, Width.Q, new Mem(Gpr.R11, 0), 0);
        asm.jcc(Cond.E, uncaught);
        asm.emit(Op.CMP, Width.Q, new Mem(Gpr.R11, 0), Gpr.R10);
        asm.jcc(Cond.E, found);
        asm.emit(Op.ADD, Width.Q, Gpr.R11, 24);
        asm.jmp(search);
        asm.bind(found);
        // Nothing but rax and the stack is kept.
        for (Gpr junk : new Gpr[] {Gpr.RBX, Gpr.RBP, Gpr.RCX, Gpr.RDX, Gpr.RSI, Gpr.RDI, Gpr.R8, Gpr.R9}) asm.movImm(junk, -1);
        asm.mov(Width.Q, Gpr.RCX, new Mem(Gpr.R11, 16));
        asm.emit(Op.TEST, Width.Q, Gpr.RCX, Gpr.RCX);
        Label outer = new Label();
        asm.jcc(Cond.E, outer);
        asm.jmp(Gpr.RCX);
        asm.bind(outer);
        asm.emit(Op.ADD, Width.Q, Gpr.RSP, new Mem(Gpr.R11, 8));
        asm.emit(Op.POP, Gpr.R10);
        asm.jmp(up);
        asm.bind(uncaught);
        asm.emit(Op.MOVQ, Width.Q, Xmm.XMM0, Gpr.RAX);
        asm.jmp(after);
        remainder(asm, "fmod_double", 0xDD, 8);
        remainder(asm, "fmod_float", 0xD9, 4);
    }

    private void allocate(Assembler asm, Label heapTop, boolean array) {
        asm.emit(Op.PUSH, Gpr.R8);
        asm.mov(Width.Q, Gpr.R8, Mem.rip(heapTop));
        asm.emit(Op.ADD, Width.Q, Mem.rip(heapTop), 256);
        asm.mov(Width.D, new Mem(Gpr.R8, ObjectLayout.HUB), Gpr.RAX);
        if (array) asm.mov(Width.D, new Mem(Gpr.R8, ObjectLayout.ARRAY_LENGTH), Gpr.RCX);
        asm.mov(Width.Q, Gpr.RAX, Gpr.R8);
        asm.emit(Op.POP, Gpr.R8);
        if (array) asm.movImm(Gpr.RCX, 0x5555_5555L);
        asm.emit(Op.RET);
    }

    private void symbol(Assembler asm, String name) {
        Label label = new Label();
        asm.bind(label);
        symbols.put(new AssemblySymbol(name), label);
    }

    /** {@code fprem} until it is done. */
    private void remainder(Assembler asm, String name, int opcode, int size) {
        symbol(asm, name);
        Op move = size == 8 ? Op.MOVSD : Op.MOVSS;
        asm.emit(move, new Mem(Gpr.RSP, -16), Xmm.XMM1);
        asm.emit(move, new Mem(Gpr.RSP, -8), Xmm.XMM0);
        int[] bytes = {opcode, 0x44, 0x24, 0xF0, opcode, 0x44, 0x24, 0xF8,
            0xD9, 0xF8, 0x9B, 0xDF, 0xE0, 0x9E, 0x7A, 0xF8, opcode, 0x5C, 0x24, 0xF8, 0xDD, 0xD8};
        for (int b : bytes) asm.data8(b);
        asm.emit(move, Xmm.XMM0, new Mem(Gpr.RSP, -8));
        asm.emit(Op.RET);
    }

    private static byte[] elf(byte[] image) {
        ByteBuffer b = ByteBuffer.allocate(HEADERS + image.length).order(ByteOrder.LITTLE_ENDIAN);
        b.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        b.putShort((short) 2).putShort((short) 62).putInt(1).putLong(base()).putLong(64).putLong(0).putInt(0);
        b.putShort((short) 64).putShort((short) 56).putShort((short) 4).putShort((short) 64).putShort((short) 0).putShort((short) 0);
        segment(b, 7, 0, CODE, HEADERS + image.length, HEADERS + image.length);
        segment(b, 6, 0, MEMORY, 0, 0x1000);
        segment(b, 6, 0, HEAP, 0, HEAP_SIZE);
        segment(b, 6, 0, MemoryMap.CARD_TABLE, 0, MemoryMap.CARD_TABLE_SIZE);
        b.position(HEADERS);
        b.put(image);
        return b.array();
    }

    private static void segment(ByteBuffer b, int flags, long offset, long address, long fileSize, long size) {
        b.putInt(1).putInt(flags).putLong(offset).putLong(address).putLong(address).putLong(fileSize).putLong(size).putLong(0x1000);
    }
}
