package obol.layout.image;

/** The cold facts of a class, one record for each hub, read-only. Offsets are bytes; references are to read-only Strings of the image. */
public final class ClassInfoLayout {
    private ClassInfoLayout() {}

    /** u32: hub. */
    public static final int HUB = 0;
    /** u32: String, the name as {@code Class.getName} gives it. */
    public static final int NAME = 4;
    /** u32: String, the simple name. */
    public static final int SIMPLE_NAME = 8;
    /** u32: String, the source file's name, 0 if unknown. */
    public static final int SOURCE_FILE = 12;
    /** u32: the modifiers as {@code Class.getModifiers} gives them. */
    public static final int MODIFIERS = 16;
    /** u32: hub of the declaring class, 0 if it is no member. */
    public static final int DECLARING = 20;
    /** u32: address of u32 count and the hubs of the direct superinterfaces. */
    public static final int INTERFACES = 24;
    /** u32: code address of the static {@code values()} of an enum, else 0. */
    public static final int ENUM_VALUES = 28;
    /** u32: bits, {@link #INFO_ANONYMOUS} ... */
    public static final int INFO_FLAGS = 32;
    /** u32: code address of the constructor without parameters, 0 if it is not in the image. */
    public static final int CONSTRUCTOR = 36;
    public static final int SIZE = 40;

    public static final int INFO_ANONYMOUS = 1;
    public static final int INFO_LOCAL = 2;
    public static final int INFO_MEMBER = 4;
    /** The class implements {@code Comparable<itself>} directly or through a superclass. */
    public static final int INFO_COMPARABLE_TO_ITSELF = 8;
}
