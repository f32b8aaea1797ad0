package obol.aot.image;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import obol.layout.ImageHeader;

/** Files that are part of the image, as {@link ImageHeader#FILES} says. */
final class NamedFiles {
    private final Section records = new Section("files");
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
        return List.of(records, contents);
    }

    void write(ReadOnlyObjects objects) {
        files.forEach((name, bytes) -> {
            records.address32(objects.string(name));
            records.address32(contents, contents.size());
            records.u32(bytes.length);
            records.align(ImageHeader.FILE_SIZE);
            contents.bytes(bytes);
        });
    }
}
