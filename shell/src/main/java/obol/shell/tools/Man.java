package obol.shell.tools;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.ManualPage;
import obol.shell.invocation.Options;

/**
 * {@code man [SECTION] NAME…}: the pages of these names; {@code man -k WORD}: a line {@code NAME(SECTION) - what it is} for each page that has the
 * word among its names or in its description.
 */
public final class Man {
    private Man() {}

    public static void main(String[] arguments) {
        Invocation.main("man", 1, Man::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "k", "");
        options.count(1, options.has('k') ? 1 : Integer.MAX_VALUE);
        List<String> words = options.operands();
        if (options.has('k')) {
            return search(call, words.get(0));
        }
        boolean numbered = words.size() > 1 && words.get(0).length() == 1 && Character.isDigit(words.get(0).charAt(0));
        boolean first = true;
        for (String name : words.subList(numbered ? 1 : 0, words.size())) {
            List<ManualPage> pages = ManualPage.of(call, numbered ? words.get(0) : null, name);
            if (pages.isEmpty()) {
                call.complain(name + ": no page");
            }
            for (ManualPage page : pages) {
                call.out.print((first ? "" : "\n") + page.text());
                first = false;
            }
        }
        return 0;
    }

    private static int search(Invocation call, String word) throws IOException {
        String wanted = word.toLowerCase(Locale.ROOT);
        boolean found = false;
        for (ManualPage page : ManualPage.all(call)) {
            if (page.summary().toLowerCase(Locale.ROOT).contains(wanted)) {
                call.out.print(String.join(", ", page.names()) + "(" + page.section() + ") - " + page.description() + "\n");
                found = true;
            }
        }
        if (!found) {
            call.complain(word + ": nothing found");
        }
        return 0;
    }
}
