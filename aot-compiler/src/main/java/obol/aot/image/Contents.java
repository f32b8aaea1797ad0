package obol.aot.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import obol.aot.codegen.CompiledMethod;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.layout.StaticsLayout;
import obol.layout.image.ImageHeader;

/** What an image and a suite have in common: compiled methods, classes, literals, statics, tables, and the {@link ImageHeader}. */
final class Contents {
    final CodeSection code;
    final HubSection hubs;
    final ReadOnlyObjects objects;
    final StackTables tables;
    final Section header = new Section("header");
    private final World world;
    private final List<ImageProgram> programs;
    private final ClassInfoSection infos;
    private final Section statics = new Section("statics");
    private final Section hubTable = new Section("hub table");
    private final Section literals = new Section("literals");
    private final Section programTable = new Section("programs");
    private final Section programNames = new Section("program names");
    private final Section arrays = new Section("arrays");
    private final NamedFiles files;
    private final FrozenSection frozen;

    /**
     * @param world laid out, with numbers
     * @param methods all that is to be written, in the order of their code
     * @param entryPoints the methods marked {@code @EntryPoint}, by the name given there
     * @param programs the first one of an image is that of the first process
     * @param files contents by name
     */
    Contents(World world, List<CompiledMethod> methods, Outside outside, Map<String, JMethod> entryPoints, List<ImageProgram> programs,
            Map<String, byte[]> files) {
        this.world = world;
        this.programs = programs;
        this.hubs = new HubSection(world, outside);
        this.objects = new ReadOnlyObjects(world, hubs, outside);
        this.infos = new ClassInfoSection(world);
        this.code = new CodeSection(methods, outside, entryPoints);
        this.tables = new StackTables(hubs);
        this.files = new NamedFiles(files);
        this.frozen = new FrozenSection(world, hubs, objects);
    }

    /** Gives sections their addresses from {@code at} on; gives the end. */
    static long place(List<Section> sections, long at) {
        for (Section s : sections) {
            at = (at + s.alignment - 1) & -s.alignment;
            s.base = at;
            at += s.size();
        }
        return at;
    }

    static long page(long address) {
        return (address + ElfFile.PAGE - 1) & -ElfFile.PAGE;
    }

    /**
     * Writes everything; the code has its address.
     *
     * @param text where the executable part begins; the code of methods is the last of it
     * @param safepoints those of the assembly code
     * @param end where all ends
     * @param directory of a base image the page for the suites, else null
     */
    void write(long magic, Place text, Section safepoints, Place end, Place directory) {
        tables.write(code, safepoints, text, new Place(code.section(), code.section().size()));
        hubs.write(code, infos);
        infos.write(hubs, objects, code);
        code.link(hubs, objects);
        writeStatics();
        for (JClass c : hubs.classes()) hubTable.address32(hubs.place(c));
        for (JClass c : hubs.arraysOfOutside()) {
            arrays.address32(hubs.place(c.component));
            arrays.address32(hubs.place(c));
        }
        writePrograms();
        files.write();
        List<Place> strings = objects.byHash();
        for (Place s : strings) literals.address32(s);
        writeHeader(magic, strings.size(), text, end, directory);
    }

    /** The read-only sections, without the header, which is to be the first. */
    List<Section> readOnly() {
        List<Section> sections = new ArrayList<>(List.of(hubs.section(), hubs.longMaps, infos.section(), infos.lists(), objects.section(), statics,
            hubTable, literals, programTable, programNames, arrays));
        sections.addAll(files.sections());
        sections.addAll(tables.sections());
        sections.addAll(frozen.sections());
        return sections;
    }

    /** After {@link #write}: a process begins with what the seed process has. */
    void freeze(SeedHeap heap) {
        frozen.write(heap, statics, world.layout().staticsSize());
        Map<Integer, Place> fields = Map.of(ImageHeader.TEMPLATE, frozen.record(), ImageHeader.FROZEN, frozen.shared(), ImageHeader.FROZEN_END, frozen.sharedEnd());
        fields.forEach((at, place) -> header.fixup(at, Section.Form.ABSOLUTE_32, place.section(), place.offset()));
    }

