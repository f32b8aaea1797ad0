package obol.shell.tools;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.ManualPage;

/** {@code help}: what there is to type, and what it does, from the pages of the manual's section 1. */
public final class Help {
    private static final String PROGRAMS = "1";
    private static final int COLUMN = 40;

    private Help() {}

    public static void main(String[] arguments) {
        Invocation.main("help", 1, Help::run, arguments);
    }

    public static int run(Invocation call) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (ManualPage page : ManualPage.all(call)) {
            if (page.section().equals(PROGRAMS)) {
                page.synopsis().forEach(form -> lines.put(form, page.description()));
            }
        }
        for (Map.Entry<String, String> line : lines.entrySet()) {
            String form = line.getKey();
            call.out.print(form + " ".repeat(Math.max(COLUMN - form.length(), 1)) + line.getValue() + "\n");
        }
        return 0;
    }
}
