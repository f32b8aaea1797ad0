package obol.aot.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What NASM made of the nucleus's assembly code: a relocatable ELF64 file (System V ABI, AMD64 supplement). Only what NASM
 * writes is understood; anything else is refused.
 */
public final class AssemblyObject {
    /** One relocation: {@code form} of {@code symbol + addend} at {@code offset}. */
    record Relocation(long offset, Section.Form form, Symbol symbol, long addend) {}

    /** A symbol; section null: defined elsewhere, by the compiled code; {@code absolute}: a number. */
    record Symbol(String name, Part section, long value, boolean global, boolean absolute) {}

    /** A section with its bytes (bytes null: zeros). */
    static final class Part {
        final String name;
        final long size;
        final int alignment;
        final boolean executable;
        final boolean writable;
        final byte[] bytes;
        final List<Relocation> relocations = new ArrayList<>();

        Part(String name, long size, int alignment, long flags, byte[] bytes) {
            this.name = name;
            this.size = size;
            this.alignment = Math.max(alignment, 1);
            this.writable = (flags & 1) != 0;
            this.executable = (flags & 4) != 0;
            this.bytes = bytes;
        }
    }

    private static final int SHT_PROGBITS = 1, SHT_SYMTAB = 2, SHT_RELA = 4, SHT_NOBITS = 8;
    private static final int R_X86_64_64 = 1, R_X86_64_PC32 = 2, R_X86_64_PLT32 = 4, R_X86_64_32 = 10, R_X86_64_32S = 11;
    private static final int SHN_ABS = 0xFFF1;

    final List<Part> parts = new ArrayList<>();
    final Map<String, Symbol> globals = new LinkedHashMap<>();
    final List<Symbol> symbols = new ArrayList<>();

    private final ByteBuffer elf;

    private AssemblyObject(byte[] bytes) {
        elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads the file. Throws IllegalArgumentException when it is not one of the expected kind. */
    public static AssemblyObject read(byte[] bytes) {
        AssemblyObject object = new AssemblyObject(bytes);
        object.parse();
        return object;
    }

    /** The names that the assembly code wants from elsewhere. */
    public List<String> undefined() {
        List<String> names = new ArrayList<>();
        for (Symbol s : symbols) if (s.section == null && !s.absolute && !s.name.isEmpty()) names.add(s.name);
        return names;
    }

    private void parse() {
        if (elf.limit() < 64 || elf.getInt(0) != 0x464C457F || elf.get(4) != 2 || elf.getShort(16) != 1 || elf.getShort(18) != 62) {
            throw new IllegalArgumentException("not a relocatable ELF64 file for x86-64");
        }
        int table = (int) elf.getLong(40);
        int count = elf.getShort(60);
        int names = offset(table + 64 * elf.getShort(62));
        Part[] bySection = new Part[count];
        int symbolTable = -1;
        for (int i = 0; i < count; i++) {
            int header = table + 64 * i;
            int type = elf.getInt(header + 4);
            long flags = elf.getLong(header + 8);
            if (type == SHT_SYMTAB) symbolTable = header;
            if (type != SHT_PROGBITS && type != SHT_NOBITS) continue;
            byte[] bytes = null;
            if (type == SHT_PROGBITS) {
                bytes = new byte[(int) size(header)];
                elf.get(offset(header), bytes);
            }
            bySection[i] = new Part(string(names + elf.getInt(header)), size(header), (int) elf.getLong(header + 48), flags, bytes);
            parts.add(bySection[i]);
        }
        if (symbolTable < 0) throw new IllegalArgumentException("the object has no symbols");
        int strings = offset(table + 64 * elf.getInt(symbolTable + 40));
        for (int at = offset(symbolTable), end = at + (int) size(symbolTable); at < end; at += 24) {
            int section = elf.getShort(at + 6) & 0xFFFF;
            boolean absolute = section == SHN_ABS;
            Part part = absolute || section == 0 ? null : bySection[section];
            Symbol symbol = new Symbol(string(strings + elf.getInt(at)), part, elf.getLong(at + 8), elf.get(at + 4) >> 4 == 1, absolute);
            symbols.add(symbol);
            if (symbol.global && (part != null || absolute)) globals.put(symbol.name, symbol);
        }
        for (int i = 0; i < count; i++) {
            int header = table + 64 * i;
            if (elf.getInt(header + 4) != SHT_RELA) continue;
            Part part = bySection[elf.getInt(header + 44)];
            for (int at = offset(header), end = at + (int) size(header); at < end; at += 24) {
                long info = elf.getLong(at + 8);
                Section.Form form = switch ((int) info) {
                    case R_X86_64_64 -> Section.Form.ABSOLUTE_64;
                    case R_X86_64_PC32, R_X86_64_PLT32 -> Section.Form.RELATIVE_32;
                    case R_X86_64_32, R_X86_64_32S -> Section.Form.ABSOLUTE_32;
                    default -> throw new IllegalArgumentException("relocation type " + (int) info + " in " + part.name);
                };
                long addend = elf.getLong(at + 16);
                // Section keeps distances from the end of the field, ELF from its start.
                if (form == Section.Form.RELATIVE_32) addend += 4;
                part.relocations.add(new Relocation(elf.getLong(at), form, symbols.get((int) (info >>> 32)), addend));
            }
        }
    }

    private int offset(int header) {
        return (int) elf.getLong(header + 24);
    }

    private long size(int header) {
        return elf.getLong(header + 32);
    }

    private String string(int at) {
        StringBuilder s = new StringBuilder();
        while (elf.get(at) != 0) s.append((char) elf.get(at++));
        return s.toString();
    }
}
