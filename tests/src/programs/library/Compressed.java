package library;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

final class Compressed {
    /** Made by gzip and zip: some lines of text. */
    private static final String GZIP = "H4sIAAAAAAACA63XuQ3CQBBA0ZwqtgAC5jJHAaQEZGQgr2QLe5EMSNAPZZC5MSwogR/OBj96Gs0ectvlJJtU5yFtx1cz9MdS0vg+TXOdS9rfno"
            + "9U2r6/pdyW6WF3unT36zydf2Ofm2F2+FYUqRhScaQSSKVCKkukskIqa6QiCybD6BWGrzB+hQEsjGBhCAtjWBjEwihWRrFCO5hRrIxiZRQro1gZ"
            + "xcooVkaxMoqNUWyMYoNOCUaxMYqNUWyMYmMUG6PYGMXOKHZGsTOKHbqIGcXOKHZGsTOKnVHsjOJgFAejOBjFwSgO6GPHKA5GcTCKg1EcjOLqX8"
            + "Uflyn6E5sQAAA=";
    private static final String ZIP = "UEsDBBQAAAAIAAAAIVxFRJ9oEgAAALAEAAAFAAAAYS50eHTLSM3JyVfIGCVHyVFylBz0JABQSwMEFAAAAAAAAAAhXAAAAAAAAAAAAAAAAAQAAA"
            + "BkaXIvUEsDBBQAAAAIAAAAIVwm8NsAFgAAAIgTAAAJAAAAZGlyL2IuYmlu7cExAQAAAMKg2otvCj+gAAAAAIC3AVBLAQIUAxQAAAAIAAAAIVxF"
            + "RJ9oEgAAALAEAAAFAAAAAAAAAAAAAACAAQAAAABhLnR4dFBLAQIUAxQAAAAAAAAAIVwAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAACAATUAAABkaX"
            + "IvUEsBAhQDFAAAAAgAAAAhXCbw2wAWAAAAiBMAAAkAAAAAAAAAAAAAAIABVwAAAGRpci9iLmJpblBLBQYAAAAAAwADAJwAAACUAAAAAAA=";

    private Compressed() {}

    static void run() throws Exception {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(GZIP)))) {
            System.out.print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(ZIP)))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null;) {
                System.out.println(entry.getName() + " " + in.readAllBytes().length + " " + entry.isDirectory());
            }
        }
        try {
            new Inflater().inflate(new byte[1]);
            Inflater bad = new Inflater();
            bad.setInput(new byte[] {1, 2, 3, 4});
            bad.inflate(new byte[10]);
        } catch (DataFormatException e) {
            System.out.println(e.getMessage());
        }
        try {
            new GZIPInputStream(new ByteArrayInputStream(new byte[20])).close();
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
