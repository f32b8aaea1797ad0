package obol.nucleus.substitutions.zip;

import java.util.zip.DataFormatException;
import obol.nucleus.Memory;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.annotation.Unsupported;
import obol.nucleus.zip.Inflate;
import obol.nucleus.zip.Inflates;

@Substitutes("java.util.zip.Inflater")
class InflaterSubstitution {
    /** In the result of the inflate methods: output used, and that the data has ended. */
    private static final int OUTPUT = 31;
    private static final long FINISHED = 1L << 62;

    /** What was used before an exception. */
    @Alias private int inputConsumed;
    @Alias private int outputConsumed;

    @Substitute(reason = "nothing to register")
    private static void initIDs() {}

    @Substitute(reason = "native")
    private static long init(boolean raw) {
        return Inflates.open(raw);
    }

    @Unsupported(reason = "preset dictionaries")
    private static native void setDictionary(long stream, byte[] bytes, int offset, int length);

    @Unsupported(reason = "preset dictionaries")
    private static native void setDictionaryBuffer(long stream, long address, int length);

    @Substitute(reason = "native")
    private long inflateBytesBytes(long stream, byte[] in, int inOffset, int inLength, byte[] out, int outOffset, int outLength)
            throws DataFormatException {
        Inflate inflate = Inflates.get(stream);
        try {
            inflate.run(in, inOffset, inLength, out, outOffset, outLength);
        } catch (DataFormatException e) {
            inputConsumed = inflate.inputUsed(inOffset);
            outputConsumed = inflate.outputUsed(outOffset);
            throw e;
        }
        return inflate.inputUsed(inOffset) | (long) inflate.outputUsed(outOffset) << OUTPUT | (inflate.isDone() ? FINISHED : 0);
    }

    @Substitute(reason = "native")
    private long inflateBytesBuffer(long stream, byte[] in, int inOffset, int inLength, long out, int outLength) throws DataFormatException {
        byte[] bytes = new byte[outLength];
        try {
            return inflateBytesBytes(stream, in, inOffset, inLength, bytes, 0, outLength);
        } finally {
            for (int i = 0, n = Inflates.get(stream).outputUsed(0); i < n; i++) {
                Memory.putByte(out + i, bytes[i]);
            }
        }
    }

    @Substitute(reason = "native")
    private long inflateBufferBytes(long stream, long in, int inLength, byte[] out, int outOffset, int outLength) throws DataFormatException {
        return inflateBytesBytes(stream, copy(in, inLength), 0, inLength, out, outOffset, outLength);
    }

    @Substitute(reason = "native")
    private long inflateBufferBuffer(long stream, long in, int inLength, long out, int outLength) throws DataFormatException {
        return inflateBytesBuffer(stream, copy(in, inLength), 0, inLength, out, outLength);
    }

    private static byte[] copy(long address, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = Memory.getByte(address + i);
        }
        return bytes;
    }

    @Substitute(reason = "native")
    private static int getAdler(long stream) {
        return Inflates.get(stream).adler();
    }

    @Substitute(reason = "native")
    private static void reset(long stream) {
        Inflates.get(stream).reset();
    }

    @Substitute(reason = "native")
    private static void end(long stream) {
        Inflates.close(stream);
    }
}
