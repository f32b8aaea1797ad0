package obol.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;

class DescriptorTest {
    @Provide
    Arbitrary<String> types() {
        Arbitrary<String> scalars = Arbitraries.of("B", "C", "D", "F", "I", "J", "S", "Z", "LA;", "Lp/q/C$D;", "L<>;");
        return Arbitraries.integers().between(0, 4).flatMap(n -> scalars.map(type -> "[".repeat(n) + type));
    }

    @Provide
    Arbitrary<List<String>> parameters() {
        return types().list().ofMaxSize(40);
    }

    @Property(tries = 200, seed = "1")
    void methodDescriptorsComeApartAsAsmHasThem(@ForAll("parameters") List<String> parameters,
            @ForAll("types") String result) {
        String text = "(" + String.join("", parameters) + ")" + result;
        assertTrue(Descriptor.isMethod(text));
        Descriptor descriptor = Descriptor.ofMethod(text);
        assertEquals(parameters, descriptor.parameters());
        assertEquals(result, descriptor.returnType());
        assertEquals((Type.getArgumentsAndReturnSizes(text) >> 2) - 1, descriptor.parameterSlots());
    }

    @Property(tries = 500, seed = "1")
    void whatHasNoGrammarIsRefused(@ForAll("noise") String text) {
        assertEquals(Descriptor.isMethod(text), accepts(text));
        assertFalse(Descriptor.isMethod(text) && Descriptor.isField(text));
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.strings().withChars("()[L;/IJV.a").ofMaxLength(8).map(text -> "(" + text);
    }

    private static boolean accepts(String text) {
        try {
            Descriptor.ofMethod(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void limits() {
        assertTrue(Descriptor.isField("[".repeat(255) + "I"));
        assertFalse(Descriptor.isField("[".repeat(256) + "I"));
        assertTrue(Descriptor.isMethod("(" + "J".repeat(127) + "I)V"));
        assertFalse(Descriptor.isMethod("(" + "J".repeat(128) + ")V"));
        assertThrows(IllegalArgumentException.class, () -> Descriptor.ofMethod("()"));
        assertEquals("p/C", Descriptor.className("Lp/C;"));
        assertEquals("Lp/C;", Descriptor.ofClass("p/C"));
        assertEquals("[I", Descriptor.ofClass("[I"));
    }
}
