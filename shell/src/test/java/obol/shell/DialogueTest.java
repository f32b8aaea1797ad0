package obol.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody at the console of a machine. */
@Timeout(30)
class DialogueTest {
    private static final String PROMPT = "/% ";
    private static final String INTERRUPT = "\u0003";
    private static final String END = "\u0004";

    private final Person person = new Person(80);
    private Machine machine;
    private CompletableFuture<Integer> shell;
    private int seen;

    @BeforeEach
    void start() throws Exception {
        machine = new Machine(person);
        shell = machine.start();
        see(PROMPT);
    }

    @AfterEach
    void stop() throws Exception {
        machine.close();
    }

    private void see(String text) throws InterruptedException {
        seen = person.await(text, seen);
    }

    /** Types a command; the echo is not looked at. */
    private void command(String line) throws InterruptedException {
        person.type(line + "\r");
        see("\r\n");
    }

    private int end() throws Exception {
        return shell.get(10, TimeUnit.SECONDS);
    }

    @Test
    void commandsAndControlD() throws Exception {
        command("echo hello");
        see("hello\r\n");
        see(PROMPT);
        command("cd /lib");
        see("/lib% ");
        command("false");
        see("/lib% ");
        person.type(END);
        assertEquals(0, end());
    }

    @Test
    void exitGivesItsStatus() throws Exception {
        command("exit 5");
        assertEquals(5, end());
    }

    @Test
    void aLoopOfBuiltInsEndsAtControlC() throws Exception {
        command("echo begun; while true; do true; done");
        see("begun\r\n");
        person.type(INTERRUPT);
        see("^C\r\n");
        see(PROMPT);
        command("echo $?");
        see("130\r\n");
    }

    @Test
    void whatIsInFrontEndsAtControlCAndWhatIsBehindGoesOn() throws Exception {
        command("sleep 100 &");
        see(PROMPT);
        command("echo begun; sleep 100 | cat");
        see("begun\r\n");
        person.type(INTERRUPT);
        see(PROMPT);
        command("echo $?; ps | grep -c sleep; kill $!; wait $!; echo $?");
        see("130\r\n1\r\n137\r\n");
    }

    @Test
    void controlCEndsAWait() throws Exception {
        command("echo begun; sleep 100 & wait");
        see("begun\r\n");
        person.type(INTERRUPT);
        see(PROMPT);
        command("echo $?; kill $!");
        see("130\r\n");
    }

    @Test
    void aShellInFrontHasTheControlC() throws Exception {
        command("sh");
        see(PROMPT);
        command("echo begun; sleep 100");
        see("begun\r\n");
        person.type(INTERRUPT);
        see(PROMPT);
        command("echo inner $?; exit 3");
        see("inner 130\r\n");
        see(PROMPT);
        command("echo outer $?");
        see("outer 3\r\n");
    }

    @Test
    void programsReadLinesThatWereEdited() throws Exception {
        command("cat");
        person.type("helxx\u007f\u007flo\r");
        see("hello\r\nhello\r\n".substring(7));
        person.type("part" + END);
        see("partpart");
        person.type(END);
        see(PROMPT);
        command("echo $?");
        see("0\r\n");
    }

    @Test
    void whatIsTypedAheadIsThere() throws Exception {
        person.type("cat\rfirst\r" + END + "echo second\r");
        see("first\r\n");
        see("first\r\n");
        see("\nsecond\r\n");
        see(PROMPT);
    }

    @Test
    void loopsOverSeveralLines() throws Exception {
        command("for i in a b; do");
        see("> ");
        command("echo $i");
        see("> ");
        command("done");
        see("a\r\nb\r\n");
        see(PROMPT);
        command("echo 'x");
        see("> ");
        person.type(INTERRUPT);
        see("^C\r\n");
        see(PROMPT);
    }

    @Test
    void historyAndCompletion() throws Exception {
        command("echo first");
        see(PROMPT);
        person.type("\u001b[A\r");
        see("first\r\nfirst\r\n".substring(7));
        see(PROMPT);
        person.type("cat /lib/sam\t| hea\t-n 1\r");
        see("THE OBOL SAMPLE\r\n");
    }

    @Test
    void anUncaughtExceptionShowsItsTrace() throws Exception {
        command("boom");
        see("java.lang.IllegalStateException: boom\r\n\tat obol.shell.Machine");
        see(PROMPT);
        command("echo $?");
        see("134\r\n");
    }

    @Test
    void mistakesOfSyntaxAreToldAndTheShellGoesOn() throws Exception {
        command("fi");
        see("sh: 1: unexpected \"fi\"\r\n");
        see(PROMPT);
        command("echo $?");
        see("2\r\n");
    }
}
