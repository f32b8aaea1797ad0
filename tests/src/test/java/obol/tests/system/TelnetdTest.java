package obol.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shells by TCP, each with a console of its own: {@code listen tcp!*!23 telnetd}. */
@Tag("slow")
@Timeout(300)
class TelnetdTest {
    private static final String PROMPT = "/% ";
    private static final String INTERRUPT = "\3", END = "\4", ENTER = "\r\0";
    private static final String OFFERS = "\u00ff\u00fb\1\u00ff\u00fb\3\u00ff\u00fd\37";
    /** Agrees to echo and to tell the window, of 132 columns and 43 rows. */
    private static final String AGREES = "\u00ff\u00fd\1\u00ff\u00fd\3\u00ff\u00fb\37\u00ff\u00fa\37\0\u0084\0\53\u00ff\u00f0";

    private Process obol;
    private BufferedReader out;

    /** A hosted system that listens; the port. Its own shell then does what it is told. */
    private int start(String telnetd) throws IOException {
        obol = new ProcessBuilder(Obol.hosted().toString(), "--net").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        out = obol.inputReader();
        tell("listen -v tcp!127.0.0.1!0 " + telnetd + " &");
        String line = out.readLine();
        return Integer.parseInt(line.substring(line.lastIndexOf('!') + 1));
    }

    private void tell(String command) throws IOException {
        obol.getOutputStream().write((command + "\n").getBytes());
        obol.getOutputStream().flush();
    }

    /** The number of processes of this name. */
    private int running(String name) throws IOException {
        tell("ps | grep -c ' " + name + "$'; true");
        for (String line; (line = out.readLine()) != null; ) if (line.matches("[0-9]+")) return Integer.parseInt(line);
        throw new IOException("it has ended");
    }

    private void becomes(int wanted, String name) throws Exception {
        int now = running(name);
        for (int i = 0; i < 300 && now != wanted; i++) {
            Thread.sleep(100);
            now = running(name);
        }
        assertEquals(wanted, now, name);
    }

    @AfterEach
    void end() throws Exception {
        if (obol == null) return;
        obol.getOutputStream().close();
        boolean ended = obol.waitFor(60, TimeUnit.SECONDS);
        obol.destroyForcibly();
        assertTrue(ended);
        assertEquals(0, obol.exitValue());
    }

    @Test
    void aTerminalThatSpeaksTelnet() throws Exception {
        try (Remote person = new Remote(start("telnetd"))) {
            converse(person);
            person.type("exit" + ENTER);
            person.rest();
        }
        becomes(0, "telnetd");
    }

    static void converse(Remote person) throws IOException {
        assertTrue(person.see(PROMPT).startsWith(OFFERS));
        person.type(AGREES + "cat /dev/consctl" + ENTER);
        person.see("\r\nraw off\r\nsize 132 43\r\ninteractive on\r\n");
        person.see(PROMPT);
        person.type("echo ab\u007fc\33[Dx" + ENTER); // Backspace, and the arrow to the left
        person.see("\r\naxc\r\n");
        person.see(PROMPT);
        person.type("cat" + ENTER);
        person.see("\r\n");
        person.type("a line" + ENTER);
        person.see("a line\r\na line\r\n");
        person.type(END);
        person.see(PROMPT);
        person.type("echo begun; sleep 1000" + ENTER);
        person.see("\nbegun\r\n");
        person.type(INTERRUPT);
        person.see("^C\r\n");
        person.see(PROMPT);
        person.type("echo begun; while true; do true; done" + ENTER);
        person.see("\nbegun\r\n");
        person.type("\u00ff\u00f4"); // telnet's interrupt
        person.see(PROMPT);
        person.type("echo status $?" + ENTER);
        person.see("\nstatus 130\r\n");
        person.see(PROMPT);
    }

    /** Without telnet nothing is seen of it; what was typed before the end of input is still done. */
    @Test
    void aPipeWithoutTelnet() throws Exception {
        try (Remote pipe = new Remote(start("telnetd -n"))) {
            pipe.type("echo one\necho two | cat\nsleep 0.3; echo three\n");
            pipe.finish();
            String shown = pipe.rest();
            assertTrue(!shown.contains("\u00ff"), shown);
            assertTrue(shown.contains("\r\none\r\n") && shown.contains("\r\ntwo\r\n") && shown.contains("\r\nthree\r\n"), shown);
        }
        becomes(0, "telnetd");
    }

    @Test
    void severalAtOnceAndEachHangsUpAlone() throws Exception {
        int port = start("telnetd");
        List<Remote> people = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            people.add(new Remote(port));
            people.get(i).see(PROMPT);
            people.get(i).type("x=" + i + "; echo began; sleep 1000 & sleep 1000 | cat" + ENTER);
            people.get(i).see("\nbegan\r\n");
        }
        becomes(8, "sleep");
        for (int i = 0; i < 3; i++) people.get(i).close();
        becomes(2, "sleep");
        becomes(1, "telnetd");
        Remote last = people.get(3);
        last.type(INTERRUPT);
        last.see(PROMPT);
        last.type("echo x is $x" + ENTER);
        last.see("\nx is 3\r\n");
        last.close();
        becomes(0, "sleep");
        becomes(0, "telnetd");
    }

    /** Bytes that mean nothing, commands of telnet without end, and output that nobody reads. */
    @Test
    void hostileClientsEndAlone() throws Exception {
        int port = start("telnetd");
        Remote witness = new Remote(port);
        witness.see(PROMPT);
        Random random = new Random(7);
        for (int round = 0; round < 6; round++) {
            try (Remote hostile = new Remote(port)) {
                StringBuilder noise = new StringBuilder();
                for (int i = 0; i < 20_000; i++) {
                    int any = random.nextInt(256);
                    noise.append(round % 2 == 0 ? "\u00ff\u00fd" + (char) (any == 255 ? 0 : any) : (char) any + "");
                }
                hostile.type(noise.toString());
            } catch (IOException hungUp) {
                // as it may
            }
            witness.type("echo round " + round + ENTER);
            witness.see("\nround " + round + "\r\n");
        }
        witness.close();
        becomes(0, "telnetd");
    }

    /** The same in QEMU, through its user-mode network. */
    @Test
    @Tag("qemu")
    void booted() throws Exception {
        Obol.booted();
        Process machine = new ProcessBuilder(Obol.command("run", "--net", "--forward", "0:23", "-c", "listen tcp!*!23 telnetd & cat"))
            .redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader err = machine.errorReader()) {
            String line = err.readLine();
            int port = Integer.parseInt(line.substring(line.indexOf(':', 6) + 1, line.indexOf(" is port")));
            converse(patient(port));
            machine.getOutputStream().close();
            assertTrue(machine.waitFor(60, TimeUnit.SECONDS));
        } finally {
            machine.destroyForcibly();
        }
    }

    /** Nobody is there yet, or QEMU, which takes the connection before anybody listens; then it ends. */
    private static Remote patient(int port) throws Exception {
        for (int i = 0; ; i++) {
            Remote remote = null;
            try {
                remote = new Remote(port);
                remote.await();
                return remote;
            } catch (IOException nobody) {
                if (remote != null) remote.close();
                if (i == 600) throw nobody;
                Thread.sleep(100);
            }
        }
    }
}
