package obol.shell.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random scripts of words of control, built-ins and pipes do the same as in the machine's {@code sh}. */
class RandomScriptTest {
    private static final String[] SIMPLE = {
        "true", "false", "echo a", "echo \"$x\" $?", "x=1", "x=${y}2", "y=\"$x$x\"", "test \"$x\" = 1", "[ -n \"$y\" ]", "echo b >> f", "cat /dev/null", "test $# -gt 1", "echo $1 'q' \"$2\"",
        "echo c > g; test -s g", "sh -c 'exit 3'", "set -- \"$2\" z", "echo \"$x\" | cat", "! false", "x=$?", "echo [fg]", "break", "test $# -gt 1 && break 2",
    };

    private final StringBuilder script = new StringBuilder();
    private int outputs;

    @Property(tries = 60, seed = "20261121")
    void sameAsSh(@ForAll Random random) throws IOException {
        script.setLength(0);
        outputs = 0;
        script.append("x= y=\n> f\n> g\n");
        list(random, 3);
        script.append("\necho \"$? [$x] [$y]\"");
        Run theirs = Run.theirs(script.toString(), "one", "two");
        Run ours = Run.ours(script.toString(), "one", "two");
        assertEquals(theirs, ours, script.toString());
    }

    private void list(Random random, int depth) {
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            if (i > 0) script.append(random.nextBoolean() ? "\n" : "; ");
            command(random, depth);
            while (random.nextInt(4) == 0) {
                script.append(random.nextBoolean() ? " && " : " || ");
                command(random, depth);
            }
        }
    }

    private void command(Random random, int depth) {
        switch (depth == 0 ? 9 : random.nextInt(10)) {
            case 0, 1 -> {
                script.append("if ");
                list(random, depth - 1);
                script.append("\nthen ");
                list(random, depth - 1);
                if (random.nextBoolean()) {
                    script.append("\nelse ");
                    list(random, depth - 1);
                }
                script.append("\nfi");
            }
            case 2 -> {
                script.append("for x in a \"b $y\" ; do ");
                list(random, depth - 1);
                script.append("; done");
            }
            case 3 -> {
                script.append("while test ! -f d").append(depth).append("; do > d").append(depth).append('\n');
                list(random, depth - 1);
                script.append("\ndone");
            }
            case 4 -> {
                script.append("if ");
                list(random, depth - 1);
                script.append("; then echo yes; fi > h").append(outputs++); // a file that nothing inside truncates
            }
            case 5 -> {
                script.append("for z in 1 2; do true; "); // a shell started for a loop begins with status 0
                list(random, depth - 1);
                script.append("; done | cat");
            }
            default -> script.append(SIMPLE[random.nextInt(SIMPLE.length)]);
        }
    }
}
