package library;

import java.nio.ByteBuffer;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

final class Checksums {
    private Checksums() {}

    static void run() {
        byte[] data = new byte[10_000];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * i >>> 3);
        }
        for (Checksum sum : new Checksum[] {new CRC32(), new Adler32(), new CRC32C()}) {
            sum.update(data, 0, data.length);
            System.out.print(sum.getValue() + " ");
            sum.update('x');
            sum.update(data, 17, 31);
            ByteBuffer direct = ByteBuffer.allocateDirect(100).put(data, 0, 100).flip();
            sum.update(direct);
            sum.update(ByteBuffer.wrap(data, 3, 5));
            System.out.println(sum.getValue());
            sum.reset();
            System.out.println(sum.getValue());
        }
    }
}
