package obol.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import obol.classfile.ClassFile;
import obol.classfile.JdkClasses;
import org.junit.jupiter.api.Test;

/** What HotSpot runs every day is accepted. */
class AcceptanceTest {
    @Test
    void javaBaseIsAcceptedAndLinks() throws Exception {
        Namespace namespace = Namespace.javaBase();
        Verifier verifier = new Verifier(namespace, Policy.trusted());
        List<String> wrong = new ArrayList<>();
        for (String name : namespace.classes().keySet()) {
            Verdict verdict = verifier.verify(namespace.find(name));
            if (!verdict.isAccepted()) {
                wrong.add(verdict.toString());
            }
            verdict.linkage().forEach(problem -> wrong.add(problem.toString()));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theJarsOfTheClassPathAreAccepted() throws Exception {
        Map<String, byte[]> all = new java.util.TreeMap<>();
        for (Path jar : JdkClasses.classPathJars()) {
            all.putAll(JdkClasses.jar(jar));
        }
        Namespace namespace = new Namespace(Namespace.javaBase()).addAll(all);
        Verifier verifier = new Verifier(namespace, Policy.user(java.util.Set.of("obol/nucleus")));
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (String name : all.keySet()) {
            ClassFile cf = namespace.find(name);
            Verdict verdict = verifier.verify(cf);
            seen++;
            if (!verdict.isAccepted()) {
                wrong.add(verdict.toString());
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen > 4000, "only " + seen + " classes");
    }
}
