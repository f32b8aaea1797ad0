package obol.shell.language;

import java.util.List;

/** A node of the syntax tree. Lines count from 1. */
public sealed interface Command {
    /** A program or built-in with its operands; without words, assignments to the shell's own variables. */
    record Simple(int line, List<Assignment> assignments, List<Word> words, List<Redirection> redirections) implements Command {
        public Simple {
            assignments = List.copyOf(assignments);
            words = List.copyOf(words);
            redirections = List.copyOf(redirections);
        }
    }

    /** {@code a | b | c}, {@code ! a}; one stage or more. */
    record Pipeline(boolean negated, List<Stage> stages) implements Command {
        public Pipeline {
            stages = List.copyOf(stages);
        }
    }

    /** {@code first && a || b}: links bind to the left, all alike. */
    record AndOr(Command first, List<Link> links) implements Command {
        public AndOr {
            links = List.copyOf(links);
        }
    }

    /** Commands one after the other; empty only for an empty line. */
    record Sequence(List<Command> commands) implements Command {
        public Sequence {
            commands = List.copyOf(commands);
        }
    }

    /** {@code body &}. */
    record Background(Stage body) implements Command {}

    /** {@code if … then … elif … then … else … fi}; {@code otherwise} is null without {@code else}. */
    record If(List<Branch> branches, Command otherwise) implements Command {
        public If {
            branches = List.copyOf(branches);
        }
    }

    record While(Command condition, Command body) implements Command {}

    record For(int line, String variable, List<Word> words, Command body) implements Command {
        public For {
            words = List.copyOf(words);
        }
    }

    /** A loop or {@code if} with redirections of its own. */
    record Redirected(int line, Command body, List<Redirection> redirections) implements Command {
        public Redirected {
            redirections = List.copyOf(redirections);
        }
    }

    record Assignment(String name, Word value) {}

    /** What is run when the status before it is zero ({@code &&}) or is not ({@code ||}). */
    record Link(boolean afterSuccess, Command command) {}

    record Branch(Command condition, Command body) {}

    /** A command with its text as written, from which another shell can run it; {@code line} is the text's first. */
    record Stage(Command command, String text, int line) {}

    /**
     * @param target for {@link Redirection.Kind#SAME_AS} the other descriptor, else the file's path
     */
    record Redirection(Kind kind, int descriptor, Word target) {
        public enum Kind { READ, WRITE, APPEND, SAME_AS }
    }
}
