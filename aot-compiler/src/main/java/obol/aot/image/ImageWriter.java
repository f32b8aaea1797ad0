package obol.aot.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import obol.aot.codegen.CompiledMethod;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.layout.ImageHeader;
import obol.layout.MemoryMap;
import obol.layout.StaticsLayout;

/** Puts an image together: see the package's description. Used once. */
public final class ImageWriter {
    /** The name under which the assembly code knows the {@link ImageHeader}. */
    private static final String HEADER_SYMBOL = "image_header";
    private static final String START_SYMBOL = "_start";
    /** Where the parts of the image end, for a port that makes its own page tables. */
    private static final String TEXT_END_SYMBOL = "image_text_end", READ_ONLY_END_SYMBOL = "image_readonly_end", END_SYMBOL = "image_end";
    /** A section of ELF notes in the assembly code. */
    private static final String NOTE_SECTION = "note";

    private final World world;
    private final List<ImageProgram> programs;
    private final Assembly assembly;
    private final HubSection hubs;
    private final ReadOnlyObjects objects;
    private final ClassInfoSection infos;
    private final CodeSection code;
    private final Section header = new Section("header");
    private final Section statics = new Section("statics");
    private final Section hubTable = new Section("hub table");
    private final Section literals = new Section("literals");
    private final Section programTable = new Section("programs");
    private final NamedFiles files;

    /**
     * @param world laid out, with numbers
     * @param methods all that is reachable, in the order of their code
     * @param entryPoints the methods marked {@code @EntryPoint}, by the name given there
     * @param programs the first one is that of the first process
     * @param files contents by name, which programs find by {@code obol.nucleus.ImageFiles}
     */
    public ImageWriter(World world, List<CompiledMethod> methods, AssemblyObject assembly, Map<String, JMethod> entryPoints,
            List<ImageProgram> programs, Map<String, byte[]> files) {
        this.world = world;
        this.programs = programs;
        this.assembly = new Assembly(assembly);
        this.hubs = new HubSection(world);
        this.objects = new ReadOnlyObjects(world, hubs);
        this.infos = new ClassInfoSection(world);
        this.code = new CodeSection(methods, this.assembly, entryPoints);
        this.files = new NamedFiles(files);
    }

    /** The finished file. */
    public byte[] write() {
        List<Section> text = new ArrayList<>(assembly.sections(true, false));
        text.add(code.section());
        long codeEnd = place(text, MemoryMap.IMAGE);

        Section textEnd = new Section("text end");
        Section readOnlyEnd = new Section("read-only end");
        Section end = new Section("end");
        assembly.define(HEADER_SYMBOL, new Place(header, 0));
        assembly.define(TEXT_END_SYMBOL, new Place(textEnd, 0));
        assembly.define(READ_ONLY_END_SYMBOL, new Place(readOnlyEnd, 0));
        assembly.define(END_SYMBOL, new Place(end, 0));
        assembly.link(code);
        StackTables tables = new StackTables(objects, hubs);
        tables.write(code, assembly, MemoryMap.IMAGE, codeEnd);
        hubs.write(code, infos);
        infos.write(hubs, objects, code);
        code.link(hubs, objects);
        writeStatics();
        for (JClass c : hubs.classes()) hubTable.address32(hubs.place(c));
        writePrograms();
        files.write(objects);
        List<Place> strings = objects.byHash();
        for (Place s : strings) literals.address32(s);
        writeHeader(tables, strings.size(), end);

        List<Section> readOnly = new ArrayList<>();
        readOnly.add(header);
        readOnly.addAll(assembly.sections(false, false));
        readOnly.addAll(List.of(hubs.section(), hubs.longMaps, infos.section(), infos.lists(), objects.section(), statics, hubTable, literals, programTable));
        readOnly.addAll(files.sections());
        readOnly.addAll(tables.sections());
        textEnd.base = page(codeEnd);
        readOnlyEnd.base = page(place(readOnly, textEnd.base));
        List<Section> data = new ArrayList<>(assembly.sections(false, true));
        if (data.isEmpty()) data.add(new Section("data"));
        long dataEnd = place(data, readOnlyEnd.base);
        end.base = page(assembly.placeZeros(dataEnd));

        for (List<Section> part : List.of(text, readOnly, data)) part.forEach(Section::resolve);
        stampBuildId(text, readOnly, data);

        ElfFile elf = new ElfFile();
        elf.segment(ElfFile.READ | ElfFile.EXECUTE, text, 0);
        elf.segment(ElfFile.READ, readOnly, 0);
        elf.segment(ElfFile.READ | ElfFile.WRITE, data, end.base - dataEnd);
        for (Section s : readOnly) if (s.name.equals(NOTE_SECTION)) elf.note(s);
        symbols(elf);
        return elf.toBytes(assembly.place(START_SYMBOL).address());
    }

