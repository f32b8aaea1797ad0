package obol.aot.ir;

import obol.aot.world.JClass;
import obol.aot.world.JField;

/**
 * A number that the layout of the whole image gives to a class or a static field. It moves when others come or go, so code has it as a
 * relocation: then the code itself does not depend on them.
 */
public sealed interface LinkNumber {
    /** The offset of a static field in the statics block. */
    record StaticOffset(JField field) implements LinkNumber {}

    /** The offset of a class's state of initialisation in the statics block. */
    record InitState(JClass type) implements LinkNumber {}

    /** The offset of a class's mirror in the table of mirrors. */
    record MirrorOffset(JClass type) implements LinkNumber {}

    /** The number by which interface tables know an interface. */
    record Interface(JClass type) implements LinkNumber {}
}
