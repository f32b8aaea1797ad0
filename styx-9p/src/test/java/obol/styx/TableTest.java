package obol.styx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of messages against the layouts that the manuals print, in the manuals' own notation. */
class TableTest {
    /** Plan 9 manual section 5: code and layout. */
    private static final String[] PLAN9 = {
        "100 Tversion msize[4] version[s]", "101 Rversion msize[4] version[s]",
        "102 Tauth afid[4] uname[s] aname[s]", "103 Rauth aqid[13]",
        "104 Tattach fid[4] afid[4] uname[s] aname[s]", "105 Rattach qid[13]",
        "107 Rerror ename[s]", "108 Tflush oldtag[2]", "109 Rflush",
        "110 Twalk fid[4] newfid[4] nwname[2]*(wname[s])", "111 Rwalk nwqid[2]*(wqid[13])",
        "112 Topen fid[4] mode[1]", "113 Ropen qid[13] iounit[4]",
        "114 Tcreate fid[4] name[s] perm[4] mode[1]", "115 Rcreate qid[13] iounit[4]",
        "116 Tread fid[4] offset[8] count[4]", "117 Rread count[4]data",
        "118 Twrite fid[4] offset[8] count[4]data", "119 Rwrite count[4]",
        "120 Tclunk fid[4]", "121 Rclunk", "122 Tremove fid[4]", "123 Rremove",
        "124 Tstat fid[4]", "125 Rstat stat[n]", "126 Twstat fid[4] stat[n]", "127 Rwstat",
    };
    /** What .u changes. */
    private static final String[] UNIX = {
        "102 Tauth afid[4] uname[s] aname[s] n_uname[4]", "104 Tattach fid[4] afid[4] uname[s] aname[s] n_uname[4]",
        "107 Rerror ename[s] errno[4]", "114 Tcreate fid[4] name[s] perm[4] mode[1] extension[s]",
    };
    /** What .L adds. */
    private static final String[] LINUX = {
        "102 Tauth afid[4] uname[s] aname[s] n_uname[4]", "104 Tattach fid[4] afid[4] uname[s] aname[s] n_uname[4]",
        "7 Rlerror ecode[4]", "8 Tstatfs fid[4]",
        "9 Rstatfs type[4] bsize[4] blocks[8] bfree[8] bavail[8] files[8] ffree[8] fsid[8] namelen[4]",
        "12 Tlopen fid[4] flags[4]", "13 Rlopen qid[13] iounit[4]",
        "14 Tlcreate fid[4] name[s] flags[4] mode[4] gid[4]", "15 Rlcreate qid[13] iounit[4]",
        "16 Tsymlink fid[4] name[s] symtgt[s] gid[4]", "17 Rsymlink qid[13]",
        "18 Tmknod dfid[4] name[s] mode[4] major[4] minor[4] gid[4]", "19 Rmknod qid[13]",
        "20 Trename fid[4] dfid[4] name[s]", "21 Rrename", "22 Treadlink fid[4]", "23 Rreadlink target[s]",
        "24 Tgetattr fid[4] request_mask[8]",
        "25 Rgetattr valid[8] qid[13] mode[4] uid[4] gid[4] nlink[8] rdev[8] size[8] blksize[8] blocks[8]"
            + " atime_sec[8] atime_nsec[8] mtime_sec[8] mtime_nsec[8] ctime_sec[8] ctime_nsec[8]"
            + " btime_sec[8] btime_nsec[8] gen[8] data_version[8]",
        "26 Tsetattr fid[4] valid[4] mode[4] uid[4] gid[4] size[8]"
            + " atime_sec[8] atime_nsec[8] mtime_sec[8] mtime_nsec[8]", "27 Rsetattr",
        "30 Txattrwalk fid[4] newfid[4] name[s]", "31 Rxattrwalk size[8]",
        "32 Txattrcreate fid[4] name[s] attr_size[8] flags[4]", "33 Rxattrcreate",
        "40 Treaddir fid[4] offset[8] count[4]", "41 Rreaddir count[4]data",
        "50 Tfsync fid[4] datasync[4]", "51 Rfsync",
        "52 Tlock fid[4] type[1] flags[4] start[8] length[8] proc_id[4] client_id[s]", "53 Rlock status[1]",
        "54 Tgetlock fid[4] type[1] start[8] length[8] proc_id[4] client_id[s]",
        "55 Rgetlock type[1] start[8] length[8] proc_id[4] client_id[s]",
        "70 Tlink dfid[4] fid[4] name[s]", "71 Rlink", "72 Tmkdir dfid[4] name[s] mode[4] gid[4]", "73 Rmkdir qid[13]",
        "74 Trenameat olddirfid[4] oldname[s] newdirfid[4] newname[s]", "75 Rrenameat",
        "76 Tunlinkat dirfd[4] name[s] flags[4]", "77 Runlinkat",
    };

    private static String form(Field f) {
        switch (f.kind()) {
            case STRING: return "[s]";
            case QID: return "[13]";
            case DATA: return "[4]data";
            case STAT: return "[n]";
            case STRINGS: return "[2]*(wname[s])";
            case QIDS: return "[2]*(wqid[13])";
            default: return "[" + f.kind().width() + "]";
        }
    }

    private static void check(String line, Dialect d) {
        String[] words = line.split(" ");
        MessageType t = MessageType.of(Integer.parseInt(words[0]));
        assertEquals(words[1].toUpperCase(), t.name());
        assertTrue(t.in(d), line + " in " + d);
        List<String> wanted = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            wanted.add(words[i].substring(words[i].indexOf('[')));
        }
        List<String> have = new ArrayList<>();
        for (int i = 0; i < t.fieldCount(); i++) {
            if (t.field(i).in(d)) {
                have.add(form(t.field(i)));
            }
        }
        assertEquals(wanted, have, line);
    }

    @Test
    void plan9() {
        for (String s : PLAN9) {
            check(s, Dialect.P2000);
        }
        assertEquals(PLAN9.length, count(Dialect.P2000));
    }

    @Test
    void unix() {
        for (String s : UNIX) {
            check(s, Dialect.U);
        }
        assertEquals(PLAN9.length, count(Dialect.U));
    }

    /** .L keeps version, auth, attach, flush, walk, read, write, clunk and remove of 9P2000. */
    @Test
    void linux() {
        for (String s : LINUX) {
            check(s, Dialect.L);
        }
        assertEquals(LINUX.length - 2 + 18, count(Dialect.L));
    }

    private static int count(Dialect d) {
        int n = 0;
        for (MessageType t : MessageType.values()) {
            n += t.in(d) ? 1 : 0;
        }
        return n;
    }

    @Test
    void everyRequestHasItsReply() {
        for (MessageType t : MessageType.values()) {
            if (t.isRequest()) {
                assertEquals("R" + t.name().substring(1), t.reply().name());
            }
        }
    }
}