    private static long place(List<Section> sections, long at) {
        for (Section s : sections) {
            at = (at + s.alignment - 1) & -s.alignment;
            s.base = at;
            at += s.size();
        }
        return at;
    }

    private static long page(long address) {
        return (address + ElfFile.PAGE - 1) & -ElfFile.PAGE;
    }

    private void writeStatics() {
        statics.skip(world.layout().staticsSize());
        for (JClass c : hubs.classes()) {
            if (c.initState != 0) statics.patch8(c.initState, StaticsLayout.UNINITIALIZED);
        }
        for (JField f : world.layout().statics()) if (f.initial != null) writeInitial(f);
    }

    private void writeInitial(JField f) {
        if (f.initial instanceof String text) {
            Place place = objects.string(text);
            statics.fixup(f.offset, Section.Form.ABSOLUTE_32, place.section(), place.offset());
            return;
        }
        long bits = f.initial instanceof Float x ? Float.floatToRawIntBits(x)
            : f.initial instanceof Double x ? Double.doubleToRawLongBits(x)
            : ((Number) f.initial).longValue();
        for (int i = 0; i < f.kind.bytes(); i++) statics.patch8(f.offset + i, (int) (bits >> 8 * i));
    }

    private void writePrograms() {
        for (ImageProgram p : programs) {
            programTable.address32(objects.string(p.name()));
            programTable.address32(hubs.place(p.main().holder));
            programTable.address32(code.place(p.main()));
            programTable.align(ImageHeader.PROGRAM_SIZE);
        }
    }

    private void writeHeader(StackTables tables, int literalCount, Section end) {
        header.u64(ImageHeader.MAGIC_VALUE);
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
        header.address32(end, 0);
        header.u32(programs.size());
        header.address32(programTable, 0);
        header.u32(files.count());
        header.address32(files.records(), 0);
        header.align(8);
        if (header.size() != ImageHeader.SIZE) throw new IllegalStateException("ImageHeader.SIZE");
    }

    private void stampBuildId(List<Section> text, List<Section> readOnly, List<Section> data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (List<Section> part : List.of(text, readOnly, data)) for (Section s : part) digest.update(s.toBytes());
            byte[] id = digest.digest();
            for (int i = 0; i < ImageHeader.BUILD_ID_SIZE; i++) header.patch8(ImageHeader.BUILD_ID + i, id[i]);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void symbols(ElfFile elf) {
        assembly.globals().forEach((name, place) -> elf.symbol(name, place, 0, true));
        for (Map.Entry<CompiledMethod, Place> e : code.inOrder()) {
            elf.symbol(e.getKey().method().symbol(), e.getValue(), e.getKey().code().length, true);
        }
        elf.symbol(HEADER_SYMBOL, new Place(header, 0), ImageHeader.SIZE, false);
        for (JClass c : hubs.classes()) elf.symbol("hub:" + c.name, hubs.place(c), 0, false);
    }
}
