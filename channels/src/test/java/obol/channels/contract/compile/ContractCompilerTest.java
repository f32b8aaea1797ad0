package obol.channels.contract.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Difference;
import obol.channels.contract.StateMachine;
import obol.channels.samples.Depot;
import obol.channels.samples.Javac;
import obol.channels.samples.Login;
import obol.channels.samples.Store;
import org.junit.jupiter.api.Test;

/** Contracts without faults: their states, texts and fingerprints. */
class ContractCompilerTest {
    private static final String LOGIN = """
            package p;
            import obol.channels.*;
            public interface Login extends Contract {
                Outcome login(String user, Secret secret);
                sealed interface Outcome permits Granted, Refused {}
                record Granted(Session next) implements Outcome {}
                record Refused(String why, Login next) implements Outcome {}
                record Secret(String text) {}
                record Page(int number, String text) {}
                interface Session extends Contract { int unread(); Page read(int number) throws Gone; Login logout(); }
                class Gone extends Exception { public Gone(String m) { super(m); } }
            }
            """;

    @Test
    void statesAndMovesAsText() {
        assertEquals("""
                start Login
                    login / Granted   -> Session
                    login / Locked   -> END
                    login / Refused   -> Login
                state Session
                    logout   -> Login
                    read   stays, Page
                    unread   stays, int
                """, new StateMachine(model(Login.class)).text());
        assertEquals("""
                start Store
                    begin   -> Tx
                    get   stays, Optional<String>
                state Tx
                    abort   -> Store
                    commit   -> Store
                    get   stays, Optional<String>
                    put   stays, void
                """, new StateMachine(model(Store.class)).text());
        assertEquals("    counter   stays, opens Counter", new StateMachine(model(Depot.class)).text().lines()
                .filter(line -> line.contains("counter ")).findFirst().orElseThrow());
    }

    @Test
    void statesAndMovesAsGraph() {
        assertEquals("""
                digraph "Login" { rankdir=LR; node [shape=box, style=rounded];
                  start [shape=point]; start -> "Login";
                  "Login" -> "Session" [label="login / Granted"];
                  "Login" -> "END" [label="login / Locked"];
                  "Login" -> "Login" [label="login / Refused"];
                  "Login" [label="Login"];
                  "Session" -> "Login" [label="logout"];
                  "Session" [label="Session\\nread\\nunread"];
                }
                """, new StateMachine(model(Login.class)).graphviz());
    }

    @Test
    void theCanonicalText() {
        ContractModel model = model(LOGIN);
        assertEquals("""
                obol-contract 1
                start p.Login
                state p.Login
                  login(java.lang.String,p.Login$Secret)p.Login$Outcome moves
                state p.Login$Session
                  logout()p.Login moves
                  read(I)p.Login$Page throws p.Login$Gone
                  unread()I
                data p.Login$Gone exception
                data p.Login$Granted record next:p.Login$Session
                data p.Login$Outcome choice p.Login$Granted,p.Login$Refused
                data p.Login$Page record number:I,text:java.lang.String
                data p.Login$Refused record why:java.lang.String,next:p.Login
                data p.Login$Secret record text:java.lang.String
                """, model.canonicalText());
        assertEquals(model, ContractModel.parse(model.canonicalText()));
        ContractModel depot = model(Depot.class);
        assertEquals(depot, ContractModel.parse(depot.canonicalText()));
    }

    @Test
    void fingerprintsIgnoreWhatIsNoContract() throws Exception {
        String same = LOGIN.replace("String user, Secret secret", "String name, Secret word")
                .replace("int unread(); Page read(int number) throws Gone; Login logout();",
                        "Login logout();\n\n/** Text. */ Page read(int n) throws Gone; int unread(); static void help() { }");
        ContractModel model = model(LOGIN);
        assertEquals(model.fingerprint(), model(same).fingerprint());
        assertEquals(model.fingerprint(), ContractCompiler.compile("p.Login",
                Javac.compile(Map.of("p/Login.java", LOGIN), "-g:none")::find, SourceText.NONE).orThrow().fingerprint());
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(model.canonicalText().getBytes("UTF-8"));
        assertEquals(java.util.HexFormat.of().formatHex(hash, 0, 16), model.fingerprint());
        byte[] line = java.security.MessageDigest.getInstance("SHA-256").digest("unread()I".getBytes("UTF-8"));
        assertEquals(java.nio.ByteBuffer.wrap(line).getLong(),
                model.states().get("p.Login$Session").operation("unread").ordinal());
    }

    @Test
    void differencesAreNamed() {
        difference("Session.read returns Page(number:int, text:String) here, Page(number:int) there",
                "record Page(int number, String text)", "record Page(int number)");
        difference("Session.unread returns int here, long there", "int unread()", "long unread()");
        difference("Session.unread is here, not there", "int unread(); ", "");
        difference("Session.all is there, not here", "int unread(); ", "int unread(); int all(); ");
        difference("Session.read takes int as parameter 1 here, long there", "read(int number)", "read(long number)");
        difference("Session.read takes 1 argument here, 0 arguments there", "read(int number)", "read()");
        difference("Session.read throws Gone here, nothing there", " throws Gone", "");
        difference("Login.login takes Secret(text:String) as parameter 2 here, Secret(text:int) there",
                "record Secret(String text)", "record Secret(int text)");
        difference("Refused is record why:java.lang.String,next:p.Login here, record why:I,next:p.Login there",
                "String why", "int why");
    }

    private static void difference(String expected, String from, String to) {
        ContractModel here = model(LOGIN);
        ContractModel there = model(LOGIN.replace(from, to));
        assertNotEquals(here.fingerprint(), there.fingerprint());
        assertEquals(expected, Difference.first(here, there));
    }

    private static ContractModel model(String source) {
        return ContractCompiler.compile("p.Login", Javac.compile(Map.of("p/Login.java", source))::find, SourceText.NONE).orThrow();
    }

    private static ContractModel model(Class<?> contract) {
        return ContractCompiler.compile(contract.getName(), Javac.compile(Map.of("Nothing.java", "class Nothing { }"))::find,
                SourceText.NONE).orThrow();
    }
}
