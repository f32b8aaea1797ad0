package obol.aot.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import obol.aot.image.LinkedImage.Note;
import obol.aot.image.LinkedImage.Segment;
import obol.aot.image.LinkedImage.Symbol;
import obol.aot.world.BaseFacts;
import obol.layout.image.ImageHeader;

/** A base image that is compiled and linked, with its symbol table: suites are compiled against it, and linked with it. Immutable. */
public final class BaseImage {
    private static final int MAGIC = 0x4F424153;

    private final LinkedImage image;
    private final byte[] buildId;
    private final byte[] facts;

    private BaseImage(LinkedImage image, byte[] buildId, byte[] facts) {
        this.image = image;
        this.buildId = buildId;
        this.facts = facts;
    }

    static BaseImage of(LinkedImage image, byte[] buildId, byte[] facts) {
        return new BaseImage(image, buildId, facts);
    }

    byte[] buildId() {
        return buildId.clone();
    }

    LinkedImage image() {
        return image;
    }

    /** The symbol table, to be restored into a world. */
    public BaseFacts facts() {
        return BaseFacts.read(facts);
    }

    /** All of it, to be kept in a file. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 24);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.write(buildId);
            out.writeLong(image.entry());
            out.writeLong(image.end());
            out.writeLong(image.note() == null ? 0 : image.note().address());
            out.writeLong(image.note() == null ? 0 : image.note().size());
            out.writeInt(image.segments().size());
            for (Segment s : image.segments()) {
                out.writeUTF(s.name());
                out.writeInt(s.protection());
                out.writeLong(s.start());
                out.writeLong(s.zeros());
                writeBytes(out, s.bytes());
            }
            out.writeInt(image.symbols().size());
            for (Symbol s : image.symbols()) {
                writeBytes(out, s.name().getBytes(StandardCharsets.UTF_8));
                out.writeLong(s.address());
                out.writeLong(s.size());
                out.writeBoolean(s.code());
            }
            writeBytes(out, facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if they are none that {@link #bytes} gave */
    public static BaseImage read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) throw new IllegalArgumentException("not a base image");
            byte[] buildId = in.readNBytes(ImageHeader.BUILD_ID_SIZE);
            long entry = in.readLong();
            long end = in.readLong();
            long noteAt = in.readLong();
            long noteSize = in.readLong();
            List<Segment> segments = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                String name = in.readUTF();
                int protection = in.readInt();
                long start = in.readLong();
                long zeros = in.readLong();
                segments.add(new Segment(name, protection, start, readBytes(in), zeros));
            }
            List<Symbol> symbols = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                String name = new String(readBytes(in), StandardCharsets.UTF_8);
                symbols.add(new Symbol(name, in.readLong(), in.readLong(), in.readBoolean()));
            }
            Note note = noteSize == 0 ? null : new Note(noteAt, noteSize);
            return new BaseImage(new LinkedImage(segments, symbols, note, entry, end), buildId, readBytes(in));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a base image", e);
        }
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
