package obol.nucleus.substitutions.lang;

import obol.layout.ClassInfoLayout;
import obol.layout.HubLayout;
import obol.nucleus.Memory;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.Inject;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.classes.Hubs;
import obol.nucleus.classes.Mirrors;

/** A Class object stands for a hub; what it says it reads there. */
@Substitutes("java.lang.Class")
public final class ClassSubstitution {
    /** Address of the hub, below 2 GiB. */
    @Inject public int hub;
    @Alias public Class<?> componentType;
    @Alias private String name;

    @Substitute(reason = "nothing to register")
    private static void registerNatives() {}

    @Constant(value = 0, reason = "assertions are compiled out")
    public native boolean desiredAssertionStatus();

    @Substitute(reason = "native; the name is in the class's record")
    private String initClassName() {
        String text = Hubs.name(hub);
        name = text;
        return text;
    }

    @Substitute(reason = "native")
    public boolean isArray() {
        return Hubs.isArray(hub);
    }

    @Substitute(reason = "native")
    public boolean isInterface() {
        return Hubs.isInterface(hub);
    }

    @Substitute(reason = "native")
    public boolean isPrimitive() {
        return Hubs.kind(hub) == HubLayout.KIND_PRIMITIVE;
    }

    @Substitute(reason = "native")
    public boolean isHidden() {
        return (Hubs.flags(hub) & HubLayout.FLAG_HIDDEN) != 0;
    }

    @Substitute(reason = "native")
    public int getModifiers() {
        return Memory.getInt(Hubs.info(hub) + ClassInfoLayout.MODIFIERS);
    }

    @Substitute(reason = "the name is in the class's record")
    public String getSimpleName() {
        return (String) Memory.getReference(Hubs.info(hub) + ClassInfoLayout.SIMPLE_NAME);
    }

    @Substitute(reason = "native")
    public Class<?> getSuperclass() {
        long superclass = Hubs.superclass(hub);
        return superclass == 0 ? null : Mirrors.of(superclass);
    }

    @Substitute(reason = "native")
    public boolean isInstance(Object object) {
        return object != null && Hubs.isSubtype(Memory.hubOf(object), hub);
    }

    @Substitute(reason = "native")
    public boolean isAssignableFrom(Class<?> other) {
        return Hubs.isSubtype(Mirrors.hubOf(other), hub);
    }

    @Substitute(reason = "native; once for each primitive type")
    static Class<?> getPrimitiveClass(String primitive) {
        int count = Hubs.count();
        for (int number = 0; number < count; number++) {
            long candidate = Hubs.byNumber(number);
            if (Hubs.kind(candidate) == HubLayout.KIND_PRIMITIVE && Hubs.name(candidate).equals(primitive)) {
                return Mirrors.of(candidate);
            }
        }
        throw new InternalError(primitive);
    }
}
