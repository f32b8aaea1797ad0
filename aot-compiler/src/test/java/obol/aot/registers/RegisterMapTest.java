package obol.aot.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import obol.aot.world.Sources;
import obol.classfile.ClassFile;
import obol.classfile.ClassFormatException;
import obol.nucleus.device.VirtioMmio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions as data: what virtio's says, what of any is refused, and the words of a trace. */
class RegisterMapTest {
    private static RegisterMap read(String body) {
        return read("@Registers(size = 16) public interface Some {" + body + "}", "Some");
    }

    private static RegisterMap read(String text, String name) {
        Map<String, byte[]> classes = new Sources().add("Some", "import obol.nucleus.registers.*;\n" + text).compile();
        return RegisterMap.read(name, wanted -> file(classes.get(wanted)));
    }

    private static ClassFile file(byte[] bytes) {
        try {
            return bytes == null ? null : ClassFile.read(bytes);
        } catch (ClassFormatException e) {
            throw new AssertionError(e);
        }
    }

    /** What makes the device touch memory is not a driver's. */
    @Test
    void driversWriteWhatIsHarmless() {
        RegisterMap driver = RegisterMap.of(VirtioMmio.class);
        assertEquals(List.of("deviceFeaturesSelect", "driverFeatures", "driverFeaturesSelect", "interruptAcknowledge", "status"),
            driver.registers().values().stream().filter(RegisterMap.Register::writable).map(RegisterMap.Register::name).collect(Collectors.toList()));
        assertTrue(driver.registers().keySet().stream().noneMatch(name -> name.startsWith("queue")));
        assertEquals(VirtioMmio.SIZE, driver.registers().get("configuration").end());
    }

    @Test
    void anInterfaceHasWhatItExtends() {
        RegisterMap all = read("""
            @Registers(size = 8) public interface Some extends Part { @Register(at = 4) void more(int v); }
            @Registers(size = 8) interface Part { @Register(at = 0) int some(); }
            """, "Some");
        assertEquals(List.of("more", "some"), List.copyOf(all.registers().keySet()));
        assertTrue(all.registers().get("some").readable());
        assertFalse(all.registers().get("some").writable());
    }

    @Test
    void traces() {
        RegisterMap map = RegisterMap.of(VirtioMmio.class);
        assertEquals("status = acknowledge|driver", map.trace(0x070, false, 3));
        assertEquals("status is 0x0", map.trace(0x070, true, 0));
        assertEquals("status = failed|0x100", map.trace(0x070, false, 0x180));
        assertEquals("interruptStatus is used|configuration", map.trace(0x060, true, 3));
        assertEquals("magic is 0x74726976", map.trace(0x000, true, VirtioMmio.MAGIC));
        assertEquals("0x0 = 0x1", map.trace(0x000, false, 1), "it cannot be written");
        assertEquals("configuration[2] is 0x1", map.trace(0x108, true, 1));
        assertEquals("0x1c is 0x1", map.trace(0x01C, true, 1));
    }

    @Test
    void severalBitsAreANumber() {
        RegisterMap map = read("@Register(at = 0, width = 8, bits = B.class) int a(); interface B { int LOW_PART = 7 << 1, ON = 1 << 7; }");
        assertEquals("a is low-part=5|on", map.trace(0, true, 0x8A));
        assertEquals("a is low-part=1|0x1", map.trace(0, true, 3));
    }

    /** What is read and what is written at one place may be two registers. */
    @Test
    void readAndWrittenAtOnePlace() {
        RegisterMap map = read("@Register(at = 0, width = 8) int received(); @Register(at = 0, width = 8) void transmit(int c);");
        assertEquals("received", map.at(0, true).name());
        assertEquals("transmit", map.at(0, false).name());
        assertNull(map.at(1, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = {
        "@Register(at = 0) int a(); @Register(at = 0, width = 16) int b(); ! Some.b overlaps a",
        "@Register(at = 0, count = 2) int a(int i); @Register(at = 4) int b(); void b(int v); ! Some.b overlaps a",
        "@Register(at = 2) int a(); ! Some.a lies at 2, which is no multiple of its width",
        "@Register(at = 0, width = 24) int a(); ! Some.a is 24 bits wide, not 8, 16, 32 or 64",
        "@Register(at = 12, width = 64) long a(); ! Some.a lies outside of the 16 bytes",
        "@Register(at = 0, count = 5) int a(int i); ! Some.a lies outside of the 16 bytes",
        "@Register(at = 0) long a(); ! Some.a has the descriptor ()J, not ()I",
        "@Register(at = 0, width = 64) int a(); ! Some.a has the descriptor ()I, not ()J",
        "@Register(at = 0) void a(); ! Some.a has the descriptor ()V, not (I)V",
        "@Register(at = 0, count = 2) int a(); ! Some.a has the descriptor ()I, not (I)I",
        "@Register(at = 0) int a(); @Register(at = 4) void a(int v); ! Some.a is described twice",
        "int a(); ! Some.a describes no register",
        "@Register(at = 0) int a(); default int b() { return 1; } ! Some.b is not abstract",
        "@Register(at = 0) int a(); static int b() { return 1; } ! Some.b is not abstract",
        "@Field(of = \"b\", mask = 1) boolean a(); ! Some.a is of b, which is no register",
        "@Register(at = 0) int a(); @Field(of = \"a\", mask = 5) int b(); ! Some.b has a mask that is no run of bits of a",
        "@Register(at = 0, width = 8) int a(); @Field(of = \"a\", mask = 256) boolean b(); ! Some.b has a mask that is no run of bits of a",
        "@Register(at = 0) int a(); @Field(of = \"a\", mask = 6) boolean b(); ! Some.b has the descriptor ()Z, not ()I",
        "@Register(at = 0) int a(); @Field(of = \"a\", mask = 6) void b(int v); ! Some.b cannot be read out of a and written back",
        "@Register(at = 0) void a(int v); @Field(of = \"a\", mask = 6) int b(); ! Some.b cannot be read out of a",
        "@Register(at = 0, width = 8, bits = B.class) int a(); interface B { int X = 256; } ! Some.B.X is no run of the 8 bits of a",
        "@Register(at = 0, bits = B.class) int a(); interface B { int X = 3, Y = 2; } ! Some.B.Y overlaps other bits of a",
    })
    void faultsNameTheMember(String body, String fault) {
        assertTrue(List.of(assertThrows(RegisterFault.class, () -> read(body)).getMessage().split("\n")).contains(fault),
            () -> assertThrows(RegisterFault.class, () -> read(body)).getMessage());
    }

    @Test
    void onlyInterfacesWithTheAnnotation() {
        assertEquals("Some is no interface marked @Registers", assertThrows(RegisterFault.class, () -> read("public interface Some {}", "Some")).getMessage());
        String text = "@Registers(size = 4) public interface Some extends Other {} interface Other {}";
        assertEquals("Some extends Other, which is not marked @Registers", assertThrows(RegisterFault.class, () -> read(text, "Some")).getMessage());
    }

    @Test
    void portsHaveNoAccessors() {
        RegisterMap map = read("@Registers(size = 4, memory = false) public interface Some { @Register(at = 0) int a(); }", "Some");
        assertEquals("Some does not lie in memory, so it has no accessors", assertThrows(RegisterFault.class, () -> AccessorClass.of(map)).getMessage());
    }
}
