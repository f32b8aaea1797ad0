/**
 * The command line on the host: what {@code ./obol} runs. The only place that sees all modules, and the only one that
 * starts other programs (NASM, QEMU, Maven) and knows where the project's files are ({@link obol.host.tools.Project}).
 *
 * <p>Each command is a picocli class of its own; {@link obol.host.Main} maps what they throw to the exit statuses that
 * users' scripts count on.
 */
package obol.host;
