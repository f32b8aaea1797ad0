package obol.channels.contract.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private static final ContractModel LOGIN_MODEL = model(LOGIN);

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

    /** Shapes of CONTRACTS.md section 10: a file server, a disk with a queue, a timer, a name server. */
    @Test
    void contractsOfTheDesign() {
        String files = """
                package q;
                import obol.channels.*; import java.util.*; import java.time.*;
                public class Q {
                    public static class NotFound extends Exception { public NotFound(String m) { super(m); } }
                    public enum Mode { READ, WRITE }
                    public record Stat(String name, long length, boolean directory) {}
                    public interface Files extends Contract { @Opens Fid attach(String user) throws NotFound; }
                    public interface Fid extends Contract {
                        @Opens Fid walk(List<String> names) throws NotFound; Stat stat(); List<Stat> list();
                        OpenFile open(Mode m) throws NotFound; void remove() throws NotFound; }
                    public interface OpenFile extends Contract { Block read(long at, int most); int write(long at, Block data);
                        Pending<Block> readAhead(long at, int most); Stat stat(); }
                    public record Geometry(int blockSize, long blocks, int depth) {}
                    public interface Disk extends Contract { Geometry geometry(); Block read(long lba, Block into); DiskQueue queue(int d); }
                    public interface DiskQueue extends Contract { Pending<Block> read(long lba, Block into); Disk drain(); }
                    public interface Timer extends Contract { Instant now(); Pending<Instant> at(Instant when); }
                    public interface Names extends Contract { @Opens Contract find(String name); void register(String name, Provider p); }
                    public interface Provider extends Contract { @Opens Contract open(); String fingerprint(); }
                }
                """;
        Javac javac = Javac.compile(Map.of("q/Q.java", files));
        assertEquals("""
                start Files
                    attach   stays, opens Fid
                state Fid
                    list   stays, List<Stat>
                    open   -> OpenFile
                    remove   stays, void
                    stat   stays, Stat
                    walk   stays, opens Fid
                state OpenFile
                    read   stays, Block
                    readAhead   stays, Pending<Block>
                    stat   stays, Stat
                    write   stays, int
                """, text("q.Q$Files", javac));
        assertEquals("""
                start Disk
                    geometry   stays, Geometry
                    queue   -> DiskQueue
                    read   stays, Block
                state DiskQueue
                    drain   -> Disk
                    read   stays, Pending<Block>
                """, text("q.Q$Disk", javac));
        assertEquals("start Timer\n    at   stays, Pending<Instant>\n    now   stays, Instant\n", text("q.Q$Timer", javac));
        assertEquals("""
                start Names
                    find   stays, opens Contract
                    register   stays, void
                state Provider
                    fingerprint   stays, String
                    open   stays, opens Contract
                """, text("q.Q$Names", javac));
    }

    private static String text(String name, Javac javac) {
        return new StateMachine(ContractCompiler.compile(name, javac::find, SourceText.NONE).orThrow()).text();
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
        ContractModel model = LOGIN_MODEL;
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

    /** A class named as a descriptor letter is no primitive. */
    @Test
    void namesOfTheUnnamedPackage() {
        Javac javac = Javac.compile(Map.of(
                "C.java", "import obol.channels.*; import java.util.*;\n"
                        + "public interface C extends Contract { List<I> a(I x, int y, I[] z) throws E; D b(); }",
                "I.java", "public record I(I[] more) { }",
                "D.java", "public interface D extends obol.channels.Contract { C c(); }",
                "E.java", "public class E extends Exception { public E(String m) { super(m); } }"));
        ContractModel model = ContractCompiler.compile("C", javac::find, SourceText.NONE).orThrow();
        assertEquals("""
                obol-contract 1
                start C
                state C
                  a(LI;,I,[LI;)java.util.List<LI;> throws E
                  b()LD; moves
                state D
                  c()LC; moves
                data E exception
                data I record more:[LI;
                """, model.canonicalText());
        assertEquals(model, ContractModel.parse(model.canonicalText()));
    }

    @Test
    void fingerprintsIgnoreWhatIsNoContract() throws Exception {
        String same = LOGIN.replace("String user, Secret secret", "String name, Secret word")
                .replace("int unread(); Page read(int number) throws Gone; Login logout();",
                        "Login logout();\n\n/** Text. */ Page read(int n) throws Gone; int unread(); static void help() { }");
        ContractModel model = LOGIN_MODEL;
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
    void damagedTextsAreRefusedOrAreTheirModels() {
        String text = model(Depot.class).canonicalText();
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 3000; i++) {
            StringBuilder damaged = new StringBuilder(text);
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.setCharAt(at, text.charAt(random.nextInt(text.length())));
                case 1 -> damaged.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
                default -> damaged.insert(at, text, 0, random.nextInt(20));
            }
            try {
                ContractModel model = ContractModel.parse(damaged.toString());
                assertEquals(model, ContractModel.parse(model.canonicalText()));
            } catch (IllegalArgumentException refused) {
                assertTrue(refused.getMessage().startsWith("not a canonical contract, at \""), refused.getMessage());
            }
        }
    }

    @Test
    void differencesAreNamed() {
        difference("Session.read returns Page(number:int, text:String) here, Page(number:int) there",
                "number:I,text:java.lang.String", "number:I");
        difference("Session.unread returns int here, long there", "unread()I", "unread()J");
        difference("Session.unread is here, not there", "  unread()I\n", "");
        difference(null, "  logout()", "  all()I\n  logout()");
        difference(null, "unread()I", "unread()I optional");
        difference("Session.read takes int as parameter 1 here, long there", "read(I)", "read(J)");
        difference("Session.read takes 1 argument here, 0 arguments there", "read(I)", "read()");
        difference("Session.read throws Gone here, nothing there", " throws p.Login$Gone", "");
        difference("Login.login takes Secret(text:String) as parameter 2 here, Secret(text:int) there",
                "Secret record text:java.lang.String", "Secret record text:I");
        difference("Refused is record why:java.lang.String,next:p.Login here, record why:I,next:p.Login there",
                "why:java.lang.String", "why:I");
        difference("the contract is p.Login here, p.Login$Session there", "start p.Login\n", "start p.Login$Session\n");
    }

    private static void difference(String expected, String from, String to) {
        ContractModel here = LOGIN_MODEL;
        ContractModel there = ContractModel.parse(here.canonicalText().replace(from, to));
        assertNotEquals(here.fingerprint(), there.fingerprint());
        assertEquals(expected, Difference.first(here, there));
    }

    private static ContractModel model(String source) {
        return ContractCompiler.compile("p.Login", Javac.compile(Map.of("p/Login.java", source))::find, SourceText.NONE).orThrow();
    }

    private static ContractModel model(Class<?> contract) {
        return ContractCompiler.compile(contract.getName(), Javac::onClassPath, SourceText.NONE).orThrow();
    }
}
