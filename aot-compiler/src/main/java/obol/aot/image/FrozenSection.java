package obol.aot.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import obol.aot.image.SeedHeap.Node;
import obol.aot.image.SeedHeap.Target;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.World;
import obol.layout.MemoryMap;
import obol.layout.ObjectLayout;
import obol.layout.image.TemplateLayout;

/**
 * The objects of frozen initialisers in an image: the immutable ones as read-only objects, the others as the template of each process, as
 * {@link TemplateLayout} says. Empty until {@link #write}.
 */
final class FrozenSection {
    /** The largest object that shares its block with others. */
    private static final int MOST = 16384;

    private final Section shared = new Section("frozen objects");
    private final Section record = new Section("template");
    private final Section objects = new Section("template objects");
    private final Section starts = new Section("template starts");
    private final Section objectPlaces = new Section("template object places");
    private final Section staticPairs = new Section("template statics");
    private final Section mirrors = new Section("template mirrors");
    private final Map<Node, Place> places = new HashMap<>();
    private final HubSection hubs;
    private final ReadOnlyObjects literals;
    private final JField value, coder, hash, hashIsZero;

    FrozenSection(World world, HubSection hubs, ReadOnlyObjects literals) {
        this.hubs = hubs;
        this.literals = literals;
        JClass string = world.require("java/lang/String");
        this.value = string.declaredField("value");
        this.coder = string.declaredField("coder");
        this.hash = string.declaredField("hash");
        this.hashIsZero = string.declaredField("hashIsZero");
    }

    /** The last of the read-only ones, so that nothing else moves when they are written. */
    List<Section> sections() {
        return List.of(shared, record, objects, starts, objectPlaces, staticPairs, mirrors);
    }

    Place record() {
        return new Place(record, 0);
    }

    Place shared() {
        return new Place(shared, 0);
    }

    Place sharedEnd() {
        return new Place(shared, shared.size());
    }

    /** Writes everything, and the statics anew: {@code statics} becomes what the seed process has. */
    void write(SeedHeap heap, Section statics, int staticsSize) {
        for (Node node : heap.nodes()) {
            Section section = node.immutable ? shared : objects;
            section.align(ObjectLayout.ALIGNMENT);
            if (!node.immutable) leaveBorder(node);
            places.put(node, new Place(section, section.size()));
            section.skip(node.size);
        }
        for (Node node : heap.nodes()) write(heap, node);
        writeStatics(heap, statics, staticsSize);
        writeRecord();
    }

    /** No object crosses the border of a block. */
    private void leaveBorder(Node node) {
        if (node.size > MOST) throw new Freezing.Refusal(node + " has " + node.size + " bytes, more than a template can have in one piece");
        int left = (int) (MemoryMap.BLOCK_SIZE - (objects.size() & MemoryMap.BLOCK_SIZE - 1));
        if (node.size > left) objects.skip(left);
    }

    private void write(SeedHeap heap, Node node) {
        Place place = places.get(node);
        Section section = place.section();
        int at = (int) place.offset();
        for (int i = ObjectLayout.FIRST_FIELD; i < node.size; i++) section.patch8(at + i, heap.byteOf(node, i));
        section.patch32(at + ObjectLayout.LOCK, node.lock);
        fixup(section, at + ObjectLayout.HUB, hubs.place(node.type));
        for (Map.Entry<Integer, Target> e : node.targets.entrySet()) {
            if (isShared(e.getValue())) {
                share(section, at + e.getKey(), e.getValue());
            } else {
                section.patch32(at + e.getKey(), offset(e.getValue()));
                objectPlaces.u32(at + e.getKey());
            }
        }
        if (!node.immutable) setStart(at);
        JClass mirrored = heap.mirrored(node);
        if (mirrored != null) {
            fixup(section, at + heap.hubField().offset, hubs.place(mirrored));
            mirrors.u32(mirrored.number);
            mirrors.u32(at);
        }
        if (heap.isString(node)) writeHash(heap, node, section, at);
    }

    private static boolean isShared(Target target) {
        return target.node() == null || target.node().immutable;
    }

    /** The place will hold a reference to an object of the image. */
    private void share(Section section, int at, Target target) {
        fixup(section, at, target.node() == null ? new Place(literals.section(), target.literal()) : places.get(target.node()));
    }

    /** Of an object of the template. */
    private int offset(Target target) {
        return (int) places.get(target.node()).offset();
    }

    private static void fixup(Section section, int at, Place place) {
        section.fixup(at, Section.Form.ABSOLUTE_32, place.section(), place.offset());
    }

    private void setStart(int at) {
        int bit = at / ObjectLayout.ALIGNMENT;
        int words = (at + ObjectLayout.ALIGNMENT + 511) / 512 * 8;
        if (starts.size() < words) starts.skip(words - starts.size());
        starts.patch8(bit / 8, starts.get8(bit / 8) | 1 << bit % 8);
    }

    /** A String that is shared is never written: its hash is computed beforehand, as {@code String.hashCode} does. */
    private void writeHash(SeedHeap heap, Node node, Section section, int at) {
        Target bytes = node.targets.get(value.offset);
        if (bytes == null || bytes.node() == null) throw new Freezing.Refusal(node + " has its text in the image");
        int length = heap.intOf(bytes.node(), ObjectLayout.ARRAY_LENGTH);
        boolean latin1 = heap.byteOf(node, coder.offset) == 0;
        int h = 0;
        for (int i = 0; i < length; i += latin1 ? 1 : 2) {
            int c = heap.byteOf(bytes.node(), ObjectLayout.ARRAY_ELEMENTS + i) & 0xFF;
            if (!latin1) c |= (heap.byteOf(bytes.node(), ObjectLayout.ARRAY_ELEMENTS + i + 1) & 0xFF) << 8;
            h = 31 * h + c;
        }
        section.patch32(at + hash.offset, h);
        section.patch8(at + hashIsZero.offset, h == 0 ? 1 : 0);
    }

    private void writeStatics(SeedHeap heap, Section statics, int size) {
        int begin = size - statics.size();
        statics.reset();
        statics.skip(size - begin);
        for (int i = begin; i < size; i++) statics.patch8(i - begin, heap.staticByte(i));
        heap.staticTargets().forEach((at, target) -> {
            statics.patch32(at - begin, 0);
            if (isShared(target)) {
                share(statics, at - begin, target);
            } else {
                staticPairs.u32(at);
                staticPairs.u32(offset(target));
            }
        });
    }

    private void writeRecord() {
        record.address32(objects, 0);
        record.u32(objects.size());
        record.address32(starts, 0);
        record.address32(objectPlaces, 0);
        record.u32(objectPlaces.size() / 4);
        record.address32(staticPairs, 0);
        record.u32(staticPairs.size() / 8);
        record.address32(mirrors, 0);
        record.u32(mirrors.size() / 8);
        if (record.size() != TemplateLayout.SIZE) throw new IllegalStateException("TemplateLayout.SIZE");
    }
}
