package obol.layout.image;

/**
 * What a process of a base image begins with besides its statics: a copy of the objects that frozen class initialisers have made
 * and that may be written. Read-only; named by {@link ImageHeader#TEMPLATE}. Offsets are bytes; u32 each.
 *
 * <p>The objects lie as in mature blocks: none crosses the border of a block if the first begins one. In a place for a reference to
 * another of them stands its offset from the first; a list says where these places are. All other references are to objects of
 * the image and stand as they are. In the statics' template such places are 0, so that it is sound as it is.
 */
public final class TemplateLayout {
    private TemplateLayout() {}

    /** Address of the first object, and the bytes of all. */
    public static final int OBJECTS = 0;
    public static final int OBJECTS_SIZE = 4;
    /** Address of the start bits of these objects, one for each 8 bytes, filled up to a multiple of 8 bytes. */
    public static final int STARTS = 8;
    /** Address and count of u32: offsets in the objects of places for references to each other. */
    public static final int OBJECT_PLACES = 12;
    public static final int OBJECT_PLACE_COUNT = 16;
    /** Address and count of pairs of u32: the offset of a place in the statics block, and that of the object that it refers to. */
    public static final int STATICS = 20;
    public static final int STATIC_COUNT = 24;
    /** The same of the numbers of classes and their Class objects. */
    public static final int MIRRORS = 28;
    public static final int MIRROR_COUNT = 32;
    public static final int SIZE = 36;
}
