package obol.nucleus.substitutions.lang;

import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.List;
import obol.layout.HubLayout;
import obol.layout.image.ClassInfoLayout;
import obol.nucleus.Memory;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Constant;
import obol.nucleus.annotation.ConstantNull;
import obol.nucleus.annotation.Inject;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.annotation.Unsupported;
import obol.nucleus.classes.ClassInit;
import obol.nucleus.classes.Hubs;
import obol.nucleus.classes.Mirrors;
import obol.nucleus.port.Resources;

/** A Class object stands for a hub; what it says it reads there. */
@Substitutes("java.lang.Class")
public final class ClassSubstitution {
    /** Address of the hub, below 2 GiB. */
    @Inject public int hub;
    @Alias public Class<?> componentType;
    @Alias private String name;
    @Alias private Object[] enumConstants;

    private static final String REFLECTION = "reflection";

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

    @Substitute(reason = "the record of the class knows the code of values()")
    Object[] getEnumConstantsShared() {
        if (enumConstants == null) {
            long values = Memory.getUnsignedInt(Hubs.info(hub) + ClassInfoLayout.ENUM_VALUES);
            if (values != 0) {
                ClassInit.initialize(hub);
                enumConstants = (Object[]) Memory.callReference(values);
            }
        }
        return enumConstants;
    }

    @ConstantNull(reason = "the class library and the program have one loader, the bootstrap's")
    public native ClassLoader getClassLoader();

    @ConstantNull(reason = "as getClassLoader")
    native ClassLoader getClassLoader0();

    @Substitute(reason = "native; finds the classes that the program has without looking them up")
    private static Class<?> forName0(String name, boolean initialize, ClassLoader loader, Class<?> caller) throws ClassNotFoundException {
        int count = Hubs.count();
        for (int number = 0; number < count; number++) {
            long candidate = Hubs.byNumber(number);
            if (Hubs.kind(candidate) != HubLayout.KIND_PRIMITIVE && Hubs.name(candidate).equals(name) && isComplete(candidate)) {
                if (initialize) {
                    ClassInit.initialize(candidate);
                }
                return Mirrors.of(candidate);
            }
        }
        throw new ClassNotFoundException(name);
    }

    /** Whether the image has the class's initialiser, if it needs one. */
    private static boolean isComplete(long hub) {
        return ClassInit.isInitialized(hub) || Memory.getUnsignedInt(hub + HubLayout.INITIALIZER) != 0;
    }

    @Substitute(reason = "the original asks the VM for its caller")
    public static Class<?> forName(String name) throws ClassNotFoundException {
        return forName0(name, true, null, null);
    }

    @Substitute(reason = "the original asks the VM for its caller")
    public static Class<?> forName(String name, boolean initialize, ClassLoader loader) throws ClassNotFoundException {
        return forName0(name, initialize, loader, null);
    }

