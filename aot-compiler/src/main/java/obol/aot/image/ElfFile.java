package obol.aot.image;

import java.util.List;
import obol.aot.image.LinkedImage.Segment;
import obol.aot.image.LinkedImage.Symbol;

/** A static ELF64 executable for x86-64: loadable segments, notes, and a symbol table for debuggers. */
final class ElfFile {
    static final int READ = 4, WRITE = 2, EXECUTE = 1;
    static final long PAGE = 4096;

    private static final int HEADER = 64, PROGRAM_HEADER = 56, SECTION_HEADER = 64, SYMBOL = 24;

    private final List<Segment> segments;
    private final List<Symbol> symbols;
    private final LinkedImage.Note note;

    ElfFile(List<Segment> segments, List<Symbol> symbols, LinkedImage.Note note) {
        this.segments = segments;
        this.symbols = symbols;
        this.note = note;
    }

    byte[] toBytes(long entry) {
        Section file = new Section("file");
        int headers = segments.size() + (note == null ? 1 : 2);
        long[] fileOffsets = new long[segments.size()];
        long at = HEADER + (long) PROGRAM_HEADER * headers;
        for (int i = 0; i < fileOffsets.length; i++) {
            at = (at + PAGE - 1) & -PAGE;
            fileOffsets[i] = at;
            at += segments.get(i).bytes().length;
        }
        file.bytes(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        file.u16(2);
        file.u16(62);
        file.u32(1);
        file.u64(entry);
        file.u64(HEADER);
        int sectionTableAt = file.size();
        file.u64(0);
        file.u32(0);
        file.u16(HEADER);
        file.u16(PROGRAM_HEADER);
        file.u16(headers);
        file.u16(SECTION_HEADER);
        file.u16(segments.size() + 4);
        file.u16(segments.size() + 3);
        for (int i = 0; i < fileOffsets.length; i++) {
            Segment s = segments.get(i);
            int size = s.bytes().length;
            programHeader(file, 1, s.protection(), fileOffsets[i], s.start(), size, size + s.zeros(), PAGE);
            if (note != null && note.address() >= s.start() && note.address() < s.start() + size) {
                programHeader(file, 4, READ, fileOffsets[i] + note.address() - s.start(), note.address(), note.size(), note.size(), 4);
            }
        }
        programHeader(file, 0x6474E551, READ | WRITE, 0, 0, 0, 0, 16);
        for (int i = 0; i < fileOffsets.length; i++) {
            Segment s = segments.get(i);
            file.skip((int) (fileOffsets[i] - file.size()));
            file.bytes(s.bytes());
        }
        sections(file, sectionTableAt, fileOffsets);
        return file.toBytes();
    }

    private static void programHeader(Section out, int type, int flags, long offset, long address, long fileSize, long memorySize, long alignment) {
        out.u32(type);
        out.u32(flags);
        out.u64(offset);
        out.u64(address);
        out.u64(address);
        out.u64(fileSize);
        out.u64(memorySize);
        out.u64(alignment);
    }

    /** Section headers: none, one for each segment, symbols, symbol names, section names. */
    private void sections(Section file, int sectionTableAt, long[] fileOffsets) {
        file.align(8);
        long symbolsAt = file.size();
        Section names = new Section("names");
        names.u8(0);
        file.skip(SYMBOL);
        for (Symbol s : symbols) {
            file.u32(names.size());
            name(names, s.name());
            file.u8(s.code() ? 2 : 1);
            file.u8(0);
            file.u16(1 + segmentOf(s.address()));
            file.u64(s.address());
            file.u64(s.size());
        }
        long namesAt = file.size();
        file.bytes(names.toBytes());
        long sectionNamesAt = file.size();
        Section sectionNames = new Section("section names");
        sectionNames.u8(0);
        int[] nameAt = new int[segments.size() + 3];
        for (int i = 0; i < nameAt.length; i++) {
            nameAt[i] = sectionNames.size();
            name(sectionNames, i < segments.size() ? "." + segments.get(i).name()
                : i == segments.size() ? ".symtab" : i == segments.size() + 1 ? ".strtab" : ".shstrtab");
        }
        file.bytes(sectionNames.toBytes());
        file.align(8);
        file.patch32(sectionTableAt, file.size());
        file.skip(SECTION_HEADER);
        for (int i = 0; i < segments.size(); i++) {
            Segment s = segments.get(i);
            int flags = 2 | ((s.protection() & WRITE) != 0 ? 1 : 0) | ((s.protection() & EXECUTE) != 0 ? 4 : 0);
            sectionHeader(file, nameAt[i], 1, flags, s.start(), fileOffsets[i], s.bytes().length, 0, 0, 16, 0);
        }
        int count = segments.size();
        sectionHeader(file, nameAt[count], 2, 0, 0, symbolsAt, (symbols.size() + 1L) * SYMBOL, count + 2, symbols.size() + 1, 8, SYMBOL);
        sectionHeader(file, nameAt[count + 1], 3, 0, 0, namesAt, names.size(), 0, 0, 1, 0);
        sectionHeader(file, nameAt[count + 2], 3, 0, 0, sectionNamesAt, sectionNames.size(), 0, 0, 1, 0);
    }

    private int segmentOf(long address) {
        for (int i = 0; i < segments.size(); i++) {
            Segment s = segments.get(i);
            if (address >= s.start() && address <= s.start() + s.bytes().length + s.zeros()) return i;
        }
        throw new IllegalStateException("a symbol at " + Long.toHexString(address) + " lies in no segment");
    }

    private static void name(Section names, String name) {
        names.bytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        names.u8(0);
    }

    private static void sectionHeader(Section out, int name, int type, long flags, long address, long offset, long size, int link, int info, int alignment, int entrySize) {
        out.u32(name);
        out.u32(type);
        out.u64(flags);
        out.u64(address);
        out.u64(offset);
        out.u64(size);
        out.u32(link);
        out.u32(info);
        out.u64(alignment);
        out.u64(entrySize);
    }
}