    /** Something that is made of the contents while their header says that there are no programs; prepared before. */
    <T> T withoutPrograms(Supplier<T> made) {
        header.patch32(ImageHeader.PROGRAM_COUNT, 0);
        try {
            return made.get();
        } finally {
            header.patch32(ImageHeader.PROGRAM_COUNT, programs.size());
        }
    }

    private void writeStatics() {
        int start = templateStart();
        statics.skip(world.layout().staticsSize() - start);
        for (JClass c : hubs.classes()) {
            if (c.initState != 0) statics.patch8(c.initState - start, StaticsLayout.UNINITIALIZED);
        }
        for (JField f : world.layout().statics()) if (f.initial != null) writeInitial(f, start);
    }

    /** An image's template is that of the whole block, with the bytes that no static has. */
    private int templateStart() {
        return world.base() == null ? 0 : world.layout().staticsStart();
    }

    private void writeInitial(JField f, int start) {
        if (f.initial instanceof String text) {
            Place place = objects.string(text);
            statics.fixup(f.offset - start, Section.Form.ABSOLUTE_32, place.section(), place.offset());
            return;
        }
        long bits = f.initial instanceof Float x ? Float.floatToRawIntBits(x)
            : f.initial instanceof Double x ? Double.doubleToRawLongBits(x)
            : ((Number) f.initial).longValue();
        for (int i = 0; i < f.kind.bytes(); i++) statics.patch8(f.offset - start + i, (int) (bits >> 8 * i));
    }

    private void writePrograms() {
        for (ImageProgram p : programs) {
            programTable.address32(programNames, programNames.size());
            programNames.bytes(p.name().getBytes(StandardCharsets.UTF_8));
            programNames.u8(0);
            programTable.address32(hubs.place(p.main().holder));
            programTable.address32(code.place(p.main()));
            programTable.align(ImageHeader.PROGRAM_SIZE);
        }
    }

    private void writeHeader(long magic, int literalCount, Place text, Place end, Place directory) {
        header.u64(magic);
        header.skip(ImageHeader.BUILD_ID_SIZE);
        header.address32(tables.segment());
        header.address32(objects.section(), 0);
        header.address32(objects.section(), objects.section().size());
        header.address32(statics, 0);
        header.u32(world.layout().staticsSize());
        header.u32(world.layout().staticsReferencesEnd());
        header.u32(hubs.classes().size());
        header.address32(hubTable, 0);
        header.u32(literalCount);
        header.address32(literals, 0);
        header.address32(end);
        header.u32(programs.size());
        header.address32(programTable, 0);
        header.u32(files.count());
        header.address32(files.records(), 0);
        header.u32(world.layout().firstClass());
        header.u32(world.layout().staticsStart());
        header.u32(arrays.size() / 8);
        header.address32(arrays, 0);
        header.address32(text);
        header.address32(header, 0);
        header.address32(directory);
        header.skip(ImageHeader.KIND - ImageHeader.TEMPLATE);
        header.u32(world.isSystem() ? ImageHeader.KIND_SYSTEM : ImageHeader.KIND_PROGRAM);
        if (header.size() != ImageHeader.SIZE) throw new IllegalStateException("ImageHeader.SIZE");
    }

    private static String symbol(JMethod method) {
        for (JMethod m : method.holder.methods) if (m != method && m.name.equals(method.name)) return method.symbol();
        return method.holder.name + "." + method.name;
    }

    /** Symbols of methods; what a hub is of says its class record. Descriptors, which would be half of all bytes, are only in those of overloaded methods. */
    List<LinkedImage.Symbol> symbols() {
        List<LinkedImage.Symbol> symbols = new ArrayList<>();
        for (Map.Entry<CompiledMethod, Place> e : code.inOrder()) {
            symbols.add(new LinkedImage.Symbol(symbol(e.getKey().method()), e.getValue().address(), e.getKey().code().length, true));
        }
        return symbols;
    }
}
