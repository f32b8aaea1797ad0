package obol.aot.x86;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The oracle: NASM and ndisasm as processes, each for a whole batch at once. */
final class Nasm {

    /** A line of ndisasm. */
    record Line(int offset, int length, String text) {
    }

    private Nasm() {
    }

    /** The bytes NASM makes of each line. */
    static List<byte[]> assembleEach(List<String> lines) {
        return inDirectory(directory -> {
            Path source = directory.resolve("lines.asm");
            Path listing = directory.resolve("lines.lst");
            List<String> text = new ArrayList<>(List.of("bits 64", "default abs"));
            text.addAll(lines);
            Files.write(source, text);
            run("nasm", "-w-all", "-f", "bin", "-l", listing.toString(), "-o", directory.resolve("lines.bin").toString(),
                source.toString());
            List<byte[]> each = new ArrayList<>();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String line : Files.readAllLines(listing)) {
                // Columns: line number 0-5, offset 7-14, hex digits 16-33, a "-" in 34 if they go on, source from 40.
                String hex = line.length() > 16 ? line.substring(16, Math.min(line.length(), 35)).trim() : "";
                boolean continues = hex.endsWith("-");
                bytes.writeBytes(HexFormat.of().parseHex(continues ? hex.substring(0, hex.length() - 1) : hex));
                if (!continues) {
                    each.add(bytes.toByteArray());
                    bytes.reset();
                }
            }
            assertEquals(text.size(), each.size(), "lines in NASM's listing");
            return each.subList(2, each.size());
        });
    }

    /** The flat binary of a whole source. */
    static byte[] assemble(String source) {
        return inDirectory(directory -> {
            Path in = directory.resolve("in.asm");
            Path out = directory.resolve("out.bin");
            Files.writeString(in, source);
            run("nasm", "-w-all", "-f", "bin", "-o", out.toString(), in.toString());
            return Files.readAllBytes(out);
        });
    }

    static List<Line> disassemble(byte[] code) {
        return inDirectory(directory -> {
            Path in = directory.resolve("code.bin");
            Files.write(in, code);
            List<Line> lines = new ArrayList<>();
            int last = -1;
            for (String line : run("ndisasm", "-b64", in.toString()).lines().toList()) {
                if (line.startsWith(" ")) {
                    String more = line.trim().substring(1);
                    Line first = lines.get(last);
                    lines.set(last, new Line(first.offset(), first.length() + more.length() / 2, first.text()));
                } else {
                    String[] columns = line.split(" +", 3);
                    lines.add(new Line(Integer.parseInt(columns[0], 16), columns[1].length() / 2, columns[2]));
                    last++;
                }
            }
            return lines;
        });
    }

    static String run(String... command) throws IOException {
        Path output = Files.createTempFile("tool", ".out");
        try {
            Process process;
            try {
                process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            } catch (IOException absent) {
                return fail("the assembler's tests need " + command[0] + " (Debian package nasm): " + absent.getMessage());
            }
            int status = process.waitFor();
            String text = Files.readString(output);
            if (status != 0) {
                fail(command[0] + " ended with " + status + ":\n" + text.lines().limit(20).toList());
            }
            return text;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.delete(output);
        }
    }

    interface InDirectory<T> {
        T apply(Path directory) throws IOException;
    }

    static <T> T inDirectory(InDirectory<T> body) {
        try {
            Path directory = Files.createTempDirectory("x86");
            try {
                return body.apply(directory);
            } finally {
                try (var files = Files.list(directory)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