    @Substitute(reason = "native")
    private Class<?>[] getInterfaces(boolean cloneArray) {
        Class<?>[] interfaces = new Class<?>[Hubs.interfaceCount(hub)];
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = Mirrors.of(Hubs.interfaceAt(hub, i));
        }
        return interfaces;
    }

    @Substitute(reason = "native")
    private Class<?> getDeclaringClass0() {
        long declaring = Memory.getUnsignedInt(Hubs.info(hub) + ClassInfoLayout.DECLARING);
        return declaring == 0 ? null : Mirrors.of(declaring);
    }

    @Substitute(reason = "a bit of the class's record")
    public boolean isAnonymousClass() {
        return hasInfo(ClassInfoLayout.INFO_ANONYMOUS);
    }

    @Substitute(reason = "a bit of the class's record")
    public boolean isLocalClass() {
        return hasInfo(ClassInfoLayout.INFO_LOCAL);
    }

    @Substitute(reason = "a bit of the class's record")
    public boolean isMemberClass() {
        return hasInfo(ClassInfoLayout.INFO_MEMBER);
    }

    @Substitute(reason = "bits of the class's record")
    private boolean isLocalOrAnonymousClass() {
        return hasInfo(ClassInfoLayout.INFO_ANONYMOUS | ClassInfoLayout.INFO_LOCAL);
    }

    @Substitute(reason = "bits of the class's record")
    private boolean isTopLevelClass() {
        return !hasInfo(ClassInfoLayout.INFO_ANONYMOUS | ClassInfoLayout.INFO_LOCAL | ClassInfoLayout.INFO_MEMBER);
    }

    private boolean hasInfo(int bits) {
        return (Memory.getInt(Hubs.info(hub) + ClassInfoLayout.INFO_FLAGS) & bits) != 0;
    }

    @Substitute(reason = "the original caches with reflection data")
    public String getCanonicalName() {
        if (isArray()) {
            String component = componentType.getCanonicalName();
            return component == null ? null : component + "[]";
        }
        if (isHidden() || isLocalOrAnonymousClass()) {
            return null;
        }
        Class<?> declaring = getDeclaringClass0();
        if (declaring == null) {
            return Hubs.name(hub);
        }
        String outer = declaring.getCanonicalName();
        return outer == null ? null : outer + "." + getSimpleName();
    }

    @Substitute(reason = "native")
    private boolean isRecord0() {
        return (Hubs.flags(hub) & HubLayout.FLAG_RECORD) != 0;
    }

    @Unsupported(reason = REFLECTION)
    public native Object newInstance();

    @Unsupported(reason = REFLECTION)
    public static native Class<?> forName(Module module, String name);

    @ConstantNull(reason = "no modules at run time: all classes are of the same")
    public native Module getModule();

    @Unsupported(reason = REFLECTION)
    public native TypeVariable<?>[] getTypeParameters();

    @Unsupported(reason = REFLECTION)
    public native Type getGenericSuperclass();

    @Unsupported(reason = REFLECTION)
    public native Type[] getGenericInterfaces();

    @Unsupported(reason = REFLECTION)
    public native Package getPackage();

    @Unsupported(reason = REFLECTION)
    public native Object[] getSigners();

    @Unsupported(reason = REFLECTION)
    public native Method getEnclosingMethod();

    @Unsupported(reason = REFLECTION)
    public native Constructor<?> getEnclosingConstructor();

    @Unsupported(reason = REFLECTION)
    public native Class<?> getEnclosingClass();

    @Unsupported(reason = REFLECTION)
    public native String toGenericString();

    @Unsupported(reason = REFLECTION)
    public native Class<?>[] getClasses();

    @Unsupported(reason = REFLECTION)
    public native Class<?>[] getDeclaredClasses();

    @Unsupported(reason = REFLECTION)
    public native Field[] getFields();

    @Unsupported(reason = REFLECTION)
    public native Method[] getMethods();

    @Unsupported(reason = REFLECTION)
    public native Constructor<?>[] getConstructors();

    @Unsupported(reason = REFLECTION)
    public native Field getField(String name);

    @Unsupported(reason = REFLECTION)
    public native Method getMethod(String name, Class<?>... parameters);

    @Unsupported(reason = REFLECTION)
    public native Constructor<?> getConstructor(Class<?>... parameters);

    @Unsupported(reason = REFLECTION)
    public native Field[] getDeclaredFields();

    @Unsupported(reason = REFLECTION)
    public native Method[] getDeclaredMethods();

    @Unsupported(reason = REFLECTION)
    public native Constructor<?>[] getDeclaredConstructors();

    @Unsupported(reason = REFLECTION)
    public native Field getDeclaredField(String name);

    @Unsupported(reason = REFLECTION)
    public native Method getDeclaredMethod(String name, Class<?>... parameters);

    @Unsupported(reason = REFLECTION)
    public native Constructor<?> getDeclaredConstructor(Class<?>... parameters);

    @Unsupported(reason = REFLECTION)
    native List<?> getDeclaredPublicMethods(String name, Class<?>... parameters);

    @Unsupported(reason = REFLECTION)
    public native RecordComponent[] getRecordComponents();

    @Unsupported(reason = REFLECTION)
    public native Annotation getAnnotation(Class<?> type);

    @Unsupported(reason = REFLECTION)
    public native Annotation[] getAnnotations();

    @Unsupported(reason = REFLECTION)
    public native Annotation[] getAnnotationsByType(Class<?> type);

    @Unsupported(reason = REFLECTION)
    public native Annotation getDeclaredAnnotation(Class<?> type);

    @Unsupported(reason = REFLECTION)
    public native Annotation[] getDeclaredAnnotations();

    @Unsupported(reason = REFLECTION)
    public native Annotation[] getDeclaredAnnotationsByType(Class<?> type);

    @Unsupported(reason = REFLECTION)
    public native Class<?>[] getPermittedSubclasses();

    @Unsupported(reason = REFLECTION)
    public native Class<?> getNestHost();

    @Unsupported(reason = REFLECTION)
    public native Class<?>[] getNestMembers();

    @Unsupported(reason = REFLECTION)
    public native boolean isNestmateOf(Class<?> other);

    @Alias private native String resolveName(String name);

    @Substitute(reason = "the original asks loaders; the class path's files are in the image")
    public InputStream getResourceAsStream(String name) {
        return Resources.ofClassPath(resolveName(name));
    }

    @Unsupported(reason = "resources have no URL")
    public native URL getResource(String name);

    @Unsupported(reason = "no access control")
    public native ProtectionDomain getProtectionDomain();
}
