package obol.host.image;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.aot.Compilation;
import obol.aot.input.FolderSource;
import obol.aot.input.JarSource;
import obol.aot.store.CodeKey;
import obol.aot.store.CodeStore;
import obol.aot.store.StoredCode;
import obol.aot.world.ClassSource;
import obol.host.tools.CommandFailure;
import obol.host.tools.Messages;
import obol.host.tools.Project;
import obol.host.tools.Sha256;
import obol.layout.ObjectLayout;

/**
 * A {@link CodeStore} that is one file: read whole at the start of a build, replaced by a new one at its end. The entries that the last
 * build used come first, older ones behind them as far as the file may grow, so what nobody asks for falls out at the end.
 *
 * <p>Builds at the same time each read a whole file and each put a whole one in its place; the last one's stays. Whatever a damaged file
 * holds, its entries are checked by who reads them; where the lengths make no sense, the rest is left out.
 */
public final class CodePack implements CodeStore {
    private static final int MAGIC = 0x4F434F44;
    /** Of an entry: key and length. */
    private static final int HEADER = 2 * Long.BYTES + Integer.BYTES;

    private static final int LIMIT = 64 << 20;
    private static final String FRESH = ".new";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path file;
    private final int limit;
    private final byte[] bytes;
    private final Map<CodeKey, Integer> old = new LinkedHashMap<>();
    private final Map<CodeKey, byte[]> used = new LinkedHashMap<>();
    private boolean changed;

    private CodePack(Path file, int limit, byte[] bytes) {
        this.file = file;
        this.limit = limit;
        this.bytes = bytes;
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.remaining() < Integer.BYTES || in.getInt() != MAGIC) return;
        while (in.remaining() >= HEADER) {
            int at = in.position();
            CodeKey key = new CodeKey(in.getLong(), in.getLong());
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) return;
            old.put(key, at);
            in.position(in.position() + length);
        }
    }

    /** The pack of this name in {@code target/code}. */
    public static CodePack named(String name) {
        return open(Project.folder(Project.target().resolve("code")).resolve(name), LIMIT);
    }

    /** Lets a compilation take code from here; gives the compilation. */
    public Compilation serve(Compilation compilation) {
        return compilation.with(this, version());
    }

    /** The pack in this file, empty if there is none. @param limit the most bytes that the file may have, below 2 GiB */
    static CodePack open(Path file, int limit) {
        try {
            return new CodePack(file, limit, Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
        } catch (IOException e) {
            return new CodePack(file, limit, new byte[0]);
        }
    }

    /** Of the code generator that runs: a hash of its class files, and the Java under it. */
    private static String version() {
        MessageDigest digest = Sha256.start();
        digest.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
        for (Class<?> some : List.of(StoredCode.class, ObjectLayout.class)) {
            try {
                Path place = Path.of(some.getProtectionDomain().getCodeSource().getLocation().toURI());
                if (Files.isDirectory(place)) {
                    update(digest, new FolderSource(place));
                } else {
                    try (JarSource jar = new JarSource(place)) {
                        update(digest, jar);
                    }
                }
            } catch (IOException | URISyntaxException e) {
                throw CommandFailure.unable("cannot read the compiler: " + e.getMessage());
            }
        }
        return Sha256.text(digest);
    }

    private static void update(MessageDigest digest, ClassSource classes) {
        for (String part : StoredCode.PACKAGES) {
            for (String name : classes.list(part)) digest.update(classes.find(name));
        }
    }

    @Override public byte[] find(CodeKey key) {
        byte[] met = used.get(key);
        if (met != null) return met;
        Integer at = old.get(key);
        if (at == null) return null;
        byte[] entry = Arrays.copyOfRange(bytes, at + HEADER, at + HEADER + length(at));
        used.put(key, entry);
        return entry;
    }

    @Override public void keep(CodeKey key, byte[] entry) {
        used.put(key, entry);
        changed = true;
    }

    private int length(int at) {
        return ByteBuffer.wrap(bytes).getInt(at + 2 * Long.BYTES);
    }

    /** Replaces the file if there is anything new. That it cannot be written is only said: it costs the next build time and no more. */
    public void save() {
        if (!changed) return;
        try {
            removeAbandoned();
            Path fresh = Files.createTempFile(file.getParent(), file.getFileName() + ".", FRESH);
            try {
                write(fresh);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            Messages.say("cannot keep compiled code in " + file + ": " + e.getMessage());
        }
    }

    private void write(Path to) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(to), 1 << 16))) {
            out.writeInt(MAGIC);
            for (Map.Entry<CodeKey, byte[]> e : used.entrySet()) {
                if (out.size() + HEADER + e.getValue().length > limit) return;
                out.writeLong(e.getKey().high());
                out.writeLong(e.getKey().low());
                out.writeInt(e.getValue().length);
                out.write(e.getValue());
            }
            for (Map.Entry<CodeKey, Integer> e : old.entrySet()) {
                int size = HEADER + length(e.getValue());
                if (out.size() + size > limit) return;
                if (!used.containsKey(e.getKey())) out.write(bytes, e.getValue(), size);
            }
        }
    }

    /** What builds left behind that were killed while they wrote. */
    private void removeAbandoned() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(file.getParent(), file.getFileName() + ".*" + FRESH)) {
            Instant old = Instant.now().minus(ABANDONED);
            for (Path each : files) if (Files.getLastModifiedTime(each).toInstant().isBefore(old)) Files.deleteIfExists(each);
        }
    }
}
