package obol.shell.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {
    /** A script, {@code ^} for the end of a line, and what stands on standard error. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
        fi                           ~ sh: 1: unexpected "fi"
        then                         ~ sh: 1: unexpected "then"
        ^^done                       ~ sh: 3: unexpected "done"
        ;                            ~ sh: 1: unexpected ";"
        echo ; ;                     ~ sh: 1: unexpected ";"
        & echo                       ~ sh: 1: unexpected "&"
        | cat                        ~ sh: 1: unexpected "|"
        echo a |                     ~ sh: 1: unexpected end of file
        echo a &&                    ~ sh: 1: unexpected end of file
        echo a && || echo            ~ sh: 1: unexpected "||"
        echo >                       ~ sh: 1: unexpected end of file
        echo > ^                     ~ sh: 1: unexpected end of line
        echo > ; x                   ~ sh: 1: unexpected ";"
        if true; fi                  ~ sh: 1: unexpected "fi", "then" expected
        if true; then                ~ sh: 1: unexpected end of file
        if true; then fi             ~ sh: 1: unexpected "fi"
        if true; then echo a^^       ~ sh: 3: unexpected end of file, "fi" expected
        if ; then echo; fi           ~ sh: 1: unexpected ";"
        if true; then echo; else fi  ~ sh: 1: unexpected "fi"
        while true; done             ~ sh: 1: unexpected "done", "do" expected
        while true; do echo; fi      ~ sh: 1: unexpected "fi", "done" expected
        for; do echo; done           ~ sh: 1: unexpected ";"
        for 1x in a; do echo; done   ~ sh: 1: unexpected "1x"
        for x a; do echo; done       ~ sh: 1: unexpected "a", "in" expected
        for x in a do echo; done     ~ sh: 1: unexpected "done", "do" expected
        for x in a & do echo; done   ~ sh: 1: unexpected "&"
        if true; then echo; fi echo  ~ sh: 1: unexpected "echo"
        ! ! true                     ~ sh: 1: unexpected "!"
        echo )                       ~ sh: 1: unexpected ")"
        echo 'abc^d                  ~ sh: 1: ' without its end
        ^echo "abc^d                 ~ sh: 2: " without its end
        echo ${x                     ~ sh: 1: ${ without its }
        echo ${x:-y}                 ~ sh: 1: ${x:-y} (other than ${NAME}) is not supported
        echo $(ls)                   ~ sh: 1: $( (command substitution) is not supported
        echo "$(ls)"                 ~ sh: 1: $( (command substitution) is not supported
        echo `ls`                    ~ sh: 1: ` (command substitution) is not supported
        echo $((1+1))                ~ sh: 1: $(( (arithmetic) is not supported
        echo $*                      ~ sh: 1: $* is not supported
        (echo a)                     ~ sh: 1: ( (functions and sub-shells) is not supported
        f() { echo; }                ~ sh: 1: ( (functions and sub-shells) is not supported
        { echo a; }                  ~ sh: 1: { (groups) is not supported
        case x in x) echo;; esac     ~ sh: 1: case is not supported
        echo ;;                      ~ sh: 1: ;; (case) is not supported
        until true; do echo; done    ~ sh: 1: until is not supported
        cat << EOF                   ~ sh: 1: << (here-document) is not supported
        cat <> f                     ~ sh: 1: <> is not supported
        cat >| f                     ~ sh: 1: >| is not supported
        echo 3> f                    ~ sh: 1: "3": only 0, 1 and 2 can be redirected
        echo 2>&x                    ~ sh: 1: "x": only 0, 1 and 2 can be redirected
        """)
    void mistakes(String script, String message) throws IOException {
        Run run = Run.ours(script.replace('^', '\n'));
        assertEquals(message + "\n", run.err());
        assertEquals(2, run.status());
        assertEquals("", run.out());
        assertEquals(0, run.files().size());
    }

    @Test
    void linesBeforeTheMistakeAreRun() throws IOException {
        Run run = Run.ours("echo a\nif true; then\n  echo b\nfi\necho c; fi\necho d\n");
        assertEquals(new Run(2, "a\nb\n", "sh: 5: unexpected \"fi\"\n", run.files()), run);
    }

    @Test
    void nestingIsBounded() throws IOException {
        int depth = Parser.MAX_NESTING;
        assertEquals("x\n", Run.ours("if true; then ".repeat(depth) + "echo x" + "; fi".repeat(depth)).out());
        assertEquals("sh: 1: more than 100 loops and ifs inside each other\n", Run.ours("if true; then ".repeat(100_000)).err());
        assertEquals("x\n", Run.ours("true && ".repeat(20_000) + "echo x").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"if true\n", "for i in a\n", "while true; do\n", "echo 'a\n", "echo \"a\n", "echo a |\n", "echo a &&\n", "echo a \\\n", "if true; then echo\n", "echo ${a\n"})
    void textThatGoesOn(String text) {
        assertTrue(Parser.wantsMore(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "echo\n", "fi\n", "echo \\\\\n", "echo # \\\n", "if true; then echo; fi\n", "echo )\n", "echo '\\'\n"})
    void textThatIsWhole(String text) {
        assertFalse(Parser.wantsMore(text));
    }
}
