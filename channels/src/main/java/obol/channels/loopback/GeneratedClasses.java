package obol.channels.loopback;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import obol.channels.contract.ContractModel;
import obol.channels.contract.compile.ClassSource;
import obol.channels.contract.compile.ContractCompiler;
import obol.channels.contract.compile.SourceText;
import obol.channels.contract.generate.Generated;
import obol.channels.contract.generate.Generator;
import obol.channels.runtime.Contracts;
import obol.channels.runtime.Skeleton;

/**
 * Compiles contracts at first use and defines their classes beside them, in the same package and loader. An image does the same when
 * it is built, so this is the one place with lookups. Contracts must lie in unnamed modules, or in packages open to this one.
 */
public final class GeneratedClasses implements Contracts {
    /** Guarded by this. The skeleton of each contract class seen: classes of the same name in other loaders are others. */
    private final Map<Class<?>, Skeleton> skeletons = new HashMap<>();

    @Override
    public synchronized Skeleton skeleton(Class<?> contract) {
        Skeleton known = skeletons.get(contract);
        if (known != null) {
            return known;
        }
        ClassLoader loader = contract.getClassLoader();
        ContractModel model = ContractCompiler.compile(contract.getName(), ClassSource.of(loader), SourceText.NONE).orThrow();
        for (Generated generated : Generator.generate(model)) {
            define(generated, loader);
        }
        for (String state : model.states().keySet()) {
            Class<?> type = load(state, loader);
            skeletons.computeIfAbsent(type, GeneratedClasses::instance);
        }
        return skeletons.get(contract);
    }

    @Override
    public Skeleton skeleton(String contract, Class<?> near) {
        try {
            return skeleton(Class.forName(contract, false, near.getClassLoader()));
        } catch (ClassNotFoundException unknown) {
            return null;
        }
    }

    /** Defines a class beside its neighbour, unless an earlier contract with the same data has. */
    private static void define(Generated generated, ClassLoader loader) {
        Class<?> neighbour = load(generated.neighbour(), loader);
        try {
            Class.forName(generated.name(), false, neighbour.getClassLoader());
        } catch (ClassNotFoundException absent) {
            try {
                MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()).defineClass(generated.bytes());
            } catch (IllegalAccessException closed) {
                throw new IllegalStateException(generated.neighbour() + " lies in a package that is not open to obol.channels", closed);
            }
        }
    }

    private static Skeleton instance(Class<?> contract) {
        String name = Generator.skeletonName(contract.getName());
        try {
            Class<?> type = Class.forName(name, true, contract.getClassLoader());
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            MethodHandle instance = lookup.findStaticGetter(type, "INSTANCE", Skeleton.class);
            return (Skeleton) instance.invoke();
        } catch (Throwable impossible) {
            throw new IllegalStateException("the generated " + name + " has no instance", impossible);
        }
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException("the class " + name + " is not there any more", gone);
        }
    }
}
