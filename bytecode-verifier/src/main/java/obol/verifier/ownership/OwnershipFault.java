package obol.verifier.ownership;

import obol.verifier.Refusal;

/**
 * A breach of the ownership rules: one for each method and line.
 *
 * @param className internal name
 * @param method    name and descriptor, {@code -} for a fault in a declaration
 * @param bci       index of the instruction, or -1
 * @param line      source line, or -1; of a value that goes out of scope, that of its birth
 * @param found     the sentence that says what is wrong
 */
record OwnershipFault(OwnershipRule rule, String className, String method, int bci, int line, String found) {
    Refusal refusal() {
        return new Refusal(className, method, bci, line, rule.ruleName(), found, rule.wanted());
    }
}
