package obol.aot.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.layout.image.ImageHeader;

/** Files that are part of the image, as {@link ImageHeader#FILES} says. */
final class NamedFiles {
    private final Section records = new Section("files");
    private final Section names = new Section("file names");
    private final Section contents = new Section("file contents");
    private final Map<String, byte[]> files;

    NamedFiles(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
    }

    int count() {
        return files.size();
    }

    Section records() {
        return records;
    }

    List<Section> sections() {
        return List.of(records, names, contents);
    }

    void write() {
        files.forEach((name, bytes) -> {
            records.address32(names, names.size());
            names.bytes(name.getBytes(StandardCharsets.UTF_8));
            names.u8(0);
            records.address32(contents, contents.size());
            records.u32(bytes.length);
            records.align(ImageHeader.FILE_SIZE);
            contents.bytes(bytes);
        });
    }
}
