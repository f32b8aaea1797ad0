package obol.aot.registers;

import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import obol.classfile.ClassFile;

/** The accessors of a world's interfaces, made when they are first asked for. */
public final class Accessors {
    private final World world;

    public Accessors(World world) {
        this.world = world;
    }

    /** What makes an object with the accessors of an interface: static, of an address. */
    public JMethod factory(JClass description) {
        return made(description).declared(AccessorClass.FACTORY, "(J)L" + description.name + ";");
    }

    /** The static method that takes the address and then what the accessor takes. */
    public JMethod access(JClass description, JMethod accessor) {
        JMethod access = made(description).declared(accessor.name, AccessorClass.staticDescriptor(accessor.descriptor));
        if (access == null) throw new IllegalStateException(accessor + " is no accessor of " + description);
        return access;
    }

    private JClass made(JClass description) {
        JClass known = world.made(description.name + AccessorClass.SUFFIX);
        return known != null ? known : world.define(AccessorClass.of(RegisterMap.read(description.name, this::file)));
    }

    private ClassFile file(String name) {
        JClass found = world.find(name);
        return found == null ? null : found.file;
    }
}
