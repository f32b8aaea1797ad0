package obol.host.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import obol.verifier.VerificationRun;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** The table of docs/verifier.md about what only trusted code may do: each rule of the verifier's in it refuses users' classes that break it. */
class PolicyTest {
    private static final Pattern RULE = Pattern.compile("`policy\\.([a-z-]+)`");

    /** @param rule null: the class is accepted */
    private record Row(String rule, String className, String named, int methodAccess) {}

    private static final List<Row> ROWS = List.of(
        new Row("java-package", "java/util/Mine", null, 0),
        new Row("java-package", "javax/crypto/Mine", null, 0),
        new Row("java-package", "jdk/internal/misc/Mine", null, 0),
        new Row("trusted-package", "obol/nucleus/Mine", null, 0),
        new Row("trusted-package", "obol/layout/Mine", null, 0),
        new Row("trusted-package", "obol/channels/Mine", null, 0),
        new Row("trusted-package", "obol/system/init/Mine", null, 0),
        new Row("hidden-package", "mine/Mine", "obol/nucleus/Memory", 0),
        new Row("hidden-package", "mine/Mine", "obol/nucleus/abi/ExchangeMemory", 0),
        new Row("hidden-package", "mine/Mine", "obol/layout/HubLayout", 0),
        new Row("hidden-package", "mine/Mine", "obol/channels/kernel/Spawn", 0),
        new Row("hidden-package", "mine/Mine", "obol/system/files/Fid", 0),
        new Row("native-method", "mine/Mine", null, Opcodes.ACC_NATIVE),
        new Row(null, "mine/Mine", "obol/channels/Contract", 0),
        new Row(null, "mine/Mine", "obol/channels/supervision/Keeper", 0),
        new Row(null, "mine/Mine", "java/util/List", 0));

    /** With a method that takes what is named. */
    private static byte[] bytes(Row row) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER | Opcodes.ACC_ABSTRACT, row.className, null, "java/lang/Object", null);
        int access = row.methodAccess != 0 ? row.methodAccess : Opcodes.ACC_ABSTRACT;
        writer.visitMethod(access, "m", row.named == null ? "()V" : "(L" + row.named + ";)V", null, null).visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void eachRuleOfTheTableRefuses() {
        for (Row row : ROWS) {
            String verdict = Verification.of(List.of(new VerificationRun.Input(row.className + ".class", bytes(row)))).get(0).verdict().toString();
            String rule = verdict.startsWith("accepted") ? null : verdict.replaceFirst("^refused .*: policy\\.([a-z-]+): found .*$", "$1");
            assertEquals(row.rule, rule, verdict);
        }
    }

    @Test
    void theTableNamesTheseRules() throws IOException {
        Set<String> tried = new TreeSet<>();
        for (Row row : ROWS) if (row.rule != null) tried.add(row.rule);
        Set<String> named = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/verifier.md"))) {
            if (!line.startsWith("|")) continue;
            for (Matcher rule = RULE.matcher(line); rule.find(); ) named.add(rule.group(1));
        }
        assertEquals(tried, named);
    }
}
