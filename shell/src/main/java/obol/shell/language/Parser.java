package obol.shell.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.shell.language.Command.AndOr;
import obol.shell.language.Command.Assignment;
import obol.shell.language.Command.Branch;
import obol.shell.language.Command.Link;
import obol.shell.language.Command.Pipeline;
import obol.shell.language.Command.Redirection;
import obol.shell.language.Command.Sequence;
import obol.shell.language.Command.Stage;
import obol.shell.language.Token.Kind;

/**
 * Recursive descent with one token ahead, over the grammar of POSIX XCU 2.10 as far as the language has it. Gives one
 * complete line of commands at a time, so that what stands before a mistake is run, as in every shell.
 */
public final class Parser {
    /** Loops and ifs inside each other; a bound, so that no script can overflow the stack. */
    static final int MAX_NESTING = 100;

    private static final Set<String> CLOSING_WORDS = Set.of("then", "elif", "else", "fi", "do", "done");
    private static final Map<String, String> UNSUPPORTED_WORDS = Map.of(
            "case", "case", "esac", "case", "until", "until", "{", "{ (groups)", "}", "} (groups)",
            "function", "function", "[[", "[[", "select", "select");

    private final String text;
    private final Lexer lexer;
    private Token token;
    private int previousEnd;
    private int nesting;

    /** @param firstLine the number of the text's first line, for messages */
    public Parser(String text, int firstLine) {
        this.text = text;
        this.lexer = new Lexer(text, firstLine);
    }

    /** The commands of the next line (or lines, where a loop or quotes span several), or null at the end of the text. */
    public Command next() throws SyntaxException {
        do {
            advance();
        } while (token.kind() == Kind.NEWLINE);
        if (token.kind() == Kind.END) return null;
        Command line = sequence(true);
        if (token.kind() != Kind.NEWLINE && token.kind() != Kind.END) throw unexpected();
        return line;
    }

    /** True when the text, typed so far, wants further lines: a loop, quotes, or a backslash at the end. */
    public static boolean wantsMore(String text) {
        Parser parser = new Parser(text, 1);
        try {
            while (parser.next() != null) { }
            return parser.lexer.endsInContinuation();
        } catch (SyntaxException e) {
            return e.incomplete();
        }
    }

    /** Commands up to a closing word, or, at the top, up to the end of the line. */
    private Sequence sequence(boolean top) throws SyntaxException {
        List<Command> commands = new ArrayList<>();
        while (true) {
            if (!top) skipNewlines();
            if (token.kind() == Kind.END || token.kind() == Kind.NEWLINE || isClosing()) break;
            int start = token.start();
            int line = token.line();
            Command command = andOr();
            if (token.kind() == Kind.AMPERSAND) {
                commands.add(new Command.Background(new Stage(command, text.substring(start, previousEnd), line)));
                advance();
            } else {
                commands.add(command);
                if (token.kind() == Kind.SEMICOLON || token.kind() == Kind.NEWLINE && !top) advance();
                else break;
            }
        }
        if (commands.isEmpty()) throw unexpected();
        return new Sequence(commands);
    }

    private Command andOr() throws SyntaxException {
        Command first = pipeline();
        List<Link> links = new ArrayList<>();
        while (token.kind() == Kind.AND || token.kind() == Kind.OR) {
            boolean afterSuccess = token.kind() == Kind.AND;
            advance();
            skipNewlines();
            links.add(new Link(afterSuccess, pipeline()));
        }
        return links.isEmpty() ? first : new AndOr(first, links);
    }

    private Command pipeline() throws SyntaxException {
        boolean negated = "!".equals(bareWord());
        if (negated) advance();
        List<Stage> stages = new ArrayList<>();
        stages.add(stage());
        while (token.kind() == Kind.PIPE) {
            advance();
            skipNewlines();
            stages.add(stage());
        }
        return negated || stages.size() > 1 ? new Pipeline(negated, stages) : stages.get(0).command();
    }

    private Stage stage() throws SyntaxException {
        int start = token.start();
        int line = token.line();
        Command command = command();
        return new Stage(command, text.substring(start, previousEnd), line);
    }

    private Command command() throws SyntaxException {
        String word = bareWord();
        if (word == null) return simple();
        if (UNSUPPORTED_WORDS.containsKey(word)) {
            throw new SyntaxException(token.line(), UNSUPPORTED_WORDS.get(word) + " is not supported", false);
        }
        if (CLOSING_WORDS.contains(word) || word.equals("!")) throw unexpected();
        if (!word.equals("if") && !word.equals("while") && !word.equals("for")) return simple();
        if (++nesting > MAX_NESTING) throw new SyntaxException(token.line(), "more than " + MAX_NESTING + " loops and ifs inside each other", false);
        int line = token.line();
        Command compound = word.equals("if") ? conditional() : word.equals("while") ? whileLoop() : forLoop();
        nesting--;
        List<Redirection> redirections = new ArrayList<>();
        while (startsRedirection()) redirections.add(redirection());
        if (token.kind() == Kind.WORD && !isClosing()) throw unexpected();
        return redirections.isEmpty() ? compound : new Command.Redirected(line, compound, redirections);
    }

