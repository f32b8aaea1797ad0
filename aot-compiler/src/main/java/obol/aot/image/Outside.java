package obol.aot.image;

import obol.aot.world.BaseFacts;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;

/** Where things are that are not in what is written: in the base image, or in the assembly code. Null: not there either. */
interface Outside {
    Place hub(JClass c);

    Place code(JMethod m);

    Place string(String text);

    Place symbol(String name);

    /** Nothing but the assembly code, which is written along. */
    static Outside assembly(Assembly assembly) {
        return new Outside() {
            @Override public Place hub(JClass c) { return null; }
            @Override public Place code(JMethod m) { return null; }
            @Override public Place string(String text) { return null; }
            @Override public Place symbol(String name) { return assembly.place(name); }
        };
    }

    static Outside base(BaseFacts base) {
        return new Outside() {
            @Override public Place hub(JClass c) { return c.inBase ? Place.at(base.hub(c)) : null; }
            @Override public Place code(JMethod m) { return place(base.code(m)); }
            @Override public Place string(String text) { return place(base.string(text)); }
            @Override public Place symbol(String name) { return place(base.symbol(name)); }

            private Place place(long address) {
                return address == 0 ? null : Place.at(address);
            }
        };
    }
}
