package obol.system.servers.srv;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import obol.channels.contract.ContractModel;
import obol.channels.contract.FileMember;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;
import obol.channels.contract.State;
import obol.channels.text.FileText;
import obol.styx.StyxException;
import obol.styx.server.OpenFile;
import obol.styx.server.Reply;

/** The files and folders that members of a state are, and those of the contracts that members open. */
final class Members {
    private final ServiceTree tree;
    private final ServiceSource source;
    private final Calls calls;
    private final String service;
    private final ContractModel model;
    private final FileText text;
    /** Null: the service's own channel. */
    private final Way way;
    private final SortedMap<String, FileMember> members;

    /** Those of the state in which a service starts. */
    Members(ServiceTree tree, ServiceSource source, Calls calls, String service, ContractModel model) {
        this(tree, source, calls, service, model, model.startState(), null);
    }

    private Members(ServiceTree tree, ServiceSource source, Calls calls, String service, ContractModel model, State state, Way way) {
        this.tree = tree;
        this.source = source;
        this.calls = calls;
        this.service = service;
        this.model = model;
        this.way = way;
        text = new FileText(model);
        members = FileMember.of(state);
    }

    private Members opened(FileMember member, String argument) {
        State next = model.states().get(((MessageType.Endpoint) member.opens().result()).contract());
        return new Members(tree, source, calls, service, model, next, new Way(way, member.opens(), argument));
    }

    private MethodCalls line() {
        return way == null ? calls.line(service) : way.calls(source, calls, service, model);
    }

    /** The names at the top. */
    List<String> names() {
        return names("");
    }

    /** The names in the folder of a path, which is empty or ends in a slash. */
    private List<String> names(String folder) {
        TreeSet<String> names = new TreeSet<>();
        for (String path : members.keySet()) {
            if (path.startsWith(folder)) {
                int end = path.indexOf('/', folder.length());
                names.add(path.substring(folder.length(), end < 0 ? path.length() : end));
            }
        }
        return List.copyOf(names);
    }

    /** What has a name at the top, or null. @param above the folder, and its path from the root */
    Place find(Place.Folder above, String at, String name) {
        return find(above, at, "", name);
    }

    private Place find(Place.Folder above, String at, String folder, String name) {
        String path = folder + name;
        String place = at + '/' + name;
        FileMember member = members.get(path);
        if (member == null) {
            return names(path + '/').isEmpty() ? null : new PathFolder(above, name, path + '/', place);
        } else if (!member.isFolder()) {
            return new File(member, name, place);
        } else if (member.opens().parameters().isEmpty()) {
            return new OpenedFolder(above, name, opened(member, ""), place);
        }
        return new NamedFolders(above, name, member, place);
    }

    /** A folder that stands in the paths of members. */
    private final class PathFolder extends Place.Folder {
        private final String folder;
        private final String at;

        PathFolder(Place.Folder parent, String name, String folder, String at) {
            super(Members.this.tree, parent, name, at);
            this.folder = folder;
            this.at = at;
        }

        @Override
        List<String> names() {
            return Members.this.names(folder);
        }

        @Override
        Place find(String name) {
            return Members.this.find(this, at, folder, name);
        }
    }

    /** The folder of a contract that a member opens: with a file for each of its members that is one. */
    private static final class OpenedFolder extends Place.Folder {
        private final Members there;
        private final String at;

        OpenedFolder(Place.Folder parent, String name, Members there, String at) {
            super(there.tree, parent, name, at);
            this.there = there;
            this.at = at;
        }

        @Override
        List<String> names() {
            return there.names();
        }

        @Override
        Place find(String name) {
            return there.find(this, at, name);
        }
    }

    /** The folder of a member that opens a contract for each name. Which there are its service knows; all that can be are found. */
    private final class NamedFolders extends Place.Folder {
        private final FileMember member;
        private final String at;

        NamedFolders(Place.Folder parent, String name, FileMember member, String at) {
            super(Members.this.tree, parent, name, at);
            this.member = member;
            this.at = at;
        }

        @Override
        Place find(String name) {
            Operation opens = member.opens();
            return text.isArgument(opens, name) ? new OpenedFolder(this, name, opened(member, text.argument(opens, name)), at + '/' + name)
                : null;
        }

        /** Listed once for each open, by a call. */
        @Override
        OpenFile open() {
            if (member.get() == null) {
                return super.open();
            }
            MethodCalls line = line();
            return new OpenFile() {
                private List<String> names;

                @Override
                public void list(long after, int most, Reply<List<Entry>> reply) throws StyxException {
                    if (names != null) {
                        reply.ok(entries(names, after, most));
                        return;
                    }
                    reply.onAbort(() -> {
                        line.cancel();
                        reply.interrupted();
                    });
                    line.call(member.get().name(), "", outcome -> {
                        if (reply.answered()) {
                            return;
                        } else if (outcome.error() != null) {
                            reply.error(outcome.error());
                            return;
                        }
                        names = text.names(outcome.piece());
                        try {
                            reply.ok(entries(names, after, most));
                        } catch (StyxException impossible) {
                            reply.error(impossible);
                        }
                    });
                }

                @Override
                public void close() {
                    line.close();
                }
            };
        }

        @Override
        List<String> names() {
            return List.of();
        }
    }

    private final class File extends Place {
        private final FileMember member;

        File(FileMember member, String name, String at) {
            super(Members.this.tree, name, (member.get() == null ? 0 : 0444) | (member.set() == null ? 0 : 0222), at);
            this.member = member;
        }

        @Override
        OpenFile open() {
            return new MemberFile(line(), member, text);
        }
    }
}