    private Command conditional() throws SyntaxException {
        List<Branch> branches = new ArrayList<>();
        do {
            advance();
            Command condition = sequence(false);
            expect("then");
            branches.add(new Branch(condition, sequence(false)));
        } while ("elif".equals(bareWord()));
        Command otherwise = null;
        if ("else".equals(bareWord())) {
            advance();
            otherwise = sequence(false);
        }
        expect("fi");
        return new Command.If(branches, otherwise);
    }

    private Command whileLoop() throws SyntaxException {
        advance();
        Command condition = sequence(false);
        return new Command.While(condition, loopBody());
    }

    private Command forLoop() throws SyntaxException {
        int line = token.line();
        advance();
        String variable = bareWord();
        if (variable == null || !Word.isName(variable)) throw unexpected();
        advance();
        skipNewlines();
        expect("in");
        List<Word> words = new ArrayList<>();
        while (token.kind() == Kind.WORD) {
            words.add(token.word());
            advance();
        }
        if (token.kind() != Kind.SEMICOLON && token.kind() != Kind.NEWLINE) throw unexpected();
        advance();
        skipNewlines();
        return new Command.For(line, variable, words, loopBody());
    }

    private Command loopBody() throws SyntaxException {
        expect("do");
        Command body = sequence(false);
        expect("done");
        return body;
    }

    private Command simple() throws SyntaxException {
        int line = token.line();
        List<Assignment> assignments = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        List<Redirection> redirections = new ArrayList<>();
        while (true) {
            if (startsRedirection()) {
                redirections.add(redirection());
                continue;
            }
            if (token.kind() != Kind.WORD) break;
            Assignment assignment = words.isEmpty() ? assignment(token.word()) : null;
            if (assignment == null) words.add(token.word());
            else assignments.add(assignment);
            advance();
        }
        if (assignments.isEmpty() && words.isEmpty() && redirections.isEmpty()) throw unexpected();
        return new Command.Simple(line, assignments, words, redirections);
    }

    /** The word as an assignment, or null when it is none: the name and {@code =} must be unquoted. */
    private static Assignment assignment(Word word) {
        if (!(word.pieces().get(0) instanceof Word.Literal literal)) return null;
        int equals = literal.text().indexOf('=');
        if (equals < 0 || !Word.isName(literal.text().substring(0, equals))) return null;
        List<Word.Piece> value = new ArrayList<>(word.pieces());
        value.set(0, new Word.Quoted(literal.text().substring(equals + 1)));
        return new Assignment(literal.text().substring(0, equals), new Word(value));
    }

    private boolean startsRedirection() {
        return token.kind() == Kind.DESCRIPTOR || token.kind().isRedirection();
    }

    private Redirection redirection() throws SyntaxException {
        int descriptor = -1;
        if (token.kind() == Kind.DESCRIPTOR) {
            descriptor = descriptor(token.text());
            advance();
        }
        Redirection.Kind kind = switch (token.kind()) {
            case LESS -> Redirection.Kind.READ;
            case GREATER -> Redirection.Kind.WRITE;
            case APPEND -> Redirection.Kind.APPEND;
            default -> Redirection.Kind.SAME_AS;
        };
        if (descriptor < 0) descriptor = kind == Redirection.Kind.READ ? 0 : 1;
        advance();
        if (token.kind() != Kind.WORD) throw unexpected();
        if (kind == Redirection.Kind.SAME_AS) descriptor(token.text());
        Word target = token.word();
        advance();
        return new Redirection(kind, descriptor, target);
    }

    private int descriptor(String digits) throws SyntaxException {
        if (digits.length() != 1 || digits.charAt(0) < '0' || digits.charAt(0) > '2') {
            throw new SyntaxException(token.line(), "\"" + digits + "\": only 0, 1 and 2 can be redirected", false);
        }
        return digits.charAt(0) - '0';
    }

    private String bareWord() {
        return token.kind() == Kind.WORD ? token.word().bare() : null;
    }

    private boolean isClosing() {
        String word = bareWord();
        return word != null && CLOSING_WORDS.contains(word);
    }

    private void expect(String word) throws SyntaxException {
        if (!word.equals(bareWord())) {
            throw new SyntaxException(token.line(), "unexpected " + token.described() + ", \"" + word + "\" expected", token.kind() == Kind.END);
        }
        advance();
    }

    private SyntaxException unexpected() {
        return new SyntaxException(token.line(), "unexpected " + token.described(), token.kind() == Kind.END);
    }

    private void skipNewlines() throws SyntaxException {
        while (token.kind() == Kind.NEWLINE) advance();
    }

    private void advance() throws SyntaxException {
        if (token != null) previousEnd = token.end();
        token = lexer.next();
    }
}
