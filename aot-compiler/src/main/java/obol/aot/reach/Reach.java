package obol.aot.reach;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.aot.ir.Block;
import obol.aot.ir.CallTarget;
import obol.aot.ir.Graph;
import obol.aot.ir.Ins;
import obol.aot.ir.Linkage;
import obol.aot.ir.Op;
import obol.aot.world.BaseFacts;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.World;

/**
 * The worklist of reachable methods (rapid type analysis, Bacon and Sweeney 1996). Each method's graph is built once and
 * its operations are looked at once; a virtual call and an instantiated class meet when the later of the two comes.
 * Methods are taken in the order in which they were found, so {@link #why} gives short chains, and the result depends on
 * the roots' order and the class files alone. Time: the sum over calls of the classes that may receive them.
 *
 * <p>Use: name roots, {@link #run}, more roots and {@link #run} again if needed, then ask.
 */
public final class Reach {
    /** How something was reached: from a method (null: it is a root) by what kind of use. */
    private record Link(JMethod from, String how) {}

    private static final Link ROOT = new Link(null, "root");

    private final World world;
    private final GraphBuilder builder;
    private final Deque<JMethod> work = new ArrayDeque<>();
    private final List<JMethod> methods = new ArrayList<>();
    private final List<JClass> instantiated = new ArrayList<>();
    /** Why a JMethod or JClass is reachable. */
    private final Map<Object, Link> links = new HashMap<>();
    private final Map<JClass, List<JMethod>> dispatchedOn = new HashMap<>();
    private final Map<JClass, List<JClass>> instantiatedSubtypes = new HashMap<>();
    /** Who dispatched first, by the method named. */
    private final Map<JMethod, JMethod> dispatchers = new HashMap<>();
    private final Map<JMethod, JMethod> onlyTarget = new HashMap<>();
    private final Set<JMethod> severalTargets = new HashSet<>();
    private final Set<JClass> initialized = new HashSet<>();
    private final Set<JClass> mirrored = new HashSet<>();
    private final Set<JMethod> unresolvedNatives = new LinkedHashSet<>();
    private final Map<Linkage, JMethod> linkageErrors = new LinkedHashMap<>();
    /** Null: the world is not closed. */
    private final TypeFlow flow;

    /** The analysis begins with what every image holds, Strings, or with what the base image has. */
    public Reach(World world, GraphBuilder builder) {
        this.world = world;
        this.builder = builder;
        this.flow = world.isClosed() ? new TypeFlow(world, this) : null;
        if (world.base() != null) {
            for (JClass c : world.base().classes()) takeOver(c);
            return;
        }
        instantiate(world.require("[B"), ROOT);
        JClass string = world.require("java/lang/String");
        instantiate(string, ROOT);
        for (JField f : string.fields) if (!f.isStatic()) root(f);
    }

    /** A class of the base image: what that has looked at is not looked at again. */
    private void takeOver(JClass c) {
        if (world.needsInit(c) && c.initializer() != null && c.initializer().inBase) initialized.add(c);
        for (JMethod m : c.methods) {
            if (!m.dispatched) continue;
            dispatchedOn.computeIfAbsent(c, k -> new ArrayList<>()).add(m);
            severalTargets.add(m);
        }
        if (!c.instantiated) return;
        Set<JClass> supertypes = new LinkedHashSet<>();
        addSupertypes(c, supertypes);
        for (JClass t : supertypes) instantiatedSubtypes.computeIfAbsent(t, k -> new ArrayList<>()).add(c);
    }

    /** Somebody may ask the class for its constants, if it is an enum. */
    public void rootConstants(JClass c) {
        enumValues(c, ROOT);
    }

    /** The class's initialiser may run. */
    public void rootInitializer(JClass c) {
        initialize(c, ROOT);
    }

    /** The method may be called, by something that the analysis does not see; its class may be initialised. */
    public void root(JMethod method) {
        initialize(method.holder, ROOT);
        reach(method, ROOT);
        if (flow != null) flow.open(method);
    }

    /** Instances may come from something that the analysis does not see. */
    public void rootInstances(JClass c) {
        instantiate(c, ROOT);
    }

    /** Calls of the method may be dispatched by something that the analysis does not see. */
    public void rootDispatch(JMethod method) {
        dispatch(method, null);
    }

    /** The field's offset or content matters to something that the analysis does not see. */
    public void root(JField field) {
        reach(field, ROOT);
        if (flow != null) flow.open(field);
    }

    /** The class's hub, or its Class object, is needed by something that the analysis does not see. */
    public void rootMirror(JClass c) {
        mirror(c, ROOT);
    }

    /** The class's hub is needed by something that the analysis does not see. */
    public void root(JClass c) {
        reach(c, ROOT);
    }

