/**
 * Processes, services and the machine: who runs, what it takes, who talks to whom. What they tell they read under {@code /proc} and
 * {@code /dev}; nothing here knows the nucleus.
 */
package obol.shell.tools.processes;
