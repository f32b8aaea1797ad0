package obol.channels.contract.compile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import obol.classfile.ClassFile;
import obol.classfile.MethodInfo;

/**
 * Where a member stands. Methods of interfaces have no line numbers in class files, so the source is scanned when it is at hand;
 * records have code with lines; else file and member must do.
 */
final class Places {
    private static final Pattern NOT_CODE =
            Pattern.compile("//[^\\n]*|/\\*.*?\\*/|\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])+'", Pattern.DOTALL);

    private final SourceText sources;

    Places(SourceText sources) {
        this.sources = sources;
    }

    /** A fault at its place. @param member such as {@code login(String, Secret)}, or null for the class itself */
    Fault fault(ClassFile type, String member, Rule rule, String message) {
        String file = type.sourceFile() != null ? type.sourceFile() : Classes.nice(Classes.binary(type.name()));
        int line = line(type, member);
        String name = Classes.binary(type.name());
        String place = file + (line > 0 ? ":" + line : "") + ": " + Classes.nice(name) + (member == null ? "" : "." + member);
        return new Fault(rule, name, descriptor(type, member), 0, line, place, message);
    }

    /** A fault in a method's code. */
    Fault fault(ClassFile type, MethodInfo method, int bci, Rule rule, String message) {
        int line = method.code().lineAt(bci);
        String name = Classes.binary(type.name());
        String file = type.sourceFile() != null ? type.sourceFile() : Classes.nice(name);
        String place = file + (line > 0 ? ":" + line : "") + ": " + Classes.nice(name) + "." + ContractCompiler.member(method);
        return new Fault(rule, name, method.toString(), bci, line, place, message);
    }

    private static String descriptor(ClassFile type, String member) {
        for (MethodInfo method : type.methods()) {
            if (ContractCompiler.member(method).equals(member)) {
                return method.toString();
            }
        }
        return "-";
    }

    private int line(ClassFile type, String member) {
        boolean isMethod = member != null && member.contains("(");
        String name = member == null ? "" : member.replaceAll("\\(.*", "");
        String word = member == null ? "" : "\\b" + Pattern.quote(name) + (isMethod ? "\\s*\\(" : "\\b");
        if (type.sourceFile() != null) {
            String folder = type.packageName().isEmpty() ? "" : type.packageName() + "/";
            String text = sources.find(folder + type.sourceFile());
            int line = text == null ? 0 : scan(text, type.name().substring(folder.length()).split("\\$"), word,
                    occurrence(type, member));
            if (line > 0) {
                return line;
            }
        }
        for (MethodInfo method : type.methods()) {
            boolean stands = method.name().equals(name) || Classes.isRecord(type) && method.isConstructor();
            if (stands && method.code() != null && method.code().lineAt(0) > 0) {
                return method.code().lineAt(0);
            }
        }
        return 0;
    }

    /** Which of the methods of one name it is, counted from 0 in the order of the class file, which is the source's. */
    private static int occurrence(ClassFile type, String member) {
        if (member == null) {
            return 0;
        }
        int count = 0;
        for (MethodInfo method : type.methods()) {
            if (ContractCompiler.member(method).equals(member)) {
                return count;
            }
            if (member.startsWith(method.name() + "(")) {
                count++;
            }
        }
        return 0;
    }

    /** The line of a nested type, or of the n-th place directly in it that matches {@code member}; 0 if it is not found. */
    private static int scan(String text, String[] nesting, String member, int occurrence) {
        StringBuilder code = new StringBuilder(text);
        Matcher notCode = NOT_CODE.matcher(text);
        while (notCode.find()) {
            for (int i = notCode.start(); i < notCode.end(); i++) {
                if (code.charAt(i) != '\n') {
                    code.setCharAt(i, ' ');
                }
            }
        }
        int at = 0;
        for (String name : nesting) {
            Matcher declaration = Pattern.compile("\\b(class|interface|record|enum)\\s+" + Pattern.quote(name) + "\\b").matcher(code);
            if (!declaration.find(at)) {
                return 0;
            }
            at = declaration.start();
        }
        if (!member.isEmpty()) {
            at = scanMember(code, at, member, occurrence);
        }
        return at < 0 ? 0 : 1 + (int) code.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private static int scanMember(StringBuilder code, int from, String member, int occurrence) {
        Matcher use = Pattern.compile(member).matcher(code).useTransparentBounds(true);
        int depth = 0;
        for (int i = from; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return -1;
            }
            if (depth == 1 && use.region(i, code.length()).lookingAt() && occurrence-- == 0) {
                return i;
            }
        }
        return -1;
    }
}
