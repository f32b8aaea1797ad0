package obol.nucleus.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Against zlib, as HotSpot has it. */
class InflateTest {
    @Test
    void whatZlibCompressesInPiecesOfAnySize() throws Exception {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            byte[] data = data(random);
            boolean raw = random.nextBoolean();
            byte[] compressed = compress(data, random.nextInt(10), raw, random.nextInt(3));
            Inflate inflate = new Inflate(raw);
            byte[] result = new byte[data.length + 10];
            int from = 0;
            int to = 0;
            while (!inflate.isDone()) {
                int in = Math.min(compressed.length - from, random.nextInt(1 + random.nextInt(2000)));
                int out = Math.min(result.length - to, random.nextInt(1 + random.nextInt(3000)));
                inflate.run(compressed, from, in, result, to, out);
                from += inflate.inputUsed(from);
                to += inflate.outputUsed(to);
            }
            // Behind the data there are three bytes more, which are none of its.
            assertEquals(compressed.length - 3, from);
            assertArrayEquals(data, Arrays.copyOf(result, to));
        }
    }

    @Test
    void damagedDataIsRefusedWhereZlibRefusesIt() {
        Random random = new Random(6);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] compressed = compress(data(random), random.nextInt(10), false, 0);
            compressed[random.nextInt(compressed.length)] ^= (byte) (1 << random.nextInt(8));
            byte[] ours = new byte[20_000];
            byte[] theirs = new byte[20_000];
            boolean weRefuse = false;
            boolean theyRefuse = false;
            Inflate inflate = new Inflate(false);
            try {
                inflate.run(compressed, 0, compressed.length, ours, 0, ours.length);
            } catch (DataFormatException e) {
                weRefuse = true;
            }
            Inflater inflater = new Inflater();
            inflater.setInput(compressed);
            try {
                inflater.inflate(theirs);
            } catch (DataFormatException e) {
                theyRefuse = true;
            }
            boolean dictionary = inflater.needsDictionary();
            inflater.end();
            assertEquals(theyRefuse || dictionary, weRefuse);
            refused += weRefuse ? 1 : 0;
        }
        assertTrue(refused > 1000);
    }

    @Test
    void checksums() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] data = data(random);
            CRC32 crc = new CRC32();
            Adler32 adler = new Adler32();
            crc.update(data);
            adler.update(data);
            int middle = data.length / 3;
            assertEquals((int) crc.getValue(), Checksums.crc32(Checksums.crc32(0, i -> data[i], 0, middle), i -> data[i], middle, data.length));
            assertEquals((int) adler.getValue(), Checksums.adler32(Checksums.adler32(1, i -> data[i], 0, middle), i -> data[i], middle, data.length));
        }
    }

    private static byte[] data(Random random) {
        byte[] data = new byte[random.nextInt(1 + random.nextInt(20_000))];
        int kinds = 1 + random.nextInt(256);
        for (int i = 0; i < data.length; i++) {
            data[i] = i > 40 && random.nextInt(3) > 0 ? data[i - 1 - random.nextInt(40)] : (byte) random.nextInt(kinds);
        }
        return data;
    }

    /** With three bytes behind it. */
    private static byte[] compress(byte[] data, int level, boolean raw, int strategy) {
        Deflater deflater = new Deflater(level, raw);
        deflater.setStrategy(strategy);
        deflater.setInput(data);
        deflater.finish();
        byte[] buffer = new byte[data.length * 2 + 200];
        int size = 0;
        while (!deflater.finished()) {
            size += deflater.deflate(buffer, size, buffer.length - size);
        }
        deflater.end();
        return Arrays.copyOf(buffer, size + 3);
    }
}
