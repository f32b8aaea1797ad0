package obol.channels.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The states of a contract and how calls lead from one to another, drawn as text and for Graphviz. */
public final class StateMachine {
    private static final String END = "END";

    /** A call and what follows: {@code target} is a state or null for the end; {@code note} is what a staying call gives. */
    private record Move(String method, String outcome, String target, String note) {
        boolean stays() {
            return note != null;
        }

        String label() {
            return outcome.isEmpty() ? method : method + " / " + outcome;
        }

        String to() {
            return target == null ? END : MessageType.simpleName(target);
        }
    }

    private final ContractModel model;

    public StateMachine(ContractModel model) {
        this.model = model;
    }

    /** One line for each state, {@code start} or {@code state} and its name, and one, indented by 4, for each call and outcome. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (State state : order()) {
            text.append(state.name().equals(model.start()) ? "start " : "state ").append(state.display()).append('\n');
            for (Move move : moves(state)) {
                text.append("    ").append(move.label());
                text.append(move.stays() ? "   stays, " + move.note() : "   -> " + move.to()).append('\n');
            }
        }
        return text.toString();
    }

    /** The same as a digraph: a box for each state with its staying methods, an arrow for each move. */
    public String graphviz() {
        String start = model.startState().display();
        StringBuilder text = new StringBuilder("digraph \"" + start + "\" { rankdir=LR; node [shape=box, style=rounded];\n");
        text.append("  start [shape=point]; start -> \"" + start + "\";\n");
        for (State state : order()) {
            List<Move> moves = moves(state);
            String box = "\"" + state.display() + "\"";
            for (Move move : moves) {
                if (!move.stays()) {
                    text.append("  ").append(box).append(" -> \"").append(move.to()).append("\" [label=\"").append(move.label())
                            .append("\"];\n");
                }
            }
            String stays = moves.stream().filter(Move::stays).map(move -> "\\n" + move.method()).collect(Collectors.joining());
            text.append("  ").append(box).append(" [label=\"").append(state.display()).append(stays).append("\"];\n");
        }
        return text.append("}\n").toString();
    }

    /** The start, then what it leads to, breadth first; then states that are reached as further channels only. */
    private List<State> order() {
        Set<String> names = new LinkedHashSet<>();
        names.add(model.start());
        follow(names);
        names.addAll(model.states().keySet());
        return names.stream().map(model.states()::get).toList();
    }

    private void follow(Set<String> names) {
        List<String> queue = new ArrayList<>(names);
        for (int i = 0; i < queue.size(); i++) {
            for (Move move : moves(model.states().get(queue.get(i)))) {
                if (move.target() != null && names.add(move.target())) {
                    queue.add(move.target());
                }
            }
        }
    }

    private List<Move> moves(State state) {
        List<Move> moves = new ArrayList<>();
        for (Operation operation : state.operations()) {
            if (!operation.moves()) {
                String note = (operation.opens() ? "opens " : "") + operation.result().display()
                        + (operation.optional() ? " (optional)" : "") + (operation.file() == null ? "" : ", file " + operation.file());
                moves.add(new Move(operation.name(), "", state.name(), note));
            } else if (operation.result() instanceof MessageType.Endpoint next) {
                moves.add(new Move(operation.name(), "", next.contract(), null));
            } else {
                for (Definition.Record outcome : model.records(operation.result())) {
                    Definition.Component next = outcome.next();
                    String target = next == null ? null : ((MessageType.Endpoint) next.type()).contract();
                    moves.add(new Move(operation.name(), MessageType.simpleName(outcome.name()), target, null));
                }
            }
        }
        return moves;
    }
}
