package obol.aot.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The assembled nucleus, placed into sections of the image: code, read-only data, data, zeros; and its list of safepoints. */
final class Assembly {
    /** The section of {@code SAFEPOINT} entries: u64 return address, u16 words of frame, u16 flags, u32 0. */
    private static final String SAFEPOINTS = ".safepoints";
    static final int SAFEPOINT_SIZE = 16;

    private final AssemblyObject object;
    private final Map<AssemblyObject.Part, Section> sections = new LinkedHashMap<>();
    private final Map<String, Place> extra = new LinkedHashMap<>();

    Assembly(AssemblyObject object) {
        this.object = object;
        for (AssemblyObject.Part part : object.parts) {
            Section section = new Section(part.name.startsWith(".") ? part.name.substring(1) : part.name);
            if (part.bytes != null) section.bytes(part.bytes);
            section.alignment = Math.max(section.alignment, part.alignment);
            sections.put(part, section);
        }
    }

    /** Sections with bytes that have these properties, in the order of the object file. */
    List<Section> sections(boolean executable, boolean writable) {
        List<Section> found = new ArrayList<>();
        for (AssemblyObject.Part part : object.parts) {
            if (part.executable == executable && part.writable == writable && part.bytes != null && !part.name.equals(SAFEPOINTS)) {
                found.add(sections.get(part));
            }
        }
        return found;
    }

    /** Gives the sections of zeros their addresses, from {@code at} on; gives the end. */
    long placeZeros(long at) {
        for (AssemblyObject.Part part : object.parts) {
            if (part.bytes != null) continue;
            Section section = sections.get(part);
            section.base = (at + section.alignment - 1) & -section.alignment;
            at = section.base + part.size;
        }
        return at;
    }

    /** The safepoint entries; their addresses are filled in by {@link Section#resolve}. */
    Section safepoints() {
        for (AssemblyObject.Part part : object.parts) if (part.name.equals(SAFEPOINTS)) return sections.get(part);
        return new Section(SAFEPOINTS);
    }

    /** The place of a global symbol. Throws IllegalStateException when the assembly code has none of that name. */
    Place place(String symbol) {
        AssemblyObject.Symbol s = object.globals.get(symbol);
        if (s == null || s.section() == null) throw new IllegalStateException("the assembly code has no symbol " + symbol);
        return new Place(sections.get(s.section()), s.value());
    }

    /** Names something of the image for the assembly code. */
    void define(String symbol, Place place) {
        extra.put(symbol, place);
    }

    /** Global symbols with their places. */
    Map<String, Place> globals() {
        Map<String, Place> all = new LinkedHashMap<>();
        for (String name : object.globals.keySet()) if (object.globals.get(name).section() != null) all.put(name, place(name));
        return all;
    }

    /** Fills in what the assembly code refers to. */
    void link(CodeSection code) {
        for (AssemblyObject.Part part : object.parts) {
            for (AssemblyObject.Relocation r : part.relocations) {
                AssemblyObject.Symbol s = r.symbol();
                Place target = s.section() != null ? new Place(sections.get(s.section()), s.value())
                    : extra.containsKey(s.name()) ? extra.get(s.name()) : code.entryPoint(s.name());
                sections.get(part).fixup((int) r.offset(), r.form(), target.section(), target.offset() + r.addend());
            }
        }
    }
}
