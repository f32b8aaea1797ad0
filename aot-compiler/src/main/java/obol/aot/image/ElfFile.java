package obol.aot.image;

import java.util.List;
import java.util.zip.CRC32;
import obol.aot.image.LinkedImage.Segment;
import obol.aot.image.LinkedImage.Symbol;

/** A static ELF64 executable for x86-64: loadable segments, notes, and a symbol table for debuggers, which may be a file of its own. */
final class ElfFile {
    static final int READ = 4, WRITE = 2, EXECUTE = 1;
    static final long PAGE = 4096;

    private static final int PROGBITS = 1, SYMTAB = 2, STRTAB = 3, NOBITS = 8;
    private static final int HEADER = 64, PROGRAM_HEADER = 56, SECTION_HEADER = 64, SYMBOL = 24;

    private final List<Segment> segments;
    private final List<Symbol> symbols;
    private final LinkedImage.Note note;

    ElfFile(List<Segment> segments, List<Symbol> symbols, LinkedImage.Note note) {
        this.segments = segments;
        this.symbols = symbols;
        this.note = note;
    }

    /** A section that is not loaded. */
    private record Extra(String name, int type, byte[] bytes, int link, int info, int alignment, int entrySize) {}

    /** All in one file. */
    byte[] toBytes(long entry) {
        return file(entry, true, symbolSections());
    }

    /** The symbols and where the segments lie, without their bytes: a file that debuggers find by its name and checksum in the executable. */
    byte[] debug(long entry) {
        return file(entry, false, symbolSections());
    }

    /**
     * The executable without symbols.
     *
     * @param debugName the name of the file with what {@link #debug} gives, which lies beside the executable
     */
    byte[] stripped(long entry, String debugName, byte[] debug) {
        Section link = new Section(".gnu_debuglink");
        name(link, debugName);
        link.align(4);
        CRC32 checksum = new CRC32();
        checksum.update(debug);
        link.u32((int) checksum.getValue());
        return file(entry, true, List.of(new Extra(link.name, PROGBITS, link.toBytes(), 0, 0, 4, 0)));
    }

    private byte[] file(long entry, boolean loadable, List<Extra> extras) {
        Section file = new Section("file");
        int headers = segments.size() + (note == null ? 1 : 2);
        long[] fileOffsets = new long[segments.size()];
        long at = HEADER + (long) PROGRAM_HEADER * headers;
        for (int i = 0; loadable && i < fileOffsets.length; i++) {
            at = (at + PAGE - 1) & -PAGE;
            fileOffsets[i] = at;
            at += segments.get(i).bytes().length;
        }
        int sections = segments.size() + extras.size() + 2;
        file.bytes(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        file.u16(2);
        file.u16(62);
        file.u32(1);
        file.u64(entry);
        file.u64(loadable ? HEADER : 0);
        int sectionTableAt = file.size();
        file.u64(0);
        file.u32(0);
        file.u16(HEADER);
        file.u16(PROGRAM_HEADER);
        file.u16(loadable ? headers : 0);
        file.u16(SECTION_HEADER);
        file.u16(sections);
        file.u16(sections - 1);
        if (loadable) load(file, fileOffsets);
        sections(file, sectionTableAt, fileOffsets, loadable, extras);
        return file.toBytes();
    }

    private void load(Section file, long[] fileOffsets) {
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

    private List<Extra> symbolSections() {
        Section table = new Section(".symtab"), names = new Section(".strtab");
        names.u8(0);
        table.skip(SYMBOL);
        for (Symbol s : symbols) {
            table.u32(names.size());
            name(names, s.name());
            table.u8(s.code() ? 2 : 1);
            table.u8(0);
            table.u16(1 + segmentOf(s.address()));
            table.u64(s.address());
            table.u64(s.size());
        }
        return List.of(new Extra(table.name, SYMTAB, table.toBytes(), segments.size() + 2, symbols.size() + 1, 8, SYMBOL),
            new Extra(names.name, STRTAB, names.toBytes(), 0, 0, 1, 0));
    }

    /** Section headers: none, one for each segment, those that are not loaded, section names. */
    private void sections(Section file, int sectionTableAt, long[] fileOffsets, boolean loadable, List<Extra> extras) {
        Section headers = new Section("section headers"), names = new Section(".shstrtab");
        headers.skip(SECTION_HEADER);
        names.u8(0);
        for (int i = 0; i < segments.size(); i++) {
            Segment s = segments.get(i);
            int flags = 2 | ((s.protection() & WRITE) != 0 ? 1 : 0) | ((s.protection() & EXECUTE) != 0 ? 4 : 0);
            sectionHeader(headers, names.size(), loadable ? PROGBITS : NOBITS, flags, s.start(), fileOffsets[i], s.bytes().length, 0, 0, 16, 0);
            name(names, "." + s.name());
        }
        for (Extra e : extras) {
            file.align(8);
            sectionHeader(headers, names.size(), e.type, 0, 0, file.size(), e.bytes.length, e.link, e.info, e.alignment, e.entrySize);
            name(names, e.name);
            file.bytes(e.bytes);
        }
        int own = names.size();
        name(names, names.name);
        sectionHeader(headers, own, STRTAB, 0, 0, file.size(), names.size(), 0, 0, 1, 0);
        file.bytes(names.toBytes());
        file.align(8);
        file.patch32(sectionTableAt, file.size());
        file.bytes(headers.toBytes());
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
