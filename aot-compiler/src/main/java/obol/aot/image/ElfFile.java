package obol.aot.image;

import java.util.ArrayList;
import java.util.List;

/** A static ELF64 executable for x86-64: loadable segments, notes, and a symbol table for debuggers. */
final class ElfFile {
    static final int READ = 4, WRITE = 2, EXECUTE = 1;
    static final long PAGE = 4096;

    private static final int HEADER = 64, PROGRAM_HEADER = 56, SECTION_HEADER = 64, SYMBOL = 24;

    /** A stretch of memory: the sections in order of address, then {@code zeros} bytes. */
    private record Segment(int protection, List<Section> sections, long zeros) {
        long start() {
            return sections.get(0).base;
        }

        long fileSize() {
            Section last = sections.get(sections.size() - 1);
            return last.base + last.size() - start();
        }
    }

    private record Symbol(String name, Place place, long size, boolean code) {}

    private final List<Segment> segments = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private Section note;

    /** Adds a segment; its first section stands at a multiple of the page size. */
    void segment(int protection, List<Section> sections, long zeros) {
        segments.add(new Segment(protection, List.copyOf(sections), zeros));
    }

    void symbol(String name, Place place, long size, boolean code) {
        symbols.add(new Symbol(name, place, size, code));
    }

    /** A section of one of the segments that holds ELF notes. */
    void note(Section section) {
        note = section;
    }

    byte[] toBytes(long entry) {
        Section file = new Section("file");
        int headers = segments.size() + (note == null ? 1 : 2);
        long[] fileOffsets = new long[segments.size()];
        long at = HEADER + (long) PROGRAM_HEADER * headers;
        for (int i = 0; i < fileOffsets.length; i++) {
            at = (at + PAGE - 1) & -PAGE;
            fileOffsets[i] = at;
            at += segments.get(i).fileSize();
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
            programHeader(file, 1, s.protection, fileOffsets[i], s.start(), s.fileSize(), s.fileSize() + s.zeros, PAGE);
            if (note != null && s.sections.contains(note)) {
                programHeader(file, 4, READ, fileOffsets[i] + note.base - s.start(), note.base, note.size(), note.size(), 4);
            }
        }
        programHeader(file, 0x6474E551, READ | WRITE, 0, 0, 0, 0, 16);
        for (int i = 0; i < fileOffsets.length; i++) {
            Segment s = segments.get(i);
            file.skip((int) (fileOffsets[i] - file.size()));
            for (Section section : s.sections) {
                file.skip((int) (fileOffsets[i] + section.base - s.start() - file.size()));
                file.bytes(section.toBytes());
            }
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
            name(names, s.name);
            file.u8(s.code ? 2 : 1);
            file.u8(0);
            file.u16(1 + segmentOf(s.place.address()));
            file.u64(s.place.address());
            file.u64(s.size);
        }
        long namesAt = file.size();
        file.bytes(names.toBytes());
        long sectionNamesAt = file.size();
        Section sectionNames = new Section("section names");
        sectionNames.u8(0);
        int[] nameAt = new int[segments.size() + 3];
        for (int i = 0; i < nameAt.length; i++) {
            nameAt[i] = sectionNames.size();
            name(sectionNames, i < segments.size() ? "." + segments.get(i).sections.get(0).name
                : i == segments.size() ? ".symtab" : i == segments.size() + 1 ? ".strtab" : ".shstrtab");
        }
        file.bytes(sectionNames.toBytes());
        file.align(8);
        file.patch32(sectionTableAt, file.size());
        file.skip(SECTION_HEADER);
        for (int i = 0; i < segments.size(); i++) {
            Segment s = segments.get(i);
            int flags = 2 | ((s.protection & WRITE) != 0 ? 1 : 0) | ((s.protection & EXECUTE) != 0 ? 4 : 0);
            sectionHeader(file, nameAt[i], 1, flags, s.start(), fileOffsets[i], s.fileSize(), 0, 0, 16, 0);
        }
        int count = segments.size();
        sectionHeader(file, nameAt[count], 2, 0, 0, symbolsAt, (symbols.size() + 1L) * SYMBOL, count + 2, symbols.size() + 1, 8, SYMBOL);
        sectionHeader(file, nameAt[count + 1], 3, 0, 0, namesAt, names.size(), 0, 0, 1, 0);
        sectionHeader(file, nameAt[count + 2], 3, 0, 0, sectionNamesAt, sectionNames.size(), 0, 0, 1, 0);
    }

    private int segmentOf(long address) {
        for (int i = 0; i < segments.size(); i++) {
            Segment s = segments.get(i);
            if (address >= s.start() && address <= s.start() + s.fileSize() + s.zeros) return i;
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
