package obol.aot.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where calls find their code: vtable indices, interfaces' method lists, interface numbers and tables.
 *
 * <p>A method gets a place in the vtables if a call of it may run another method: if some instantiated class selects
 * another one, or if it has no code to be called directly. A class's place for a method holds what
 * {@link Selection} says for that class, so all rules of overriding are there and only there. A method uses the place of a
 * superclass's method if selection says the same of both for every class below; so usually one that overrides another,
 * but not always where methods are package-private.
 * Classes without instances have no vtable.
 *
 * <p>In an open world ({@link OpenProfile}) every method that a later class may override has a place, places are shared by the
 * rules of overriding alone, and miranda methods have none: they are called as the interface's. Over a base image the places
 * of its classes stand, and what it has not dispatched must have one target.
 */
final class Dispatch {
    /** By class: the methods for which the places of its vtable were made, the inherited ones first. */
    private final Map<JClass, List<JMethod>> places = new HashMap<>();
    private final Map<JClass, List<JClass>> instantiatedSubtypes = new HashMap<>();
    private final Map<JClass, List<JMethod>> interfaceMethods = new HashMap<>();
    private final Map<JClass, InterfaceTable> tables = new HashMap<>();

    private final BaseFacts base;
    private final boolean open;
    private final boolean mirandas;
    private int nextInterfaceNumber;

    /** @param classes all that are to be laid out, superclasses and superinterfaces before their subtypes */
    Dispatch(World world, List<JClass> classes) {
        base = world.base();
        open = world.profile() != null;
        mirandas = !open && base == null;
        addInstantiated(classes);
        if (base != null) {
            addInstantiated(base.classes());
            for (JClass c : base.classes()) requirePlaces(c);
        }
        List<JClass> interfaces = new ArrayList<>();
        Map<JClass, List<JClass>> superinterfaces = new LinkedHashMap<>();
        for (JClass c : classes) {
            superinterfaces.put(c, superinterfaces(c));
            if (c.isInterface()) {
                interfaces.add(c);
                listMethods(c);
            } else if (!c.isPrimitive()) {
                placeMethods(c);
                fill(c);
            }
        }
        nextInterfaceNumber = InterfaceNumbers.assign(interfaces, superinterfaces.values(), base == null ? 1 : base.nextInterfaceNumber());
        superinterfaces.forEach((c, all) -> tables.put(c, InterfaceTable.of(all)));
    }

    private void addInstantiated(List<JClass> classes) {
        for (JClass c : classes) {
            if (!c.instantiated) continue;
            for (JClass s = c; s != null; s = s.superclass) instantiatedSubtypes.computeIfAbsent(s, k -> new ArrayList<>()).add(c);
        }
    }

    /** A method of the base to which calls are dispatched here must have a place there, or a single target. */
    private void requirePlaces(JClass c) {
        for (JMethod m : c.methods) {
            if (!m.isVirtual() || !m.dispatched || m.dispatchedInBase) continue;
            if (c.isInterface() && !hasInstancesInBase(c)) {
                if (m.vtableIndex < 0) append(c, m);
                continue;
            }
            if (c.isInterface() || m.isAbstract() || (m.vtableIndex < 0 ? isOverridden(m) : !isComplete(m))) {
                throw new BaseFacts.Lack("dispatched calls of " + m);
            }
        }
    }

    private boolean hasInstancesInBase(JClass type) {
        for (JClass c : base.classes()) if (c.instantiated && c.isSubtypeOf(type)) return true;
        return false;
    }

    /** Adds a method to the list of an interface of the base; only classes that come now can be its receivers. */
    private void append(JClass c, JMethod m) {
        List<JMethod> methods = interfaceMethods.computeIfAbsent(c, i -> new ArrayList<>(base.places(i)));
        m.vtableIndex = methods.size();
        methods.add(m);
    }

