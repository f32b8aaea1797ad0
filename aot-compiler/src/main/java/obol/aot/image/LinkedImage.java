package obol.aot.image;

import java.util.List;

/**
 * What lies in memory when an image begins to run, and what debuggers want to know of it.
 *
 * @param segments by ascending address, apart
 * @param note the ELF notes for who loads the image, in one of the segments, or null
 * @param entry address of the first instruction
 * @param end where the image ends, at a page
 */
public record LinkedImage(List<Segment> segments, List<Symbol> symbols, Note note, long entry, long end) {
    /** Bytes from {@code start}, at a page, and {@code zeros} more; {@code protection} is of {@link ElfFile#READ} ... */
    record Segment(String name, int protection, long start, byte[] bytes, long zeros) {
        /** The sections, which have their places, one after the other. */
        static Segment of(int protection, List<Section> sections, long zeros) {
            Section all = new Section(sections.get(0).name);
            for (Section s : sections) {
                all.skip((int) (s.base - sections.get(0).base - all.size()));
                all.bytes(s.toBytes());
            }
            return new Segment(all.name, protection, sections.get(0).base, all.toBytes(), zeros);
        }
    }

    record Symbol(String name, long address, long size, boolean code) {}

    record Note(long address, long size) {}

    /** As an executable with its symbols. */
    public byte[] toElf() {
        return new ElfFile(segments, symbols, note).toBytes(entry);
    }

    /** As an executable, and its symbols in a file of this name, which lies beside it. */
    public ImageLinker.Linked toElf(String symbolsName) {
        ElfFile elf = new ElfFile(segments, symbols, note);
        byte[] debug = elf.debug(entry);
        return new ImageLinker.Linked(elf.stripped(entry, symbolsName, debug), debug);
    }
}
