package obol.host.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import obol.aot.image.Freezing;
import obol.host.tools.CommandFailure;
import obol.host.tools.Messages;

/**
 * The list {@code image-init.txt} beside this class: which classes of the base image are initialised when it is built. A line is
 * {@code freeze CLASS}, {@code lazy CLASS REASON} or {@code constant CLASS.FIELD}; they mean what {@link Freezing} says.
 */
final class FrozenClasses {
    private static final String LIST = "image-init.txt";

    private FrozenClasses() {}

    /** The list as it is written. */
    static byte[] list() {
        try (InputStream in = FrozenClasses.class.getResourceAsStream(LIST)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw CommandFailure.unable("cannot read the list of frozen classes: " + e.getMessage());
        }
    }

    /** The list, and how to run the image: in {@code folder}. */
    static Freezing freezing(Path folder) {
        List<String> classes = new ArrayList<>();
        Map<String, String> lazy = new TreeMap<>();
        Set<String> constants = new HashSet<>();
        for (String line : new String(list(), StandardCharsets.UTF_8).lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) continue;
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "freeze" -> classes.add(words[1]);
                case "lazy" -> lazy.put(words[1], words[2]);
                case "constant" -> constants.add(words[1]);
                default -> throw CommandFailure.unable(LIST + ": " + line);
            }
        }
        return new Freezing(classes, lazy, constants, (image, arguments) -> run(folder, image, arguments), Messages::say);
    }

    /** What the executable of a seed process writes. */
    static byte[] run(Path folder, byte[] image, List<String> arguments) {
        Path seed = folder.resolve("seed");
        Path errors = folder.resolve("seed.errors");
        try {
            Images.write(seed, image);
            List<String> command = new ArrayList<>(List.of(seed.toString()));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
            builder.environment().clear();
            Process process = builder.start();
            process.getOutputStream().close();
            byte[] memory = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) throw CommandFailure.unable("initialisers that cannot be frozen: " + Files.readString(errors).strip());
            return memory;
        } catch (IOException e) {
            throw CommandFailure.unable("cannot run the seed process: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.unable("the seed process was interrupted");
        }
    }
}
