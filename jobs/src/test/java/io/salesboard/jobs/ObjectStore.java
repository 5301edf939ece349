package io.salesboard.jobs;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.memory.ByteArrayInputStreamWithPos;

/** A file system like that of S3, under {@code objects://}: there are objects only, a folder is what their keys begin with. */
public final class ObjectStore extends FileSystem {
    private static final Map<String, Stored> OBJECTS = new ConcurrentSkipListMap<>();
    private static final AtomicLong CLOCK = new AtomicLong();

    private record Stored(byte[] content, long modified) {}

    /** Told to Flink by {@code META-INF/services}. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return "objects";
        }

        @Override
        public FileSystem create(URI uri) {
            return new ObjectStore();
        }
    }

    private record Entry(Path path, Stored object) implements FileStatus {
        @Override
        public long getLen() {
            return object == null ? 0 : object.content().length;
        }

        @Override
        public long getBlockSize() {
            return getLen();
        }

        @Override
        public short getReplication() {
            return 1;
        }

        @Override
        public long getModificationTime() {
            return object == null ? 0 : object.modified();
        }

        @Override
        public long getAccessTime() {
            return 0;
        }

        @Override
        public boolean isDir() {
            return object == null;
        }

        @Override
        public Path getPath() {
            return path;
        }
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        Stored object = OBJECTS.get(path.toString());
        boolean folder = OBJECTS.keySet().stream().anyMatch(key -> key.startsWith(path + "/"));
        if (object == null && !folder) {
            throw new FileNotFoundException("no object begins with " + path);
        }
        return new Entry(path, object);
    }

    @Override
    public FileStatus[] listStatus(Path folder) {
        Map<String, Stored> entries = new TreeMap<>();
        String prefix = folder + "/";
        OBJECTS.forEach((key, object) -> {
            if (key.startsWith(prefix)) {
                String[] rest = key.substring(prefix.length()).split("/", 2);
                entries.put(prefix + rest[0], rest.length > 1 ? null : object);
            }
        });
        return entries.entrySet().stream()
                .map(entry -> new Entry(new Path(entry.getKey()), entry.getValue()))
                .toArray(FileStatus[]::new);
    }

    @Override
    public boolean delete(Path path, boolean recursive) {
        return OBJECTS.keySet().removeIf(key -> key.equals(path.toString()) || key.startsWith(path + "/"));
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        byte[] content = stored(path).content();
        ByteArrayInputStreamWithPos in = new ByteArrayInputStreamWithPos(content);
        return new FSDataInputStream() {
            @Override
            public void seek(long position) {
                in.setPosition((int) position);
            }

            @Override
            public long getPos() {
                return in.getPosition();
            }

            @Override
            public int read() {
                return in.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return in.read(into, offset, length);
            }
        };
    }

    private static Stored stored(Path path) throws FileNotFoundException {
        Stored object = OBJECTS.get(path.toString());
        if (object == null) {
            throw new FileNotFoundException("there is no object " + path);
        }
        return object;
    }

    /** An object is there when its stream is closed, as a whole. */
    @Override
    public FSDataOutputStream create(Path path, WriteMode overwrite) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return new FSDataOutputStream() {
            @Override
            public long getPos() {
                return out.size();
            }

            @Override
            public void write(int value) {
                out.write(value);
            }

            @Override
            public void write(byte[] from, int offset, int length) {
                out.write(from, offset, length);
            }

            @Override
            public void flush() {}

            @Override
            public void sync() {}

            @Override
            public void close() {
                OBJECTS.put(path.toString(), new Stored(out.toByteArray(), CLOCK.incrementAndGet()));
            }
        };
    }

    /** Cuts an object short. */
    static void cut(Path path, int length) throws FileNotFoundException {
        Stored whole = stored(path);
        OBJECTS.put(path.toString(), new Stored(Arrays.copyOf(whole.content(), length), whole.modified()));
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return open(path);
    }

    @Override
    public boolean mkdirs(Path folder) {
        return true;
    }

    @Override
    public boolean rename(Path from, Path to) {
        throw new UnsupportedOperationException("an object keeps its key");
    }

    @Override
    public Path getWorkingDirectory() {
        return new Path("objects://bucket/");
    }

    @Override
    public Path getHomeDirectory() {
        return getWorkingDirectory();
    }

    @Override
    public URI getUri() {
        return URI.create("objects://bucket");
    }

    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
        return new BlockLocation[0];
    }

    @Override
    public boolean isDistributedFS() {
        return true;
    }
}
