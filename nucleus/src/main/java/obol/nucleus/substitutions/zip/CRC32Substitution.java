package obol.nucleus.substitutions.zip;

import obol.nucleus.Memory;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.zip.Checksums;

@Substitutes("java.util.zip.CRC32")
class CRC32Substitution {
    @Substitute(reason = "native")
    private static int update(int crc, int b) {
        return Checksums.crc32(crc, i -> (byte) b, 0, 1);
    }

    @Substitute(reason = "native")
    private static int updateBytes0(int crc, byte[] bytes, int offset, int length) {
        return Checksums.crc32(crc, i -> bytes[i], offset, offset + length);
    }

    @Substitute(reason = "native")
    private static int updateByteBuffer0(int crc, long address, int offset, int length) {
        return Checksums.crc32(crc, i -> Memory.getByte(address + i), offset, offset + length);
    }
}
