/**
 * The shell's system on Obol: files through a {@code Namespace}, programs through the contract {@code Processes}, and the console
 * through its files. {@link obol.shell.system.ObolSystem} is what the language runs on.
 *
 * <p>A program is a file of {@code /bin} with the line {@code #!program NAME}, NAME a program of the image; any other executable file
 * is a script, and run by {@code sh}. A program gets the shell's namespace as its lines, and endpoints of its own for its three files.
 *
 * <p>One thread uses these objects, but for what {@code OperatingSystem.Program} says, and {@link obol.shell.system.Console}.
 */
package obol.shell.system;