    /** Works until nothing more gets reachable. */
    public void run() {
        while (!work.isEmpty()) {
            JMethod method = work.remove();
            if (method.assembly != null) continue;
            Graph graph;
            try {
                graph = builder.build(method);
            } catch (RuntimeException e) {
                throw new IllegalStateException("cannot build " + method + ", reached from " + why(method), e);
            }
            scan(method, graph);
        }
    }

    /**
     * Nothing more will get reachable and no class will come later: finds out which classes come to which fields, parameters and results
     * ({@link JField#classes}, {@link JMethod#parameterClasses}, {@link JMethod#resultClasses}).
     */
    public void closeWorld() {
        flow.solve();
    }

    /** All methods that may be called, in the order in which they were found. */
    public List<JMethod> methods() {
        return Collections.unmodifiableList(methods);
    }

    /** All classes and array classes that may have instances, in the order in which they were found. */
    public List<JClass> instantiated() {
        return Collections.unmodifiableList(instantiated);
    }

    /** The reachable native methods for which nobody gives code: they throw UnsatisfiedLinkError. */
    public Set<JMethod> unresolvedNatives() {
        return Collections.unmodifiableSet(unresolvedNatives);
    }

    /** Linkage errors that reachable code throws if it gets there, each with the first method that has it. */
    public Map<Linkage, JMethod> linkageErrors() {
        return Collections.unmodifiableMap(linkageErrors);
    }

    /**
     * The one method that virtual calls of this method can run, for all classes that may have instances; null if there are
     * several, or none, or a class for which the call throws.
     */
    public JMethod uniqueTarget(JMethod method) {
        if (!method.isVirtual()) return method;
        return severalTargets.contains(method) ? null : onlyTarget.get(method);
    }

    /** The classes that may have instances and are this class or interface or one of its subtypes. */
    public List<JClass> instantiatedSubtypes(JClass c) {
        return Collections.unmodifiableList(instantiatedSubtypes.getOrDefault(c, List.of()));
    }

    /** The chain by which a method or class was first reached, a line for each link, from it to a root. */
    public String why(Object methodOrClass) {
        StringBuilder s = new StringBuilder(methodOrClass.toString());
        Link link = links.get(methodOrClass);
        if (link == null) return s.append(" is not reachable").toString();
        while (link != null) {
            s.append("\n  <- ").append(link.how);
            if (link.from == null) break;
            s.append(' ').append(link.from);
            link = links.get(link.from);
        }
        return s.toString();
    }

    private static String why(Link link) {
        return link.from == null ? link.how : link.how + " in " + link.from;
    }

    private void scan(JMethod method, Graph graph) {
        if (flow != null) flow.add(method, graph);
        for (Block block : graph.blocks) {
            for (Ins ins : block.body) scan(method, ins);
        }
        if (method.isSynchronized() && method.isStatic()) mirror(method.holder, new Link(method, "lock"));
    }

    private void scan(JMethod method, Ins ins) {
        switch (ins.op) {
            case NEW, NEW_ARRAY -> instantiate((JClass) ins.attr, new Link(method, "new"));
            case NEW_MULTI_ARRAY -> {
                JClass array = (JClass) ins.attr;
                for (int i = 0; i < ins.inputs.length; i++, array = array.component) instantiate(array, new Link(method, "new"));
            }
            case INVOKE_STATIC, INVOKE_SPECIAL -> reach((JMethod) ins.attr, new Link(method, "call"));
            case INVOKE_VIRTUAL, INVOKE_INTERFACE -> dispatch((JMethod) ins.attr, method);
            case INIT_CLASS -> initialize((JClass) ins.attr, new Link(method, "init"));
            case CLASS_MIRROR -> mirror((JClass) ins.attr, new Link(method, "literal"));
            case LINKAGE_ERROR -> linkageError(method, (Linkage) ins.attr);
            default -> mention(method, ins);
        }
    }

    private void mention(JMethod method, Ins ins) {
        if (ins.attr instanceof JClass c) reach(c, new Link(method, ins.op == Op.HUB ? "hub" : "type test"));
        else if (ins.attr instanceof JField f) reach(f, new Link(method, "field"));
        else if (ins.attr instanceof JMethod m) reach(m, new Link(method, "address"));
        else if (ins.attr instanceof CallTarget t && !t.indirect() && t.symbol() == null) reach(t.method(), new Link(method, "call"));
    }

    private void linkageError(JMethod method, Linkage error) {
        linkageErrors.putIfAbsent(error, method);
        if (method.isNative() && error.error().equals("java/lang/UnsatisfiedLinkError")) unresolvedNatives.add(method);
    }

