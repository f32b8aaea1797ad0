/**
 * What every command stands on: where the project's files are, the programs of the host that it starts, its messages and statuses.
 * {@link obol.host.tools.CommandFailure} carries a status and one line for the user up to {@code obol.host.Main}.
 */
package obol.host.tools;
