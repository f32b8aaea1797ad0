package obol.channels.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import obol.channels.Contract;
import obol.channels.samples.Login;
import org.junit.jupiter.api.Test;

class ContractsTest {
    /** Not one. */
    public interface Wrong extends Contract {
        Object any();

        int hashCode(int of);
    }

    @Test
    void aGoodContract() {
        Contracts login = Contracts.check(Login.class);
        assertTrue(login.text().startsWith("start Login\n    login / Granted   -> Session\n"), login.text());
        assertTrue(login.graphviz().startsWith("digraph \"Login\" {"), login.graphviz());
        assertTrue(login.fingerprint().matches("[0-9a-f]{32}"));
    }

    /** This source is where the test runs, so the lines are those of its interface. */
    @Test
    void everyFaultAtItsLine() {
        String faults = assertThrows(AssertionError.class, () -> Contracts.check(Wrong.class)).getMessage();
        String[] lines = faults.split("\n");
        assertEquals(2, lines.length, faults);
        assertEquals("ContractsTest.java:16: ContractsTest.Wrong.hashCode(int): 'hashCode' is a reserved name", lines[0]);
        assertTrue(lines[1].startsWith("ContractsTest.java:14: ContractsTest.Wrong.any(): result: Object cannot be sent: "), lines[1]);
    }
}
