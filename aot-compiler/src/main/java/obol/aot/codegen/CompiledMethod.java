package obol.aot.codegen;

import java.util.List;
import obol.aot.world.JMethod;
import obol.aot.x86.Reloc;

/**
 * The code of a method and its tables, offsets from the first byte. The code must be placed at a multiple of
 * {@link #ALIGNMENT}. Behind the instructions lie the method's constants.
 *
 * @param relocations targets: {@link JMethod} (its code), {@code JClass} (its hub), {@link Literal}, {@link AssemblySymbol},
 *                    {@code LinkNumber} (its value), and {@link Reloc#CODE_START}
 * @param safepoints  by ascending return offset
 * @param traps       by ascending instruction offset
 */
public record CompiledMethod(JMethod method, byte[] code, List<Reloc> relocations, List<Safepoint> safepoints, List<Trap> traps) {
    public static final int ALIGNMENT = 16;
}
