package obol.aot.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import obol.aot.image.LinkedImage.Segment;
import obol.aot.image.LinkedImage.Symbol;
import org.junit.jupiter.api.Test;

/** Where symbols are: in the executable, or in a file of their own that it names. */
class ElfFileTest {
    private static final byte[] CODE = {(byte) 0xC3, 1, 2, 3};
    private static final ElfFile ELF = new ElfFile(List.of(new Segment("text", ElfFile.READ | ElfFile.EXECUTE, 0x400000, CODE, 0)),
        List.of(new Symbol("first", 0x400000, 1, true), new Symbol("second", 0x400001, 3, true)), null);

    /** A section's contents; null if there is none of this name. */
    private static byte[] section(byte[] file, String name) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int table = (int) in.getLong(40);
        int count = in.getChar(60);
        int names = (int) in.getLong(table + 64 * in.getChar(62) + 24);
        for (int at = table; at < table + 64 * count; at += 64) {
            int from = names + in.getInt(at);
            int to = from;
            while (file[to] != 0) to++;
            if (!new String(file, from, to - from, StandardCharsets.UTF_8).equals(name)) continue;
            boolean none = in.getInt(at + 4) == 8;
            int start = (int) in.getLong(at + 24);
            return none ? new byte[0] : Arrays.copyOfRange(file, start, start + (int) in.getLong(at + 32));
        }
        return null;
    }

    @Test void oneFileHasAll() {
        byte[] file = ELF.toBytes(0x400000);
        assertArrayEquals(CODE, section(file, ".text"));
        assertEquals(3 * 24, section(file, ".symtab").length);
        assertEquals("\0first\0second\0", new String(section(file, ".strtab"), StandardCharsets.UTF_8));
        assertNull(section(file, ".gnu_debuglink"));
    }

    @Test void theExecutableNamesTheFileWithItsSymbols() {
        byte[] symbols = ELF.debug(0x400000);
        byte[] executable = ELF.stripped(0x400000, "app.debug", symbols);
        assertArrayEquals(CODE, section(executable, ".text"));
        assertNull(section(executable, ".symtab"));
        assertArrayEquals(new byte[0], section(symbols, ".text"));
        assertArrayEquals(section(ELF.toBytes(0x400000), ".symtab"), section(symbols, ".symtab"));
        ByteBuffer link = ByteBuffer.wrap(section(executable, ".gnu_debuglink")).order(ByteOrder.LITTLE_ENDIAN);
        CRC32 sum = new CRC32();
        sum.update(symbols);
        assertEquals("app.debug\0", new String(link.array(), 0, 10, StandardCharsets.UTF_8));
        assertEquals((int) sum.getValue(), link.getInt(12));
    }
}
