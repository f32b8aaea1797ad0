package obol.system.processes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.runtime.Passengers;
import obol.channels.runtime.Platform;
import obol.channels.runtime.Skeleton;
import obol.channels.transport.Message;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Reopening;

/**
 * What a process is born with beside its arguments and its link to the name service, and the message that brings it
 * ({@code obol.channels.kernel.Spawn.start}, {@code Birth.message}): this as data, in the form of docs/codec.md, then for each of
 * standard input, output and error whether there is an endpoint of it, and that, with how it is found again if it outlives its server.
 *
 * @param environment in the order in which it was given
 * @param directory working directory, an absolute path
 * @param namespace lines of {@code bind} and {@code mount} that make up the namespace, in order
 * @param lasting by descriptor: standard files that outlive their server
 */
public record Inheritance(Map<String, String> environment, String directory, List<String> namespace, Map<Integer, Reopening> lasting) {
    /**
     * The birth message as its receiver has it.
     *
     * @param files the receiver's
     */
    public record Received(StandardFiles files, Inheritance inheritance) {}

    public Inheritance {
        environment = new LinkedHashMap<>(environment);
        namespace = List.copyOf(namespace);
        lasting = Map.copyOf(lasting);
    }

    /** One without standard files that outlive their server. */
    public Inheritance(Map<String, String> environment, String directory, List<String> namespace) {
        this(environment, directory, namespace, Map.of());
    }

    /** What a start hands down. */
    public static Inheritance of(Start start) {
        return new Inheritance(start.environment(), start.directory(), start.namespace(), start.lasting());
    }

    /**
     * The birth message; the files go with it.
     *
     * @throws IllegalArgumentException if it is longer than a message may be, or text is no Unicode; no file has been taken then
     */
    public Message message(StandardFiles files) {
        Writer writer = new Writer("birth");
        writer.at("environment");
        writer.writeCount(environment.size());
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            writer.writeString(variable.getKey());
            writer.writeString(variable.getValue());
        }
        writer.at("directory");
        writer.writeString(directory);
        writer.at("namespace");
        writer.writeCount(namespace.size());
        for (String line : namespace) {
            writer.writeString(line);
        }
        Skeleton openFile = Platform.contracts().skeleton(OpenFile.class);
        for (int i = 0; i < StandardFiles.COUNT; i++) {
            OpenFile file = files.take(i);
            writer.writeBoolean(file != null);
            if (file != null) {
                Passengers.writeEndpoint(writer, file, openFile);
                write(writer, lasting.get(i));
            }
        }
        return writer.depart();
    }

    private static void write(Writer writer, Reopening file) {
        writer.writeBoolean(file != null);
        if (file != null) {
            writer.writeString(file.path());
            writer.writeBoolean(file.mode().reads());
            writer.writeBoolean(file.mode().writes());
            writer.writeBoolean(file.mode().append());
            writer.writeLong(file.number());
            writer.writeLong(file.created());
            writer.writeLong(file.position());
        }
    }

    private static Reopening reopening(Reader reader) {
        String path = reader.readString();
        OpenMode mode = new OpenMode(reader.readBoolean(), reader.readBoolean(), false, reader.readBoolean(), false, false, false);
        return new Reopening(path, mode, reader.readLong(), reader.readLong(), reader.readLong());
    }

    /**
     * Reads a birth message, whose handles go to the result.
     *
     * @throws obol.channels.codec.Malformed if it is none; its handles are closed then
     */
    public static Received read(Message message) {
        Reader reader = new Reader(message);
        StandardFiles files = new StandardFiles();
        try {
            Map<String, String> environment = new LinkedHashMap<>();
            for (int i = reader.readCount(2); i > 0; i--) {
                String name = reader.readString();
                environment.put(name, reader.readString());
            }
            String directory = reader.readString();
            List<String> namespace = new ArrayList<>();
            for (int i = reader.readCount(1); i > 0; i--) {
                namespace.add(reader.readString());
            }
            Map<Integer, Reopening> lasting = new LinkedHashMap<>();
            Skeleton openFile = Platform.contracts().skeleton(OpenFile.class);
            for (int i = 0; i < StandardFiles.COUNT; i++) {
                if (reader.readBoolean()) {
                    files.put(i, (OpenFile) Passengers.readEndpoint(reader, openFile));
                    if (reader.readBoolean()) {
                        lasting.put(i, reopening(reader));
                    }
                }
            }
            reader.finish();
            return new Received(files, new Inheritance(environment, directory, namespace, lasting));
        } catch (RuntimeException malformed) {
            files.close();
            reader.drop();
            throw malformed;
        }
    }
}
