package obol.nucleus.classes;

import static obol.nucleus.Memory.getByte;
import static obol.nucleus.Memory.getInt;
import static obol.nucleus.Memory.getLong;
import static obol.nucleus.Memory.getReference;
import static obol.nucleus.Memory.getUnsignedInt;

import obol.layout.HubLayout;
import obol.layout.ObjectLayout;
import obol.layout.image.ClassInfoLayout;
import obol.layout.image.ImageHeader;
import obol.nucleus.Nucleus;
import obol.nucleus.Suites;
import obol.nucleus.annotation.NoAllocation;

/** What hubs say: kinds, sizes, names, and which class is a subtype of which. A hub is named by its address. */
@NoAllocation
public final class Hubs {
    private Hubs() {}

    public static int kind(long hub) {
        return getByte(hub + HubLayout.KIND);
    }

    public static int flags(long hub) {
        return getByte(hub + HubLayout.FLAGS) & 0xFF;
    }

    public static int number(long hub) {
        return getInt(hub + HubLayout.NUMBER);
    }

    public static boolean isInterface(long hub) {
        return kind(hub) == HubLayout.KIND_INTERFACE;
    }

    public static boolean isArray(long hub) {
        int kind = kind(hub);
        return kind == HubLayout.KIND_REFERENCE_ARRAY || kind == HubLayout.KIND_PRIMITIVE_ARRAY;
    }

    /** An array's component, else 0. */
    public static long component(long hub) {
        return getUnsignedInt(hub + HubLayout.COMPONENT);
    }

    /** 0 for Object, interfaces and primitives. */
    public static long superclass(long hub) {
        return getUnsignedInt(hub + HubLayout.SUPER);
    }

    public static long info(long hub) {
        return getUnsignedInt(hub + HubLayout.INFO);
    }

    /** As {@code Class.getName} gives it. */
    public static String name(long hub) {
        return (String) getReference(info(hub) + ClassInfoLayout.NAME);
    }

    /** The offset of an array's first element. */
    public static long elements(long hub) {
        return elementShift(hub) == 3 ? ObjectLayout.ARRAY_WIDE_ELEMENTS : ObjectLayout.ARRAY_ELEMENTS;
    }

    public static int elementShift(long hub) {
        return getByte(hub + HubLayout.ELEMENT_SHIFT);
    }

    /** Bytes of an array with this many elements, rounded up to the alignment. */
    public static long arraySize(long hub, int length) {
        long size = elements(hub) + ((long) length << elementShift(hub));
        return size + ObjectLayout.ALIGNMENT - 1 & -ObjectLayout.ALIGNMENT;
    }

    /** The hub of class number {@code number} of the running process, from 0 to {@link #count} exclusive. */
    public static long byNumber(int number) {
        long image = Suites.image();
        long suite = Suites.current();
        long header = suite != 0 && number >= getInt(suite + ImageHeader.FIRST_CLASS) ? suite : image;
        long hubs = getUnsignedInt(header + ImageHeader.HUBS);
        return getUnsignedInt(hubs + 4L * (number - getInt(header + ImageHeader.FIRST_CLASS)));
    }

    /** How many classes the running process has. */
    public static int count() {
        long last = Suites.last(Nucleus.sip());
        return getInt(last + ImageHeader.FIRST_CLASS) + getInt(last + ImageHeader.CLASS_COUNT);
    }

    /** The hub of the array class with this component in the running process, 0 if it has none. */
    public static long arrayOf(long hub) {
        long array = getUnsignedInt(hub + HubLayout.ARRAY);
        long suite = Suites.current();
        return array != 0 || suite == 0 ? array : arrayInSuite(suite, hub);
    }

    private static long arrayInSuite(long suite, long hub) {
        long pairs = getUnsignedInt(suite + ImageHeader.ARRAYS);
        int low = 0;
        int high = getInt(suite + ImageHeader.ARRAY_COUNT) - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            long component = getUnsignedInt(pairs + 8L * middle);
            if (component == hub) {
                return getUnsignedInt(pairs + 8L * middle + 4);
            }
            if (component < hub) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return 0;
    }

    /**
     * Whether what {@code hub} names may stand where {@code target} is wanted (JVMS 6.5 checkcast). Both may be any class;
     * a primitive is a subtype of itself alone.
     */
    public static boolean isSubtype(long hub, long target) {
        while (hub != target) {
            switch (kind(target)) {
                case HubLayout.KIND_INTERFACE:
                    return isInterface(hub) ? extendsInterface(hub, target) : implementsInterface(hub, target);
                case HubLayout.KIND_REFERENCE_ARRAY:
                    if (kind(hub) != HubLayout.KIND_REFERENCE_ARRAY) {
                        return false;
                    }
                    hub = component(hub);
                    target = component(target);
                    break;
                case HubLayout.KIND_PRIMITIVE:
                case HubLayout.KIND_PRIMITIVE_ARRAY:
                    return false;
                default:
                    return isSubclass(hub, target);
            }
        }
        return true;
    }

    private static boolean isSubclass(long hub, long target) {
        int depth = getByte(target + HubLayout.DEPTH) & 0xFF;
        if (depth == 0) {
            return kind(hub) != HubLayout.KIND_PRIMITIVE;
        }
        if (depth < HubLayout.DISPLAY_SIZE) {
            return getUnsignedInt(hub + HubLayout.DISPLAY + 4L * depth) == target;
        }
        long superclass = hub;
        while (superclass != 0 && superclass != target) {
            superclass = superclass(superclass);
        }
        return superclass == target;
    }

    /** The perfect hash of {@link HubLayout}. */
    private static boolean implementsInterface(long hub, long target) {
        if (kind(hub) == HubLayout.KIND_PRIMITIVE) {
            return false;
        }
        int number = getInt(target + HubLayout.INTERFACE_NUMBER);
        long slot = number | getLong(hub + HubLayout.INTERFACE_MASK);
        return (int) getLong(hub + HubLayout.INTERFACE_ENTRIES_END + 8 * slot) == number;
    }

    private static boolean extendsInterface(long hub, long target) {
        if (hub == target) {
            return true;
        }
        int count = interfaceCount(hub);
        for (int i = 0; i < count; i++) {
            if (extendsInterface(interfaceAt(hub, i), target)) {
                return true;
            }
        }
        return false;
    }

    /** How many interfaces the class names as its direct ones. */
    public static int interfaceCount(long hub) {
        long table = getUnsignedInt(info(hub) + ClassInfoLayout.INTERFACES);
        return table == 0 ? 0 : getInt(table);
    }

    public static long interfaceAt(long hub, int index) {
        long table = getUnsignedInt(info(hub) + ClassInfoLayout.INTERFACES);
        return getUnsignedInt(table + 4 + 4L * index);
    }
}
