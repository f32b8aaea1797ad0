package obol.aot.reach;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import obol.aot.world.ClassSource;
import obol.aot.world.JClass;
import obol.aot.world.JField;
import obol.aot.world.JMethod;
import obol.aot.world.OpenProfile;
import obol.aot.world.World;

/**
 * The roots of a base image: all that code compiled against it may use. Methods and fields of the profile; and of every
 * class that has a hub what must then be complete, as the hub never changes: the initialiser, all instance fields, the
 * constants of an enum, and of arrays the instances.
 */
public final class OpenRoots {
    private final World world;
    private final Reach reach;
    private final Set<JClass> completed = new HashSet<>();

    private OpenRoots(World world, Reach reach) {
        this.world = world;
        this.reach = reach;
    }

    /** Names the roots and runs the analysis until all is complete. */
    public static void run(World world, ClassSource source, Reach reach) {
        OpenRoots roots = new OpenRoots(world, reach);
        OpenProfile profile = world.profile();
        List<JClass> classes = profile.classes(world, source);
        profile.markExtensible(world, classes);
        for (JClass c : world.primitives()) {
            reach.root(c);
            if (!c.name.equals("void")) reach.rootInstances(c.array(world));
        }
        for (JClass c : classes) roots.root(c);
        do {
            reach.run();
        } while (roots.complete());
        // Of a class of which there are no instances nothing is concluded, so it may as well get some later. And the system's own
        // classes come into the base by what stands below the library's files; the rest of the system is to be compiled against it.
        for (JClass c : world.all()) {
            if (!c.reachable || c.file == null) continue;
            boolean complete = world.isPlatform(c) || World.isTrusted(c);
            if (!complete || reach.instantiatedSubtypes(c).isEmpty()) c.extensible = true;
        }
    }

    private void root(JClass c) {
        reach.root(c);
        boolean constructible = false;
        for (JMethod m : c.methods) {
            if (!OpenProfile.isAccessible(m.flags) || m.intrinsic != null) continue;
            constructible |= m.isConstructor();
            if (!m.isAbstract()) reach.root(m);
            if (m.isVirtual()) reach.rootDispatch(m);
        }
        for (JField f : c.fields) if (OpenProfile.isAccessible(f.flags)) reach.root(f);
        if (constructible && !c.isAbstract()) reach.rootInstances(c);
    }

    /** Whether anything new was found. */
    private boolean complete() {
        List<JClass> found = new ArrayList<>();
        for (JClass c : world.all()) if (c.reachable && completed.add(c)) found.add(c);
        for (JClass c : found) {
            if (c.isArray()) {
                reach.rootInstances(c);
                continue;
            }
            reach.rootInitializer(c);
            reach.rootConstants(c);
            for (JField f : c.fields) if (!f.isStatic()) reach.root(f);
        }
        return !found.isEmpty();
    }
}
