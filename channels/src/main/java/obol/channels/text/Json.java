package obol.channels.text;

import java.util.List;

/** A JSON value as parsed, with the index of its first character in the text. */
sealed interface Json {
    int at();

    /** What it is, for messages. */
    String kind();

    record Object(int at, List<Member> members) implements Json {
        @Override
        public String kind() {
            return "an object";
        }

        /** The member of this name, or null. */
        Member member(String name) {
            for (Member member : members) {
                if (member.name.equals(name)) {
                    return member;
                }
            }
            return null;
        }
    }

    record Member(int at, String name, Json value) {
    }

    record Array(int at, List<Json> elements) implements Json {
        @Override
        public String kind() {
            return "an array";
        }
    }

    record Text(int at, String value) implements Json {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /** A number as written. */
    record Number(int at, String text) implements Json {
        @Override
        public String kind() {
            return text;
        }
    }

    record Truth(int at, boolean value) implements Json {
        @Override
        public String kind() {
            return String.valueOf(value);
        }
    }

    record Null(int at) implements Json {
        @Override
        public String kind() {
            return "null";
        }
    }
}
