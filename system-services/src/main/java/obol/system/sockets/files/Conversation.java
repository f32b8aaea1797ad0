package obol.system.sockets.files;

import java.nio.charset.StandardCharsets;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.OpenMode;
import obol.system.files.Transfer;
import obol.system.posix.ThisProcess;

/** A conversation of the network, by its open {@code ctl}. It lasts until it is closed. Guarded by its owner's monitor. */
final class Conversation {
    private static final String NET = "/net/";
    private static final OpenMode READ_AND_WRITE = new OpenMode(true, true, false, false, false, false, false);
    /** Most bytes of what its files of text say, such as {@code local}. */
    private static final int TEXT = 256;

    private final String protocol;
    private final String directory;
    private final OpenFile control;

    private Conversation(String protocol, String number, OpenFile control) {
        this.protocol = protocol;
        this.directory = NET + protocol + '/' + number;
        this.control = control;
    }

    /** A new one. @param protocol {@code tcp} or {@code udp} */
    static Conversation open(String protocol) throws FileException {
        OpenFile control = openFile(NET + protocol + "/clone");
        try {
            byte[] number = Transfer.read(control, 0, TEXT);
            return new Conversation(protocol, text(number), control);
        } catch (FileException failed) {
            control.close();
            throw failed;
        }
    }

    /** One that has been taken from {@link #listen}. @param number what was read there */
    Conversation call(byte[] number, OpenFile listen) {
        return new Conversation(protocol, text(number), listen);
    }

    private static OpenFile openFile(String path) throws FileException {
        return ThisProcess.namespace().open(path, READ_AND_WRITE);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).strip();
    }

    String directory() {
        return directory;
    }

    /** The file at which the next call is waited for. */
    OpenFile listen() throws FileException {
        return openFile(directory + "/listen");
    }

    OpenFile data() throws FileException {
        return openFile(directory + "/data");
    }

    /** Writes a message to {@code ctl} whose answer comes at once. */
    void tell(String message) throws FileException {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        Transfer.write(control, 0, bytes, 0, bytes.length);
    }

    /** Writes one whose answer may come later. */
    OpenFile.Written begin(String message) throws FileException {
        return control.write(0, message.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What one of its files says. */
    String read(String name) throws FileException {
        try (OpenFile file = ThisProcess.namespace().open(directory + '/' + name, OpenMode.READ)) {
            return text(Transfer.read(file, 0, TEXT));
        }
    }

    void close() {
        control.close();
    }
}
