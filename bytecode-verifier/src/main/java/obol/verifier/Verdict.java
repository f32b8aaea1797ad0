package obol.verifier;

import java.util.List;

/**
 * What is known of one class: refused if any rule is broken; and, apart from that, what of it will not link.
 *
 * @param className internal name, or the name of the source if the bytes did not get as far
 * @param refusals  at most one for each method by the type rules, or, if there is none, by ownership one for each line; empty if the
 *                  class is accepted
 * @param linkage   what a use throws; the compiler must make it so
 */
public record Verdict(String className, List<Refusal> refusals, List<LinkageProblem> linkage) {
    public Verdict {
        refusals = List.copyOf(refusals);
        linkage = List.copyOf(linkage);
    }

    public boolean isAccepted() {
        return refusals.isEmpty();
    }

    /** Whether the class can be linked at all; if not, any first use throws. */
    public boolean isLinkable() {
        return linkage.stream().noneMatch(LinkageProblem::isWholeClass);
    }

    /** The line that {@code obol verify} prints: {@code accepted NAME}, or the first refusal. */
    @Override
    public String toString() {
        return isAccepted() ? "accepted " + Refusal.printable(className.replace('/', '.')) : refusals.get(0).toString();
    }
}
