package obol.nucleus.classes;

import obol.layout.HubLayout;
import obol.nucleus.Memory;
import obol.nucleus.stack.StackTraces;

/** The errors of casts, array stores and interface calls, in HotSpot's words. */
public final class TypeErrors {
    private TypeErrors() {}

    public static ClassCastException cast(Object object, long wanted) {
        long hub = Memory.hubOf(object);
        String from = Hubs.name(hub);
        String to = Hubs.name(wanted);
        String fromModule = module(hub);
        String toModule = module(wanted);
        String where = fromModule.equals(toModule)
                ? from + " and " + to + " are in " + fromModule
                : from + " is in " + fromModule + "; " + to + " is in " + toModule;
        return new ClassCastException("class " + from + " cannot be cast to class " + to + " (" + where + ")");
    }

    public static ArrayStoreException store(Object value) {
        return new ArrayStoreException(Hubs.name(Memory.hubOf(value)));
    }

    public static IncompatibleClassChangeError notImplemented(Object object, long wanted) {
        return new IncompatibleClassChangeError("Class " + Hubs.name(Memory.hubOf(object))
                + " does not implement the requested interface " + Hubs.name(wanted));
    }

    private static String module(long hub) {
        long element = hub;
        while (Hubs.kind(element) == HubLayout.KIND_REFERENCE_ARRAY) {
            element = Hubs.component(element);
        }
        boolean primitive = Hubs.kind(element) == HubLayout.KIND_PRIMITIVE_ARRAY;
        String module = primitive ? "java.base" : StackTraces.moduleOf(Hubs.name(element));
        return module == null ? "unnamed module of loader 'app'" : "module " + module + " of loader 'bootstrap'";
    }
}
