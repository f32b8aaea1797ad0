package obol.nucleus.substitutions.zip;

import obol.nucleus.Memory;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.zip.Checksums;

@Substitutes("java.util.zip.Adler32")
class Adler32Substitution {
    @Substitute(reason = "native")
    private static int update(int adler, int b) {
        return Checksums.adler32(adler, i -> (byte) b, 0, 1);
    }

    @Substitute(reason = "native")
    private static int updateBytes(int adler, byte[] bytes, int offset, int length) {
        return Checksums.adler32(adler, i -> bytes[i], offset, offset + length);
    }

    @Substitute(reason = "native")
    private static int updateByteBuffer(int adler, long address, int offset, int length) {
        return Checksums.adler32(adler, i -> Memory.getByte(address + i), offset, offset + length);
    }
}
