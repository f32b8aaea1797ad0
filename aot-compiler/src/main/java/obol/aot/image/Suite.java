package obol.aot.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import obol.layout.image.ImageHeader;
import obol.layout.image.SuiteFile;

/** A suite: the bytes of a {@link SuiteFile}, and behind them, for debuggers, the symbols: u32 offset, u32 size, u8 whether code, name. */
public final class Suite {
    /** Bytes of a symbol without its name; more than the padding at the end. */
    private static final int SYMBOL = 9;

    private final ByteBuffer file;

    private Suite(byte[] bytes) {
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws IllegalArgumentException if the bytes are no suite */
    public static Suite read(byte[] bytes) {
        Suite suite = new Suite(bytes);
        if (bytes.length < SuiteFile.CONTENTS || suite.file.getLong(SuiteFile.MAGIC) != ImageHeader.SUITE_MAGIC_VALUE) {
            throw new IllegalArgumentException("not a suite");
        }
        return suite;
    }

    static Suite of(byte[] baseId, int address, int textSize, int header, byte[] memory, int[] absolute, int[] relative,
            List<LinkedImage.Symbol> symbols) {
        Section out = new Section("suite file");
        out.u64(ImageHeader.SUITE_MAGIC_VALUE);
        out.bytes(baseId);
        out.u32(address);
        out.u32(memory.length);
        out.u32(textSize);
        out.u32(header);
        out.u32(absolute.length);
        out.u32(relative.length);
        out.u32(0);
        out.align(SuiteFile.CONTENTS);
        out.bytes(memory);
        for (int offset : absolute) out.u32(offset);
        for (int offset : relative) out.u32(offset);
        for (LinkedImage.Symbol s : symbols) {
            out.u32((int) (s.address() - address));
            out.u32((int) s.size());
            out.u8(s.code() ? 1 : 0);
            out.bytes(s.name().getBytes(StandardCharsets.UTF_8));
            out.u8(0);
        }
        out.align(8);
        out.patch32(SuiteFile.FILE_SIZE, out.size());
        return new Suite(out.toBytes());
    }

    /** The whole file. Several, one behind the other, may be given to a machine when it starts. */
    public byte[] bytes() {
        return file.array().clone();
    }

    /** The build id of the base image that it belongs to. */
    byte[] baseId() {
        byte[] id = new byte[ImageHeader.BUILD_ID_SIZE];
        file.get(SuiteFile.BASE, id);
        return id;
    }

    int memorySize() {
        return file.getInt(SuiteFile.MEMORY_SIZE);
    }

    int textSize() {
        return file.getInt(SuiteFile.TEXT_SIZE);
    }

    /** Offset of the {@link ImageHeader}. */
    int header() {
        return file.getInt(SuiteFile.HEADER);
    }

    /** Its bytes as they are to lie at that address. */
    byte[] at(long address) {
        byte[] memory = new byte[memorySize()];
        file.get(SuiteFile.CONTENTS, memory);
        ByteBuffer words = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
        int moved = (int) address - file.getInt(SuiteFile.ADDRESS);
        int absolute = file.getInt(SuiteFile.ABSOLUTE_COUNT);
        int all = absolute + file.getInt(SuiteFile.RELATIVE_COUNT);
        for (int i = 0; i < all; i++) {
            int at = file.getInt(SuiteFile.CONTENTS + memory.length + 4 * i);
            words.putInt(at, words.getInt(at) + (i < absolute ? moved : -moved));
        }
        return memory;
    }

    /** The symbols if it lies at that address. */
    List<LinkedImage.Symbol> symbols(long address) {
        List<LinkedImage.Symbol> symbols = new ArrayList<>();
        byte[] bytes = file.array();
        int at = SuiteFile.CONTENTS + memorySize() + 4 * (file.getInt(SuiteFile.ABSOLUTE_COUNT) + file.getInt(SuiteFile.RELATIVE_COUNT));
        while (at + SYMBOL < bytes.length) {
            int name = at + SYMBOL;
            int end = name;
            while (bytes[end] != 0) end++;
            String text = new String(bytes, name, end - name, StandardCharsets.UTF_8);
            symbols.add(new LinkedImage.Symbol(text, address + file.getInt(at), file.getInt(at + 4), bytes[at + 8] != 0));
            at = end + 1;
        }
        return symbols;
    }
}
