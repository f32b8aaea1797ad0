package obol.aot.image;

import java.util.List;
import obol.classfile.ClassFile;
import obol.classfile.FieldInfo;

/** Turns the constants of {@code obol.layout} into an include file for NASM: {@code ThreadLayout.LIMIT equ 0}. */
public final class NasmInclude {
    private NasmInclude() {}

    /** The text for these classes: each static final int or long with a constant value, in the order of the class files. */
    public static String of(List<ClassFile> layouts) {
        StringBuilder text = new StringBuilder("; Made from the classes of obol.layout. Not to be edited.\n");
        for (ClassFile layout : layouts) {
            String simple = layout.name().substring(layout.name().lastIndexOf('/') + 1);
            for (FieldInfo field : layout.fields()) {
                if (field.constantValue() instanceof Number value) {
                    text.append(simple).append('.').append(field.name()).append(" equ ").append(value).append('\n');
                }
            }
        }
        return text.toString();
    }
}
