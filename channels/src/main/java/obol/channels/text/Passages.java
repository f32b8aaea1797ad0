package obol.channels.text;

import obol.channels.codec.Reader;
import obol.channels.codec.Writer;
import obol.channels.contract.MessageType;

/** What stands in a text for channels, pending values and streams, which have no text of their own. */
interface Passages {
    /** Nothing does. */
    Passages NONE = new Passages() {
        @Override
        public boolean write(Writer writer, MessageType type, Json json) {
            return false;
        }

        @Override
        public boolean read(Reader reader, MessageType type, StringBuilder out) {
            return false;
        }
    };

    /** Writes what the JSON stands for; false, and nothing written, if nothing stands for this type. */
    boolean write(Writer writer, MessageType type, Json json) throws BadText;

    /** Takes the handle and appends what stands for it; false, and nothing read, if nothing stands for this type. */
    boolean read(Reader reader, MessageType type, StringBuilder out);
}
