/**
 * What a contract says, as data: the states, their methods, the data that the messages are made of.
 *
 * <p>{@link obol.channels.contract.ContractModel} is the whole; its canonical text is the form that is hashed into the fingerprint,
 * compared at connect, kept in images, and read back by tools that have no class files. Text form and Graphviz are drawn from it.
 * {@code obol.channels.contract.compile} makes models from class files.
 *
 * <p>Invariants: models are immutable; {@code parse(canonicalText())} is the same model; nothing here reads class files,
 * reflects, or uses security providers (the SHA-256 is its own, as it runs inside images too).
 */
package obol.channels.contract;
