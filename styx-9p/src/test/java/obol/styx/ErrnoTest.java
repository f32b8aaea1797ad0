package obol.styx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Texts and numbers, as Linux's client maps the one to the other. */
class ErrnoTest {
    /** What Linux's client makes of the texts that are sent (its table of error strings). */
    private static final Object[][] LINUX = {
        {1, "Operation not permitted"}, {2, "file does not exist"}, {4, "Interrupted system call"}, {5, "i/o error"},
        {6, "No such device or address"}, {7, "Argument list too long"}, {9, "bad use of fid"},
        {11, "exclusive use file already open"}, {12, "Cannot allocate memory"}, {13, "permission denied"},
        {16, "Device or resource busy"}, {17, "file already exists"}, {18, "Invalid cross-device link"},
        {19, "No such device"}, {20, "not a directory"}, {21, "Is a directory"}, {22, "Invalid argument"},
        {24, "Too many open files"}, {26, "Text file busy"}, {27, "file too big"}, {28, "file system is full"},
        {29, "bad offset in directory read"}, {30, "read only file system"}, {31, "Too many links"}, {32, "Broken pipe"},
        {34, "Numerical result out of range"}, {36, "File name too long"}, {37, "No locks available"},
        {38, "Function not implemented"}, {39, "directory is not empty"}, {40, "Too many levels of symbolic links"},
        {43, "file has been removed"}, {61, "No data available"}, {71, "protocol botch"}, {90, "Message too long"},
        {93, "Protocol not supported"}, {95, "Operation not supported"}, {101, "Network is unreachable"},
        {103, "Software caused connection abort"}, {105, "No buffer space available"},
        {106, "Transport endpoint is already connected"}, {107, "Transport endpoint is not connected"},
        {113, "No route to host"}, {104, "Connection reset by peer"}, {110, "Connection timed out"},
        {111, "authentication failed"}, {122, "Disk quota exceeded"},
    };

    @Test
    void linuxKnowsTheTexts() {
        for (Object[] row : LINUX) {
            Errno e = Errno.of((Integer) row[0]);
            assertEquals(row[0], e.number());
            assertEquals(row[1], e.text());
            assertEquals(e, Errno.of(e.text()));
        }
        // EILSEQ has no text there, nor have EAFNOSUPPORT, EADDRINUSE, EADDRNOTAVAIL and ESTALE
        assertEquals(LINUX.length + 5, Errno.values().length);
    }

    @Test
    void unknownOnesAreInputOutputErrors() {
        assertEquals(Errno.EIO, Errno.of("the cat is on the keyboard"));
        assertEquals(Errno.EIO, Errno.of(9999));
    }
}
