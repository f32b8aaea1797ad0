package obol.system.processes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.channels.codec.Passenger;
import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.runtime.Passengers;
import obol.channels.runtime.Platform;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.system.files.OpenFile;

/**
 * What a process is born with, and the message that brings it: the four handles (the link to the name service, then the endpoints of
 * standard input, output and error), then this as data, in the form of docs/codec.md.
 *
 * @param arguments what {@code main} gets
 * @param environment in the order in which it was given
 * @param directory working directory, an absolute path
 * @param namespace lines of {@code bind} and {@code mount} that make up the namespace, in order
 */
public record Inheritance(List<String> arguments, Map<String, String> environment, String directory, List<String> namespace) {
    /** The birth message as its receiver has it. Whoever has it owns the handles. */
    public record Received(Link names, OpenFile in, OpenFile out, OpenFile err, Inheritance inheritance) {}

    public Inheritance {
        arguments = List.copyOf(arguments);
        environment = new LinkedHashMap<>(environment);
        namespace = List.copyOf(namespace);
    }

    /** What a start hands down. */
    public static Inheritance of(Start start) {
        return new Inheritance(start.arguments(), start.environment(), start.directory(), start.namespace());
    }

    /**
     * The birth message; the link and the three endpoints go with it.
     *
     * @throws IllegalArgumentException if it is longer than a message may be, or text is no Unicode; nothing has been given away then
     */
    public Message message(Link names, OpenFile in, OpenFile out, OpenFile err) {
        Writer writer = new Writer("birth");
        writer.writePassenger(new Given(names));
        for (OpenFile file : new OpenFile[] {in, out, err}) {
            Passengers.writeEndpoint(writer, file, Platform.contracts().skeleton(OpenFile.class));
        }
        writer.at("arguments");
        write(writer, arguments);
        writer.at("environment");
        writer.writeCount(environment.size());
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            writer.writeString(variable.getKey());
            writer.writeString(variable.getValue());
        }
        writer.at("directory");
        writer.writeString(directory);
        writer.at("namespace");
        write(writer, namespace);
        return writer.depart();
    }

    /**
     * Reads a birth message, whose handles go to the result.
     *
     * @throws obol.channels.codec.Malformed if it is none; its handles are closed then
     */
    public static Received read(Message message) {
        Reader reader = new Reader(message);
        try {
            Link names = reader.readHandle(Link.class);
            OpenFile[] files = new OpenFile[3];
            for (int i = 0; i < files.length; i++) {
                files[i] = (OpenFile) Passengers.readEndpoint(reader, Platform.contracts().skeleton(OpenFile.class));
            }
            List<String> arguments = readStrings(reader);
            Map<String, String> environment = new LinkedHashMap<>();
            for (int i = reader.readCount(2); i > 0; i--) {
                String name = reader.readString();
                environment.put(name, reader.readString());
            }
            String directory = reader.readString();
            List<String> namespace = readStrings(reader);
            reader.finish();
            return new Received(names, files[0], files[1], files[2], new Inheritance(arguments, environment, directory, namespace));
        } catch (RuntimeException malformed) {
            reader.drop();
            throw malformed;
        }
    }

    private static void write(Writer writer, List<String> texts) {
        writer.writeCount(texts.size());
        for (String text : texts) {
            writer.writeString(text);
        }
    }

    private static List<String> readStrings(Reader reader) {
        List<String> texts = new ArrayList<>();
        for (int i = reader.readCount(1); i > 0; i--) {
            texts.add(reader.readString());
        }
        return texts;
    }

    /** A link that its holder gives away. */
    private record Given(Link link) implements Passenger {
        @Override public Object owner() {
            return link;
        }

        @Override public Link depart() {
            return link;
        }
    }
}
