/** What is done with files and directories: listing, copying, moving, removing. */
package obol.shell.tools.files;
