package obol.host.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.host.tools.Sha256;

/**
 * The project that a user's service begins as. Its {@code lib/} is a Maven repository with the jars of the SDK, so that the project is
 * complete for whoever gets it. Their version has a hash of their contents in it: Maven keeps copies by version and would keep an old one.
 */
public final class ServiceProject {
    private static final String TEMPLATES = "/obol/host/service/";
    /** Templates and the files that they become. */
    private static final Map<String, String> FILES = Map.of("pom.xml", "pom.xml", "maven.config", ".mvn/maven.config",
        "ignored", ".gitignore", "README.md", "README.md", "Contract.java", "src/main/java/@name@/@Name@.java",
        "Service.java", "src/main/java/@name@/@Name@Service.java", "Client.java", "src/main/java/@name@/@Name@Client.java",
        "Test.java", "src/test/java/@name@/@Name@ServiceTest.java");
    private static final List<String> LIBRARIES = List.of("obol-channels", "obol-testing");
    private static final int HASH_DIGITS = 12;
    private static final Pattern PROPERTY = Pattern.compile("<([a-z.-]+\\.version)>([^<]+)</"),
        PLUGIN = Pattern.compile("<artifactId>(maven-[a-z]+-plugin)</artifactId>\\s*<version>([^<]+)</version>");

    private ServiceProject() {}

    public static boolean isEmptyFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException notAFolder) {
            return false;
        }
    }

    /** Writes a project. @param name of the service, and of its package */
    public static void write(String name, Path folder) {
        try {
            Path sdk = Sdk.build();
            Map<String, String> values = versions();
            values.put("name", name);
            values.put("Name", name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
            values.put("obol.version", version(sdk));
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                write(folder.resolve(filled(file.getValue(), values)), filled(template(file.getKey()), values));
            }
            for (String library : LIBRARIES) {
                String version = values.get("obol.version");
                Path at = folder.resolve("lib/obol").resolve(library).resolve(version);
                values.put("artifact", library);
                write(at.resolve(library + "-" + version + ".pom"), filled(template("library.pom"), values));
                Files.copy(sdk.resolve(library + ".jar"), at.resolve(library + "-" + version + ".jar"));
            }
        } catch (IOException e) {
            throw CommandFailure.unable("cannot write " + folder + ": " + e.getMessage());
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The versions of libraries and plugins that Obol itself is built with. */
    private static Map<String, String> versions() throws IOException {
        String pom = Files.readString(Project.root().resolve("pom.xml"));
        Map<String, String> versions = new TreeMap<>();
        for (Pattern each : List.of(PROPERTY, PLUGIN)) {
            Matcher found = each.matcher(pom);
            while (found.find()) versions.put(found.group(1), found.group(2));
        }
        return versions;
    }

    private static String version(Path sdk) throws IOException {
        MessageDigest digest = Sha256.start();
        for (String library : LIBRARIES) digest.update(Files.readAllBytes(sdk.resolve(library + ".jar")));
        return "0.1-" + Sha256.text(digest).substring(0, HASH_DIGITS);
    }

    private static String template(String name) throws IOException {
        try (InputStream in = ServiceProject.class.getResourceAsStream(TEMPLATES + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A text in which {@code @key@} has become its value; a key without one is left as it is, such as an annotation. */
    private static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) filled = filled.replace("@" + value.getKey() + "@", value.getValue());
        return filled;
    }
}
