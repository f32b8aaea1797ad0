package obol.system.servers.image;

import java.util.ArrayList;
import java.util.List;
import obol.nucleus.ImageFiles;
import obol.nucleus.Program;
import obol.nucleus.abi.Clock;
import obol.system.bridge.FileService;

/** The server of the image's files: program {@code system/image}. */
public final class Image {
    private Image() {
    }

    public static void main(String[] arguments) {
        new FileService(ImageTree.of(new NucleusImage(), Clock.wall())).serve("image");
    }

    private static final class NucleusImage implements ImageContents {
        @Override
        public List<String> programs() {
            List<String> programs = new ArrayList<>();
            for (int i = 0; i < Program.count(); i++) {
                programs.add(Program.name(i));
            }
            return programs;
        }

        @Override
        public List<String> files() {
            List<String> files = new ArrayList<>();
            for (int i = 0; i < ImageFiles.count(); i++) {
                files.add(ImageFiles.name(i));
            }
            return files;
        }

        @Override
        public int length(String file) {
            return ImageFiles.length(ImageFiles.find(file));
        }

        @Override
        public byte[] read(String file, long offset, int count) {
            int number = ImageFiles.find(file);
            byte[] bytes = new byte[(int) Math.max(0, Math.min(count, ImageFiles.length(number) - offset))];
            ImageFiles.read(number, offset, bytes, 0, bytes.length);
            return bytes;
        }
    }
}
