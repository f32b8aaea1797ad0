package library;

/** Programs that use the class library; the first argument says which. What they print must be what HotSpot prints. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "Hello" -> System.out.println("Hello, world");
            case "Streams" -> Streams.run();
            case "Collections" -> CollectionsProgram.run();
            case "Text" -> Text.run();
            case "Numbers" -> Numbers.run();
            case "Language" -> Language.run();
            case "Exceptions" -> Exceptions.run();
            case "Buffers" -> Buffers.run();
            case "Time" -> Time.run();
            case "Formats" -> Formats.run();
            case "Threads" -> Threads.run();
            case "Digests" -> Digests.run();
            case "Checksums" -> Checksums.run();
            case "Compressed" -> Compressed.run();
            case "Files" -> FilesProgram.run();
            case "Standard" -> Standard.run();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }
}
