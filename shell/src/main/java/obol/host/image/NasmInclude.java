package obol.host.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.aot.registers.RegisterMap;
import obol.classfile.ClassFile;
import obol.classfile.FieldInfo;

/**
 * Turns the constants of {@code obol.layout} and the descriptions of {@code obol.nucleus.registers} into an include file for NASM:
 * {@code ThreadLayout.LIMIT equ 0}, offsets of registers as {@code Uart.lineStatus equ 5}, and bits as
 * {@code Uart.LineStatus.DATA_READY equ 1}.
 */
final class NasmInclude {
    private NasmInclude() {}

    /**
     * The text for these classes: each static final int or long with a constant value, in the order of the class files.
     *
     * @throws obol.aot.registers.RegisterFault if a description of registers breaks a rule
     */
    static String of(List<ClassFile> files) {
        Map<String, ClassFile> byName = new LinkedHashMap<>();
        for (ClassFile file : files) byName.put(file.name(), file);
        StringBuilder text = new StringBuilder("; Made from the classes of obol.layout and obol.nucleus.registers. Not to be edited.\n");
        for (ClassFile file : files) {
            String simple = file.name().substring(file.name().lastIndexOf('/') + 1).replace('$', '.');
            for (FieldInfo field : file.fields()) {
                if (field.constantValue() instanceof Number value) equ(text, simple, field.name(), value);
            }
            if (!RegisterMap.isDescription(file)) continue;
            RegisterMap.read(file.name(), byName::get).registers().forEach((name, register) -> equ(text, simple, name, register.offset()));
        }
        return text.toString();
    }

    private static void equ(StringBuilder text, String simple, String name, Number value) {
        text.append(simple).append('.').append(name).append(" equ ").append(value).append('\n');
    }
}
