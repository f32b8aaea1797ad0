package victims;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import obol.channels.Program;
import obol.channels.Services;
import obol.channels.Uses;

/** {@code stuck HOW}: writes {@code /tmp/ready} and does not end by itself; {@code stuck lock} takes the monitor that a stuck one holds. */
@Program("stuck")
@Uses("tarpit")
public final class Stuck {
    private static final int GIBIBYTE = 1 << 30;

    private Stuck() {
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "loop":
                ready();
                for (;;) {
                }
            case "copy":
                copy(largest());
                break;
            case "initializer":
                Endless.touch();
                break;
            case "monitor":
                monitor();
                break;
            case "call":
                try (Tarpit tarpit = Services.connect(Tarpit.class, "tarpit")) {
                    ready();
                    tarpit.swallow(1);
                }
                break;
            case "pipe":
                ready();
                try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                    for (byte[] bytes = new byte[1 << 16];;) {
                        out.write(bytes);
                    }
                }
            case "throw":
                throw new IllegalStateException("as it should");
            case "lock":
                synchronized (String.class) {
                    System.out.println("locked");
                }
                break;
            default:
                throw new IllegalArgumentException(arguments[0]);
        }
    }

    static void ready() throws IOException {
        Files.writeString(Path.of("/tmp/ready"), "ready");
    }

    static void sleep() {
        try {
            Thread.sleep(1_000_000);
        } catch (InterruptedException e) {
            // Nobody interrupts it; whoever calls goes on.
        }
    }

    private static byte[] largest() {
        for (int size = GIBIBYTE;; size >>= 1) {
            try {
                return new byte[size];
            } catch (OutOfMemoryError e) {
                // Then half of it.
            }
        }
    }

    private static void copy(byte[] bytes) throws IOException {
        ready();
        for (;;) {
            System.arraycopy(bytes, 0, bytes, 1, bytes.length - 1);
        }
    }

    /** The monitor of a shared object: each process has its own. */
    private static void monitor() throws IOException {
        synchronized (String.class) {
            for (int i = 0; i < 3; i++) {
                new Thread(() -> {
                    synchronized (String.class) {
                        System.out.println("never");
                    }
                }).start();
            }
            ready();
            sleep();
        }
    }

    /** Its initialiser does not end. */
    private static final class Endless {
        static {
            try {
                ready();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            while (forever()) {
            }
        }

        static boolean forever() {
            return true;
        }

        static void touch() {
        }
    }
}
