package obol.aot.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import obol.aot.codegen.CompiledMethod;
import obol.aot.world.BaseFacts;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.layout.image.ImageHeader;
import obol.layout.image.SuiteDirectory;

/** Puts a suite together, as {@link obol.layout.image.SuiteFile} says, to lie behind its base image and that one's directory. Used once. */
public final class SuiteWriter {
    private final BaseImage base;
    private final Contents contents;
    private final long address;

    /**
     * @param world over the base, laid out
     * @param facts those of the base, restored into the world
     * @param methods all that is reachable and not in the base
     * @param entryPoints those of the base
     */
    public SuiteWriter(World world, BaseImage base, BaseFacts facts, List<CompiledMethod> methods, Map<String, JMethod> entryPoints, List<ImageProgram> programs,
            Map<String, byte[]> files) {
        this.base = base;
        this.address = facts.end() + SuiteDirectory.SIZE;
        this.contents = new Contents(world, methods, Outside.base(facts), entryPoints, programs, files);
    }

    public Suite write() {
        List<Section> text = List.of(contents.code.section());
        long textEnd = Contents.page(Contents.place(text, address));
        Section end = new Section("end");
        contents.write(ImageHeader.SUITE_MAGIC_VALUE, new Place(contents.code.section(), 0), new Section("no safepoints"), new Place(end, 0), null);
        List<Section> readOnly = new ArrayList<>();
        readOnly.add(contents.header);
        readOnly.addAll(contents.readOnly());
        end.base = Contents.page(Contents.place(readOnly, textEnd));

        List<Integer> absolute = new ArrayList<>();
        List<Integer> relative = new ArrayList<>();
        Section memory = new Section("suite");
        for (List<Section> part : List.of(text, readOnly)) {
            for (Section s : part) {
                s.resolve();
                s.addRelocations(address, absolute, relative);
            }
        }
        BuildId.stamp(contents.header, List.of(text, readOnly));
        for (List<Section> part : List.of(text, readOnly)) {
            for (Section s : part) {
                memory.skip((int) (s.base - address - memory.size()));
                memory.bytes(s.toBytes());
            }
        }
        memory.skip((int) (end.base - address - memory.size()));
        return Suite.of(base.buildId(), (int) address, (int) (textEnd - address), (int) (contents.header.base - address), memory.toBytes(),
            sorted(absolute), sorted(relative), contents.symbols());
    }

    private static int[] sorted(List<Integer> offsets) {
        return offsets.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}
