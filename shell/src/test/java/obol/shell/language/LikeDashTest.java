package obol.shell.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts in what our language and POSIX's have in common do the same as in the machine's {@code sh}: output, status, files. */
class LikeDashTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "echo hello world", "echo a   b", "echo -n x; echo y", "echo 'a  b' \"c  d\" e\\ f", "echo a#b #comment", "# only", "",
        "\n\n\necho x\n\n", "echo a;echo b", "echo a && echo b || echo c", "false && echo b || echo c", "true || echo b && echo c",
        "false; echo $?", "true; echo $?", "exit 3", "exit 300", "false; exit", "echo a; exit 1; echo b", "! true", "! false", "! true; echo $?",
        "x=5; echo $x ${x} \"$x\" '$x' $x$x ${x}y", "x='a b'; y=\"$x c\"; echo \"$y\"", "x=1 y=2; echo $x$y", "echo \"[$nothing]\"",
        "x=hello; x=; echo \"[$x]\"", "x=a=b; echo $x", "a=1; a=$a$a; a=$a$a; echo $a", "echo \\$x \\\\ \\\"", "echo \"\\$x \\\\ \\\"\" | cat",
        "if true; then echo y; else echo n; fi", "if false; then echo y; else echo n; fi", "if false; then echo y; fi; echo $?",
        "if false; then echo 1; elif true; then echo 2; else echo 3; fi", "if false; then echo 1; elif false; then echo 2; else echo 3; fi",
        "if true && false; then echo 1\nelif true\nthen\n\necho 2\nfi", "if if true; then false; fi; then echo a; else echo b; fi",
        "for i in a b c; do echo $i; done", "for i in; do echo $i; done; echo $?", "for i in 'a b' c\ndo\necho \"$i\"\ndone", "for i in 1 2; do for j in a b; do echo $i$j; done; done; echo $i$j",
        "x=; while test \"$x\" != aaa; do x=a$x; echo $x; done", "while false; do echo x; done; echo $?", "x=1; while [ $x = 1 ]; do x=2; false; done; echo $?",
        "echo $# $1 $2 \"$@\"", "for i in \"$@\"; do echo \"<$i>\"; done", "for i in \"x$@y\"; do echo \"<$i>\"; done", "set a 'b c' d; echo $# $2; for i in \"$@\"; do echo $i; done",
        "set --; echo $#; for i in \"$@\"; do echo $i; done", "set -- -x; echo $1", "echo $0", "set 1 2 3 4 5 6 7 8 9 ten; echo ${10} $10",
        "echo a | cat", "echo a | cat | cat | cat", "printf 'b\\na\\n' | sort", "echo a | false; echo $?", "false | true; echo $?", "! echo a | false; echo $?",
        "echo a |\n\n cat", "true &&\n echo x", "seq 100000 | head -n 1", "yes | head -n 3", "cat /dev/null | wc -c", "echo a | echo b",
        "for i in c a b; do echo $i; done | sort", "if true; then echo a; fi | cat", "x=1; for i in 1 2; do x=$i; done | cat; echo $x", "printf 'a\\nb\\n' | while true; do cat; false; exit 4; done; echo $?",
        "x=1; echo a | x=2; echo $x", "cd / | cat; test -d pipes; echo $?", "exit 3 | cat; echo $?", "echo a | exit 3; echo $?", "set | grep -c '^PATH=./usr/bin:/bin.$'",
        "echo hi > f; cat f", "echo a > f; echo b > f; cat f", "echo a > f; echo b >> f; cat < f", "cat < f", "cat < nosuch; echo $?", "> empty; test -s empty; echo $?", "echo a > nosuch/f; echo $?",
        "ls nosuch 2> err; echo $?; test -s err; echo $?", "for i in 1 2 3; do echo $i; cat /dev/null; done > f", "for i in 1 2; do echo $i; echo e$i; printf x$i; done >> f; cat f",
        "if true; then echo x; fi > f; cat f", "echo a >f b", "> f echo a", "2>e ls nosuch", "echo 2>f; cat f", "echo x2>f; cat f", "echo a 1>f", "ls nosuch > both 2>&1; test -s both && echo yes", "echo oops >&2",
        "nosuchprogram 2>/dev/null; echo $?", "/etc 2>/dev/null; echo $?", "./nosuch 2>/dev/null; echo $?", "echo x > f; ./f 2>/dev/null; echo $?", "nosuchprogram 2>/dev/null | cat; echo $?", "echo a | nosuchprogram 2>/dev/null; echo $?", "sh -c 'kill -9 $$' 2>/dev/null | cat; ls nosuch | sh -c 'kill -9 $$' 2>/dev/null; echo $?",
        "x=5 sh -c 'echo $x'; echo \"[$x]\"", "x=5 env | grep '^x='", "y=1 true; echo \"[$y]\"", "echo 'one\ntwo'", "echo \"a\\\nb\"", "echo a\\\nb", "echo a \\\n  b",
        "sleep 0.05 & wait $!; echo $?", "sh -c 'exit 7' & wait $!; echo $?", "sh -c 'exit 7' & wait; echo $?", "wait 999999; echo $?", "sleep 0.05 & sleep 0.02 & wait; echo done", "cat & wait; echo done", "false && true & wait $!; echo $?", "echo a > f & wait; cat f", "for i in 1 2; do echo $i; done & wait", "printf 'b\\na\\n' | sort & wait", "true & echo x",
        "> b; > a; > .h; > 'c d'; echo *; echo ?; echo [ab]; echo [!a]; echo [a-b]x; echo '*' \"*\" \\*; echo .h*; for i in *; do echo \"<$i>\"; done", "mkdir d e; > d/x; > e/y; > d/.z; echo */*; echo d/*; echo */; echo ./d/?; echo /de[v]/nul?",
        "> 'a*'; > ab; x='a*'; echo \"$x\"; echo \"a*\" a\"*\"; echo a\\*; echo 'a'*", "> x]; > x-; echo x[]]; echo x[a-]; echo x[]-]; echo x[", "echo nosuch*; echo [",
        "test; echo $?", "test ''; echo $?", "test x; echo $?", "test ! x; echo $?", "test ! ''; echo $?", "test -n; echo $?", "test -n ''; echo $?", "test -z ''; echo $?", "test a = a; echo $?", "test a != a; echo $?", "test ! a = a; echo $?",
        "test 10 -gt 9; echo $?", "test -1 -lt 1; echo $?", "test 1 -eq 01; echo $?", "test 2 -le 1 -o 1 -ge 1; echo $?", "test a = a -a b = c; echo $?", "test '(' a = b ')' -o ! -d nosuch; echo $?", "test x -eq 1 2>/dev/null; echo $?", "test a b c 2>/dev/null; echo $?", "test = = =; echo $?", "test ! ! = !; echo $?", "test '!' ; echo $?", "test -e . -a -d . -a -r . -a -w . -a -x .; echo $?", "test -f .; echo $?", "echo a > f; test -f f && test -s f && test -r f; echo $?", "test -x /bin/sh; echo $?", "[ a = a ]; echo $?", "[ a = a 2>/dev/null; echo $?",
        "mkdir d; cd d; > x; cd ..; echo d/*", "cd /usr; cd ./bin/../lib; pwd; echo $PWD", "cd /; pwd", "cd /..; cd nosuch 2>/dev/null || pwd", "HOME=/usr; cd; pwd",
        "echo a; fi; echo b 2>/dev/null", "echo a\nif\n", "echo if then else; echo for x in; echo done", "\"if\" 2>/dev/null; echo $?", "x=if; $x 2>/dev/null; echo $?", "'' 2>/dev/null; echo $?", "echo {a,b} } {", "echo a$ $", "echo \"$\"", "echo ~x a~", "echo a=b c='d'",
        "if true; then echo a; fi; if false; then echo b; fi && echo c", "while true; do exit 5; done; echo x", "for i in 1 2 3; do if [ $i = 2 ]; then exit $i; fi; echo $i; done",
        "true; true; false; echo $? $?",
        "for i in 1 2 3; do if [ $i = 2 ]; then break; fi; echo $i; done; echo $?", "for i in 1 2 3; do if [ $i = 2 ]; then continue; fi; echo $i; done",
        "while true; do false; break; done; echo $?", "x=; while [ \"$x\" != aaa ]; do x=a$x; continue; echo no; done; echo $x", "for i in 1 2; do for j in a b; do echo $i$j; break 2; done; done; echo $?",
        "for i in 1 2; do for j in a b; do echo $i$j; continue 2; done; done", "for i in 1 2; do for j in a b; do echo $i$j; break 9; done; done", "break; echo $?; continue; echo $?",
        "for i in 1 2; do break | cat; echo $i; done", "for i in 1 2; do if true; then break; fi > f; done; echo $i", "while break; do echo x; done; echo $?",
    })
    void sameAsSh(String script) throws IOException {
        same(script, "one", "two words", "");
    }

    private static void same(String script, String... parameters) throws IOException {
        Run theirs = Run.theirs(script, parameters);
        Run ours = Run.ours(script, parameters);
        assertEquals(theirs.out(), ours.out(), () -> script + "\n" + ours.err());
        assertEquals(theirs.status(), ours.status(), script);
        assertEquals(theirs.err().isEmpty(), ours.err().isEmpty(), () -> script + "\n" + ours.err() + theirs.err());
        assertEquals(theirs.files().keySet(), ours.files().keySet(), script);
        for (String file : theirs.files().keySet()) {
            if (!theirs.files().get(file).contains("nosuch")) assertEquals(theirs.files().get(file), ours.files().get(file), script);
        }
    }
}
