package obol.host.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import obol.aot.Compilation;
import obol.channels.contract.compile.Offers;
import obol.channels.contract.generate.Generated;
import obol.channels.contract.generate.Generator;
import obol.system.init.Manifest;

/** What an image needs so that what some classes offer is there: programs, their manifests, and a main class for each service. */
final class OfferedPrograms {
    private final List<Compilation.Program> programs = new ArrayList<>();
    private final Map<String, byte[]> manifests = new TreeMap<>();
    private final Map<String, byte[]> classes = new TreeMap<>();

    OfferedPrograms(Offers offers) {
        for (Offers.Program program : offers.programs()) {
            add(program.name(), program.className(), new Manifest(Optional.empty(), Optional.empty(), program.uses(), Optional.empty(),
                Optional.empty()));
        }
        for (Offers.Service service : offers.services()) {
            Generated main = Generator.serviceMain(service.className(), service.contract().start(), service.name());
            classes.put(main.name().replace('.', '/'), main.bytes());
            Optional<String> contract = Optional.of(service.contract().canonicalText());
            add(Manifest.programOf(service.name()), main.name(), new Manifest(Optional.of(service.name()), contract, service.uses(),
                Optional.of(seen(service)), service.restart()));
        }
    }

    /** As a manifest has it. */
    private static List<String> seen(Offers.Service service) {
        return Stream.concat(service.sees().stream(), service.reads().stream().map(Manifest::readOnly)).toList();
    }

    private void add(String name, String mainClass, Manifest manifest) {
        programs.add(new Compilation.Program(name, mainClass.replace('.', '/')));
        if (!manifest.equals(Manifest.NONE)) {
            manifests.put(Manifest.FOLDER + name, manifest.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** For the image's table of programs. */
    List<Compilation.Program> programs() {
        return programs;
    }

    /** Named files of the image, by which the first process knows what the programs are. */
    Map<String, byte[]> manifests() {
        return manifests;
    }

    /** Generated class files by internal name. */
    Map<String, byte[]> classes() {
        return classes;
    }
}
