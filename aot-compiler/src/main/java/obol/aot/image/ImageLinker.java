package obol.aot.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import obol.aot.image.LinkedImage.Segment;
import obol.aot.image.LinkedImage.Symbol;
import obol.layout.image.SuiteDirectory;

/** Links a base image and suites into one executable: the base's bytes as they are, the {@link SuiteDirectory}, the suites. */
public final class ImageLinker {
    /** An executable, and the file with its symbols, which debuggers look for beside it. */
    public record Linked(byte[] executable, byte[] symbols) {}

    private ImageLinker() {}

    /**
     * The executable with its symbols. The first program of the first suite that has one is what the first process runs.
     *
     * @throws IllegalArgumentException if a suite belongs to another base image, or there are too many
     */
    public static byte[] link(BaseImage base, List<Suite> suites) {
        requireFitting(base, suites);
        return link(base.image(), suites).toElf();
    }

    /**
     * The same as two files.
     *
     * @param symbolsName the name of the file with the symbols
     * @throws IllegalArgumentException as the other
     */
    public static Linked link(BaseImage base, List<Suite> suites, String symbolsName) {
        requireFitting(base, suites);
        return link(base.image(), suites).toElf(symbolsName);
    }

    private static void requireFitting(BaseImage base, List<Suite> suites) {
        if (suites.size() > SuiteDirectory.MOST) throw new IllegalArgumentException("more than " + SuiteDirectory.MOST + " suites");
        for (Suite suite : suites) {
            if (!Arrays.equals(suite.baseId(), base.buildId())) throw new IllegalArgumentException("a suite of another base image");
        }
    }

    /** The same with a base image that is not finished. */
    static LinkedImage link(LinkedImage image, List<Suite> suites) {
        List<Segment> segments = new ArrayList<>(image.segments());
        List<Symbol> symbols = new ArrayList<>(image.symbols());
        Section directory = new Section("suites");
        List<Segment> parts = new ArrayList<>();
        long at = image.end() + SuiteDirectory.SIZE;
        for (Suite suite : suites) {
            byte[] memory = suite.at(at);
            int text = suite.textSize();
            if (text > 0) parts.add(new Segment("suite code", ElfFile.READ | ElfFile.EXECUTE, at, Arrays.copyOf(memory, text), 0));
            parts.add(new Segment("suite data", ElfFile.READ, at + text, Arrays.copyOfRange(memory, text, memory.length), 0));
            symbols.addAll(suite.symbols(at));
            at += memory.length;
        }
        directory.u32(suites.size());
        directory.u32((int) at);
        at = image.end() + SuiteDirectory.SIZE;
        for (Suite suite : suites) {
            directory.u32((int) at + suite.header());
            at += suite.memorySize();
        }
        directory.align(SuiteDirectory.SIZE);
        segments.add(new Segment(directory.name, ElfFile.READ, image.end(), directory.toBytes(), 0));
        segments.addAll(parts);
        return new LinkedImage(segments, symbols, image.note(), image.entry(), at);
    }
}