    private void reach(JMethod method, Link link) {
        if (method.reachable) return;
        if (method.isAbstract()) throw new IllegalStateException("direct call of abstract " + method + " in " + link.from);
        method.reachable = true;
        links.putIfAbsent(method, link);
        methods.add(method);
        work.add(method);
        reach(method.holder, new Link(method, "member"));
    }

    private void reach(JField field, Link link) {
        if (field.reachable) return;
        field.reachable = true;
        reach(field.holder, link);
    }

    /** The class needs a hub, and with it the hubs of all that it is. */
    private void reach(JClass c, Link link) {
        if (c.reachable) return;
        c.reachable = true;
        links.putIfAbsent(c, link);
        if (c.superclass != null) reach(c.superclass, link);
        for (JClass i : c.interfaces) reach(i, link);
        if (c.component != null) reach(c.component, link);
    }

    private void mirror(JClass c, Link link) {
        reach(c, link);
        instantiate(world.require("java/lang/Class"), link);
        if (!mirrored.add(c)) return;
        enumValues(c, link);
        // java.lang.reflect.Array.newInstance makes arrays of classes that a literal names.
        if (!c.name.equals("void")) instantiate(c.array(world), link);
    }

    private void initialize(JClass c, Link link) {
        reach(c, link);
        if (!world.needsInit(c) || !initialized.add(c)) return;
        JMethod initializer = c.initializer();
        if (initializer != null && c.inBase && !initializer.inBase) throw new BaseFacts.Lack("the initialiser of " + c);
        if (initializer != null) reach(initializer, link);
        if (c.isInterface()) return;
        if (c.superclass != null) initialize(c.superclass, link);
        initializeDefaults(c, link);
    }

    private void initializeDefaults(JClass c, Link link) {
        for (JClass i : c.interfaces) {
            if (i.hasDefaultMethods()) initialize(i, link);
            initializeDefaults(i, link);
        }
    }

    private void instantiate(JClass c, Link link) {
        if (c.instantiated) return;
        if (c.inBase) throw new BaseFacts.Lack("instances of " + c + ", wanted for " + why(link));
        c.instantiated = true;
        instantiated.add(c);
        links.putIfAbsent(c, link);
        reach(c, link);
        initialize(c, link);
        enumValues(c, link);
        Set<JClass> supertypes = new LinkedHashSet<>();
        addSupertypes(c, supertypes);
        for (JClass t : supertypes) {
            if (t.inBase && !t.extensible && t != c) throw new BaseFacts.Lack("the subtype " + c + " of " + t + ", wanted for " + why(link));
            instantiatedSubtypes.computeIfAbsent(t, k -> new ArrayList<>()).add(c);
            List<JMethod> called = dispatchedOn.getOrDefault(t, List.of());
            for (int i = 0, n = called.size(); i < n; i++) target(c, called.get(i));
        }
    }

    private static void addSupertypes(JClass c, Set<JClass> into) {
        if (!into.add(c)) return;
        if (c.superclass != null) addSupertypes(c.superclass, into);
        for (JClass i : c.interfaces) addSupertypes(i, into);
    }

    /** An enum's constants are asked for by the class: {@code Class.getEnumConstants}, EnumMap, EnumSet, valueOf. */
    private void enumValues(JClass c, Link link) {
        if (c.superclass == null || !c.superclass.name.equals("java/lang/Enum")) return;
        JMethod values = c.declared("values", "()[L" + c.name + ";");
        if (values == null || !values.isStatic()) return;
        initialize(c, link);
        reach(values, new Link(link.from, "constants of the enum"));
    }

    private void dispatch(JMethod called, JMethod from) {
        JMethod method = world.isClosed() || called.inherited() == null ? called : called.inherited();
        if (!method.isVirtual()) {
            reach(method, new Link(from, "call"));
            return;
        }
        if (method.dispatched) return;
        method.dispatched = true;
        dispatchers.put(method, from);
        reach(method.holder, new Link(from, "virtual call"));
        dispatchedOn.computeIfAbsent(method.holder, k -> new ArrayList<>()).add(method);
        List<JClass> receivers = instantiatedSubtypes.getOrDefault(method.holder, List.of());
        for (int i = 0, n = receivers.size(); i < n; i++) target(receivers.get(i), method);
    }

    private void target(JClass receiver, JMethod method) {
        JMethod selected = world.selectVirtual(receiver, method);
        if (selected == null) {
            severalTargets.add(method);
            return;
        }
        JMethod known = onlyTarget.putIfAbsent(method, selected);
        if (known != null && known != selected) severalTargets.add(method);
        if (!selected.reachable) reach(selected, new Link(dispatchers.get(method), "virtual call of " + method + " in"));
    }
}
