package obol.aot.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.aot.codegen.CompiledMethod;
import obol.aot.world.BaseFacts;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.layout.MemoryMap;
import obol.layout.image.ImageHeader;

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
    private final Assembly assembly;
    private final Contents contents;
    private final Section end = new Section("end"), textEnd = new Section("text end"), readOnlyEnd = new Section("read-only end");
    private final List<Section> text = new ArrayList<>();
    private boolean prepared;

    /**
     * @param world laid out, with numbers
     * @param methods all that is reachable, in the order of their code
     * @param entryPoints the methods marked {@code @EntryPoint}, by the name given there
     * @param programs the first one is that of the first process; none in a base image
     * @param files contents by name, which programs find by {@code obol.nucleus.ImageFiles}
     */
    public ImageWriter(World world, List<CompiledMethod> methods, AssemblyObject assembly, Map<String, JMethod> entryPoints,
            List<ImageProgram> programs, Map<String, byte[]> files) {
        this.world = world;
        this.assembly = new Assembly(assembly);
        this.contents = new Contents(world, methods, Outside.assembly(this.assembly), entryPoints, programs, files);
    }

    /** The finished file. */
    public byte[] write() {
        return link().toElf();
    }

    /**
     * Runs the image, which must be of the port at hand, as the seed process: as if it had no programs.
     *
     * Of a closed world the classes that it does not have are passed over.
     *
     * @throws Freezing.Refusal if the initialisers depend on more than the image, or what they make cannot be frozen
     */
    public SeedHeap grow(Freezing freezing) {
        List<String> numbers = new ArrayList<>();
        for (String name : freezing.classes()) {
            JClass c = world.find(name.replace('.', '/'));
            boolean has = c != null && c.number >= 0;
            if (!has && world.isClosed()) continue;
            if (!has) throw new Freezing.Refusal("listed to be frozen, but no class of the image: " + name);
            numbers.add(Integer.toString(c.number));
        }
        prepare();
        byte[] executable = contents.withoutPrograms(() -> world.isClosed() ? link() : ImageLinker.link(link(), List.of())).toElf();
        byte[] memory = freezing.seed().run(executable, numbers);
        if (!Arrays.equals(memory, freezing.seed().run(executable, numbers))) {
            throw new Freezing.Refusal("frozen initialisers give something else each time");
        }
        return new SeedHeap(world, contents, memory, freezing);
    }

    /** Processes of this image begin with what the seed process has. */
    public void freeze(SeedHeap heap) {
        prepare();
        contents.freeze(heap);
    }

    /** The base image, with the symbol table for what will be compiled against it. */
    public BaseImage writeBase() {
        LinkedImage image = link();
        BaseFacts.Addresses addresses = new BaseFacts.Addresses() {
            @Override public long hub(JClass c) {
                return contents.hubs.place(c).address();
            }

            @Override public long code(JMethod m) {
                return contents.code.place(m).address();
            }
        };
        Map<String, Long> symbols = new LinkedHashMap<>();
        assembly.globals().forEach((name, place) -> symbols.put(name, place.address()));
        return BaseImage.of(image, buildId(), BaseFacts.write(world, addresses, contents.objects.addresses(), symbols, image.end()));
    }

    private byte[] buildId() {
        byte[] header = contents.header.toBytes();
        return Arrays.copyOfRange(header, ImageHeader.BUILD_ID, ImageHeader.BUILD_ID + ImageHeader.BUILD_ID_SIZE);
    }

    /** Writes everything; the code gets its address, the rest when it is placed. */
    private void prepare() {
        if (prepared) return;
        prepared = true;
        text.addAll(assembly.sections(true, false));
        text.add(contents.code.section());
        textEnd.base = Contents.page(Contents.place(text, MemoryMap.IMAGE));
        assembly.define(HEADER_SYMBOL, new Place(contents.header, 0));
        assembly.define(TEXT_END_SYMBOL, new Place(textEnd, 0));
        assembly.define(READ_ONLY_END_SYMBOL, new Place(readOnlyEnd, 0));
        assembly.define(END_SYMBOL, new Place(end, 0));
        assembly.link(contents.code);
        Place directory = world.profile() == null ? null : new Place(end, 0);
        contents.write(ImageHeader.MAGIC_VALUE, new Place(text.get(0), 0), assembly.safepoints(), new Place(end, 0), directory);
    }

    /** Everything with its place and its addresses, as it is now. What is frozen afterwards moves the data of the assembly code only. */
    public LinkedImage link() {
        prepare();
        List<Section> readOnly = new ArrayList<>();
        readOnly.add(contents.header);
        readOnly.addAll(assembly.sections(false, false));
        readOnly.addAll(contents.readOnly());
        readOnlyEnd.base = Contents.page(Contents.place(readOnly, textEnd.base));
        List<Section> data = new ArrayList<>(assembly.sections(false, true));
        if (data.isEmpty()) data.add(new Section("data"));
        long dataEnd = Contents.place(data, readOnlyEnd.base);
        end.base = Contents.page(assembly.placeZeros(dataEnd));

        for (List<Section> part : List.of(text, readOnly, data)) part.forEach(Section::resolve);
        BuildId.stamp(contents.header, List.of(text, readOnly, data));

        LinkedImage.Note note = null;
        for (Section s : readOnly) if (s.name.equals(NOTE_SECTION)) note = new LinkedImage.Note(s.base, s.size());
        List<LinkedImage.Segment> segments = List.of(
            LinkedImage.Segment.of(ElfFile.READ | ElfFile.EXECUTE, text, 0),
            LinkedImage.Segment.of(ElfFile.READ, readOnly, 0),
            LinkedImage.Segment.of(ElfFile.READ | ElfFile.WRITE, data, end.base - dataEnd));
        return new LinkedImage(segments, symbols(), note, assembly.place(START_SYMBOL).address(), end.base);
    }

    private List<LinkedImage.Symbol> symbols() {
        List<LinkedImage.Symbol> symbols = new ArrayList<>();
        assembly.globals().forEach((name, place) -> symbols.add(new LinkedImage.Symbol(name, place.address(), 0, true)));
        symbols.add(new LinkedImage.Symbol(HEADER_SYMBOL, contents.header.base, ImageHeader.SIZE, false));
        symbols.addAll(contents.symbols());
        return symbols;
    }
}
