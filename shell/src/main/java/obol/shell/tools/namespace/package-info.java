/**
 * Namespaces and what is served from them: programs that make a namespace for others, and that serve a part of their own. What changes the
 * shell's own namespace is inside the shell ({@code obol.shell.system.NamespaceCommands}).
 */
package obol.shell.tools.namespace;
