package obol.channels.codec;

/** The codecs of arrays of primitives: a count and the elements. */
public final class ArrayCodec {
    public static final ValueCodec BOOLEANS = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            boolean[] array = (boolean[]) value;
            writer.writeCount(array.length);
            for (boolean each : array) {
                writer.writeBoolean(each);
            }
        }

        @Override
        public Object read(Reader reader) {
            boolean[] array = new boolean[reader.readCount(1)];
            for (int i = 0; i < array.length; i++) {
                array[i] = reader.readBoolean();
            }
            return array;
        }
    };
    public static final ValueCodec BYTES = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            writer.writeBytes((byte[]) value);
        }

        @Override
        public Object read(Reader reader) {
            return reader.readBytes();
        }
    };
    public static final ValueCodec CHARS = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            char[] array = (char[]) value;
            writer.writeCount(array.length);
            for (char each : array) {
                writer.writeChar(each);
            }
        }

        @Override
        public Object read(Reader reader) {
            char[] array = new char[reader.readCount(2)];
            for (int i = 0; i < array.length; i++) {
                array[i] = reader.readChar();
            }
            return array;
        }
    };
    public static final ValueCodec SHORTS = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            short[] array = (short[]) value;
            writer.writeCount(array.length);
            for (short each : array) {
                writer.writeShort(each);
            }
        }

        @Override
        public Object read(Reader reader) {
            short[] array = new short[reader.readCount(2)];
            for (int i = 0; i < array.length; i++) {
                array[i] = reader.readShort();
            }
            return array;
        }
    };
    public static final ValueCodec INTS = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            int[] array = (int[]) value;
            writer.writeCount(array.length);
            for (int each : array) {
                writer.writeInt(each);
            }
        }

        @Override
        public Object read(Reader reader) {
            int[] array = new int[reader.readCount(4)];
            for (int i = 0; i < array.length; i++) {
                array[i] = reader.readInt();
            }
            return array;
        }
    };
    public static final ValueCodec LONGS = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            long[] array = (long[]) value;
            writer.writeCount(array.length);
            for (long each : array) {
                writer.writeLong(each);
            }
        }

        @Override
        public Object read(Reader reader) {
            long[] array = new long[reader.readCount(8)];
            for (int i = 0; i < array.length; i++) {
                array[i] = reader.readLong();
            }
            return array;
        }
    };
    public static final ValueCodec FLOATS = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            float[] array = (float[]) value;
            writer.writeCount(array.length);
            for (float each : array) {
                writer.writeFloat(each);
            }
        }

        @Override
        public Object read(Reader reader) {
            float[] array = new float[reader.readCount(4)];
            for (int i = 0; i < array.length; i++) {
                array[i] = reader.readFloat();
            }
            return array;
        }
    };
    public static final ValueCodec DOUBLES = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            double[] array = (double[]) value;
            writer.writeCount(array.length);
            for (double each : array) {
                writer.writeDouble(each);
            }
        }

        @Override
        public Object read(Reader reader) {
            double[] array = new double[reader.readCount(8)];
            for (int i = 0; i < array.length; i++) {
                array[i] = reader.readDouble();
            }
            return array;
        }
    };

    private ArrayCodec() {
    }
}
