/** What is done with the lines and bytes of files: searching, sorting, counting, cutting. */
package obol.shell.tools.text;