    /** Whether the base has code for what its classes run for the method. */
    private boolean isComplete(JMethod m) {
        for (JClass c : instantiatedSubtypes.getOrDefault(m.holder, List.of())) {
            JMethod selected = Selection.select(c, m);
            if (c.inBase && selected != null && !selected.inBase) return false;
        }
        return true;
    }

    private boolean isOverridden(JMethod m) {
        for (JClass c : instantiatedSubtypes.getOrDefault(m.holder, List.of())) if (Selection.select(c, m) != m) return true;
        return false;
    }

    private void listMethods(JClass c) {
        List<JMethod> methods = new ArrayList<>();
        for (JMethod m : c.methods) {
            if (!m.isVirtual() || !m.dispatched && !m.reachable) continue;
            m.vtableIndex = methods.size();
            methods.add(m);
        }
        interfaceMethods.put(c, methods);
    }

    private void placeMethods(JClass c) {
        List<JMethod> all = new ArrayList<>(c.superclass == null ? List.of() : places(c.superclass));
        placeMethods(c.methods, all);
        if (mirandas) placeMethods(c.mirandas, all);
        places.put(c, all);
    }

    private void placeMethods(List<JMethod> methods, List<JMethod> all) {
        for (JMethod m : methods) {
            if (!m.isVirtual() || !needsPlace(m)) continue;
            int place = 0;
            while (place < all.size() && !isSame(m, all.get(place))) place++;
            m.vtableIndex = place;
            if (place == all.size()) all.add(m);
        }
    }

    /** Whether calls of a method may use the place of another one, which a superclass (or the class itself) has made. */
    private boolean isSame(JMethod m, JMethod other) {
        if (!m.name.equals(other.name) || !m.descriptor.equals(other.descriptor)) return false;
        if (open || other.holder.inBase) return Selection.overrides(m, other);
        for (JClass c : instantiatedSubtypes.getOrDefault(m.holder, List.of())) {
            if (Selection.select(c, m) != Selection.select(c, other)) return false;
        }
        return true;
    }

    private boolean needsPlace(JMethod m) {
        if (!m.dispatched && !m.reachable) return false;
        if (!m.reachable || m.isAbstract()) return true;
        if (open && m.holder.extensible && !m.isFinal()) return true;
        return isOverridden(m);
    }

    private void fill(JClass c) {
        if (!c.instantiated) return;
        List<JMethod> vtable = new ArrayList<>();
        for (JMethod m : places.get(c)) vtable.add(code(c, m));
        c.vtable = java.util.Collections.unmodifiableList(vtable);
    }

    /** What a call of the method runs for instances of the class; null if that throws. */
    private static JMethod code(JClass c, JMethod m) {
        JMethod selected = Selection.select(c, m);
        return selected != null && selected.reachable ? selected : null;
    }

    private static List<JClass> superinterfaces(JClass c) {
        Set<JClass> all = new LinkedHashSet<>();
        if (c.isInterface()) all.add(c);
        for (JClass s = c; s != null; s = s.superclass) addInterfaces(s, all);
        return new ArrayList<>(all);
    }

    private static void addInterfaces(JClass c, Set<JClass> all) {
        for (JClass i : c.interfaces) if (all.add(i)) addInterfaces(i, all);
    }

    /** The methods for which the class's vtable has places. */
    List<JMethod> places(JClass c) {
        return c.inBase ? base.places(c) : places.getOrDefault(c, List.of());
    }

    int nextInterfaceNumber() {
        return nextInterfaceNumber;
    }

    InterfaceTable table(JClass c) {
        return tables.get(c);
    }

    /** The methods of an interface that calls are dispatched to, by index. */
    List<JMethod> methods(JClass c) {
        List<JMethod> methods = interfaceMethods.get(c);
        return methods == null && c.inBase ? base.places(c) : methods;
    }

    List<JMethod> itable(JClass c, JClass i) {
        if (!c.instantiated) return List.of();
        List<JMethod> methods = new ArrayList<>();
        for (JMethod m : methods(i)) methods.add(code(c, m));
        return methods;
    }
}
