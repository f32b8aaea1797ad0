package obol.nucleus.zip;

import java.util.zip.DataFormatException;

/**
 * Decompression of DEFLATE (RFC 1951), with the frame of RFC 1950 or without. Input and output come in pieces of any size: the
 * machine stops where a step wants bits that are not there, and goes on there. Symbols are decoded canonically, a bit at a
 * time (as in Mark Adler's puff), so no byte is taken from the input that is not needed. Messages are zlib's.
 */
public final class Inflate {
    private enum State { HEADER, BLOCK, STORED_LENGTH, STORED, TABLE_SIZES, CODE_LENGTHS, LENGTHS, LITERALS, LENGTH_BITS, DISTANCE, DISTANCE_BITS, COPY, TRAILER, DONE }

    private static final int WINDOW = 1 << 15;
    private static final int LONGEST_CODE = 15;
    private static final int END_OF_BLOCK = 256;
    private static final int LITERAL_CODES = 286, DISTANCE_CODES = 30;
    private static final int[] LENGTH_BASE = {3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
    private static final int[] LENGTH_EXTRA = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    private static final int[] DISTANCE_BASE = {1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
        8193, 12289, 16385, 24577};
    private static final int[] DISTANCE_EXTRA = {0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
    private static final int[] LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    /** A canonical Huffman code: how many codes there are of each length, and the symbols by code. */
    private static final class Code {
        final int[] count = new int[LONGEST_CODE + 1];
        final int[] symbols;

        /** Codes that are missing (above 0) or too many (below 0), of the longest length. */
        final int left;

        Code(int[] lengths, int from, int to) {
            symbols = new int[to - from];
            for (int i = from; i < to; i++) {
                count[lengths[i]]++;
            }
            int[] next = new int[LONGEST_CODE + 2];
            int free = 1;
            for (int length = 1; length <= LONGEST_CODE; length++) {
                free = (free << 1) - count[length];
                next[length + 1] = next[length] + count[length];
            }
            left = free;
            for (int i = from; i < to; i++) {
                if (lengths[i] != 0) {
                    symbols[next[lengths[i]]++] = i - from;
                }
            }
        }
    }

    private static final Code FIXED_LITERALS = fixedLiterals();
    private static final Code FIXED_DISTANCES = fixedDistances();
    /** {@link #decode}: more input is wanted. */
    private static final int MORE = -1;

    private final boolean raw;
    private final byte[] window = new byte[WINDOW];
    private int written;
    private boolean filled;
    private State state;
    private boolean last;
    private long bits;
    private int bitCount;
    private int adler = 1;
    private int stored;
    private final int[] lengths = new int[LITERAL_CODES + 2 + DISTANCE_CODES + 2];
    private int literalCount, distanceCount, lengthCount, at;
    private Code lengthCode, literals, distances;
    private int symbol, length, distance;

    private byte[] input;
    private int inputAt, inputEnd;
    private byte[] output;
    private int outputStart, outputAt, outputEnd;

    /** @param raw without header and trailer */
    public Inflate(boolean raw) {
        this.raw = raw;
        reset();
    }

    public void reset() {
        state = raw ? State.BLOCK : State.HEADER;
        bits = 0;
        bitCount = 0;
        last = false;
        adler = 1;
        written = 0;
        filled = false;
    }

    public boolean isDone() {
        return state == State.DONE;
    }

    /** Adler-32 of the output so far. */
    public int adler() {
        return adler;
    }

    /** How much of the input and output of the last call was used. */
    public int inputUsed(int from) {
        return inputAt - from;
    }

    public int outputUsed(int from) {
        return outputAt - from;
    }

    /** Goes on until the input or the room for output is used up, or the data ends. */
    public void run(byte[] from, int fromOffset, int fromLength, byte[] to, int toOffset, int toLength) throws DataFormatException {
        input = from;
        inputAt = fromOffset;
        inputEnd = fromOffset + fromLength;
        output = to;
        outputStart = toOffset;
        outputAt = toOffset;
        outputEnd = toOffset + toLength;
        try {
            while (state != State.DONE && step()) {
            }
        } finally {
            if (!raw) {
                adler = Checksums.adler32(adler, i -> to[i], toOffset, outputAt);
            }
            input = null;
            output = null;
        }
    }

    /** One step; false if it wants more input or room. */
    private boolean step() throws DataFormatException {
        switch (state) {
            case HEADER:
                return header();
            case BLOCK:
                return block();
            case STORED_LENGTH:
                return storedLength();
            case STORED:
                return copyStored();
            case TABLE_SIZES:
                return tableSizes();
            case CODE_LENGTHS:
                return codeLengths();
            case LENGTHS:
                return codes();
            case LITERALS:
                return literal();
            case LENGTH_BITS:
                if (!need(LENGTH_EXTRA[symbol])) {
                    return false;
                }
                length = LENGTH_BASE[symbol] + take(LENGTH_EXTRA[symbol]);
                state = State.DISTANCE;
                return true;
            case DISTANCE:
                return distance();
            case DISTANCE_BITS:
                if (!need(DISTANCE_EXTRA[symbol])) {
                    return false;
                }
                distance = DISTANCE_BASE[symbol] + take(DISTANCE_EXTRA[symbol]);
                if (distance > (filled ? WINDOW : written)) {
                    throw new DataFormatException("invalid distance too far back");
                }
                state = State.COPY;
                return true;
            case COPY:
                while (length > 0 && outputAt < outputEnd) {
                    put(window[written - distance & WINDOW - 1]);
                    length--;
                }
                if (length > 0) {
                    return false;
                }
                state = State.LITERALS;
                return true;
            default:
                return trailer();
        }
    }

    private boolean header() throws DataFormatException {
        if (!need(16)) {
            return false;
        }
        int method = take(8);
        int flags = take(8);
        if ((method << 8 | flags) % 31 != 0) {
            throw new DataFormatException("incorrect header check");
        }
        if ((method & 15) != 8) {
            throw new DataFormatException("unknown compression method");
        }
        if (method >> 4 > 7) {
            throw new DataFormatException("invalid window size");
        }
        if ((flags & 32) != 0) {
            throw new DataFormatException("a preset dictionary is not supported");
        }
        state = State.BLOCK;
        return true;
    }

    private boolean block() throws DataFormatException {
        if (last) {
            state = State.TRAILER;
            return true;
        }
        if (!need(3)) {
            return false;
        }
        last = take(1) != 0;
        switch (take(2)) {
            case 0:
                take(bitCount & 7);
                state = State.STORED_LENGTH;
                break;
            case 1:
                literals = FIXED_LITERALS;
                distances = FIXED_DISTANCES;
                state = State.LITERALS;
                break;
            case 2:
                state = State.TABLE_SIZES;
                break;
            default:
                throw new DataFormatException("invalid block type");
        }
        return true;
    }

    private boolean storedLength() throws DataFormatException {
        if (!need(32)) {
            return false;
        }
        stored = take(16);
        if (stored != (~take(16) & 0xFFFF)) {
            throw new DataFormatException("invalid stored block lengths");
        }
        state = State.STORED;
        return true;
    }

    private boolean copyStored() {
        while (stored > 0) {
            if (outputAt == outputEnd || !need(8)) {
                return false;
            }
            put((byte) take(8));
            stored--;
        }
        state = State.BLOCK;
        return true;
    }

    private boolean tableSizes() throws DataFormatException {
        if (!need(14)) {
            return false;
        }
        literalCount = take(5) + 257;
        distanceCount = take(5) + 1;
        lengthCount = take(4) + 4;
        if (literalCount > LITERAL_CODES || distanceCount > DISTANCE_CODES) {
            throw new DataFormatException("too many length or distance symbols");
        }
        at = 0;
        java.util.Arrays.fill(lengths, 0);
        state = State.CODE_LENGTHS;
        return true;
    }

    private boolean codeLengths() throws DataFormatException {
        for (; at < lengthCount; at++) {
            if (!need(3)) {
                return false;
            }
            lengths[LENGTH_ORDER[at]] = take(3);
        }
        lengthCode = new Code(lengths, 0, LENGTH_ORDER.length);
        if (lengthCode.left != 0) {
            throw new DataFormatException("invalid code lengths set");
        }
        at = 0;
        java.util.Arrays.fill(lengths, 0);
        symbol = MORE;
        state = State.LENGTHS;
        return true;
    }

    private boolean codes() throws DataFormatException {
        while (at < literalCount + distanceCount) {
            if (symbol == MORE) {
                symbol = decode(lengthCode);
                if (symbol == MORE) {
                    return false;
                }
            }
            if (symbol < 16) {
                lengths[at++] = symbol;
            } else {
                int extra = symbol == 16 ? 2 : symbol == 17 ? 3 : 7;
                if (!need(extra)) {
                    return false;
                }
                int repeat = take(extra) + (symbol == 18 ? 11 : 3);
                if (symbol == 16 && at == 0 || at + repeat > literalCount + distanceCount) {
                    throw new DataFormatException("invalid bit length repeat");
                }
                int value = symbol == 16 ? lengths[at - 1] : 0;
                for (int i = 0; i < repeat; i++) {
                    lengths[at++] = value;
                }
            }
            symbol = MORE;
        }
        if (lengths[END_OF_BLOCK] == 0) {
            throw new DataFormatException("invalid code -- missing end-of-block");
        }
        literals = new Code(lengths, 0, literalCount);
        distances = new Code(lengths, literalCount, literalCount + distanceCount);
        if (literals.left < 0 || literals.left > 0 && literalCount - literals.count[0] != 1) {
            throw new DataFormatException("invalid literal/lengths set");
        }
        if (distances.left < 0 || distances.left > 0 && distanceCount - distances.count[0] > 1) {
            throw new DataFormatException("invalid distances set");
        }
        state = State.LITERALS;
        return true;
    }

    private boolean literal() throws DataFormatException {
        while (outputAt < outputEnd) {
            int decoded = decode(literals);
            if (decoded == MORE) {
                return false;
            }
            if (decoded < END_OF_BLOCK) {
                put((byte) decoded);
                continue;
            }
            if (decoded == END_OF_BLOCK) {
                state = State.BLOCK;
                return true;
            }
            symbol = decoded - END_OF_BLOCK - 1;
            if (symbol >= LENGTH_BASE.length) {
                throw new DataFormatException("invalid literal/length code");
            }
            state = State.LENGTH_BITS;
            return true;
        }
        // The end of the block needs no room.
        return atEndOfBlock();
    }

    private boolean atEndOfBlock() throws DataFormatException {
        long savedBits = bits;
        int savedCount = bitCount;
        int savedAt = inputAt;
        if (decode(literals) == END_OF_BLOCK) {
            state = State.BLOCK;
            return true;
        }
        bits = savedBits;
        bitCount = savedCount;
        inputAt = savedAt;
        return false;
    }

    private boolean distance() throws DataFormatException {
        symbol = decode(distances);
        if (symbol >= DISTANCE_BASE.length) {
            throw new DataFormatException("invalid distance code");
        }
        if (symbol == MORE) {
            return false;
        }
        state = State.DISTANCE_BITS;
        return true;
    }

    private boolean trailer() throws DataFormatException {
        if (!raw) {
            take(bitCount & 7);
            if (!need(32)) {
                return false;
            }
            int expected = Integer.reverseBytes((int) bits);
            take(16);
            take(16);
            byte[] out = output;
            int sum = Checksums.adler32(adler, i -> out[i], outputStart, outputAt);
            if (sum != expected) {
                throw new DataFormatException("incorrect data check");
            }
        }
        bits = 0;
        bitCount = 0;
        state = State.DONE;
        return true;
    }

    /** The next symbol, or {@link #MORE}; then no bit is taken. */
    private int decode(Code code) throws DataFormatException {
        int value = 0;
        int first = 0;
        int index = 0;
        for (int size = 1; size <= LONGEST_CODE; size++) {
            if (!need(size)) {
                return MORE;
            }
            value |= (int) (bits >>> size - 1) & 1;
            int count = code.count[size];
            if (value - count < first) {
                take(size);
                return code.symbols[index + (value - first)];
            }
            index += count;
            first = first + count << 1;
            value <<= 1;
        }
        throw new DataFormatException("invalid code");
    }

    private boolean need(int count) {
        while (bitCount < count) {
            if (inputAt == inputEnd) {
                return false;
            }
            bits |= (input[inputAt++] & 0xFFL) << bitCount;
            bitCount += 8;
        }
        return true;
    }

    private int take(int count) {
        int value = (int) (bits & (1L << count) - 1);
        bits >>>= count;
        bitCount -= count;
        return value;
    }

    private void put(byte b) {
        output[outputAt++] = b;
        window[written++] = b;
        if (written == WINDOW) {
            written = 0;
            filled = true;
        }
    }

    private static Code fixedLiterals() {
        int[] lengths = new int[288];
        for (int i = 0; i < 288; i++) {
            lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
        }
        return new Code(lengths, 0, 288);
    }

    private static Code fixedDistances() {
        int[] lengths = new int[30];
        java.util.Arrays.fill(lengths, 5);
        return new Code(lengths, 0, 30);
    }
}
