package io.salesboard.board.door;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The book of accounts in a directory of its own that only its owner can read. Replaced as a whole, under a lock, so that the board
 * and {@code AccountsMain} may both write; each sees at once what the other wrote.
 */
final class BookFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A process has one lock of a file. */
    private static final Object WRITING = new Object();

    private static final Read NOTHING = new Read(List.of(), Book.EMPTY);

    private final Path directory;
    private final Path file;
    private volatile Read last = NOTHING;

    /** What was read, and of which file: each write makes a new one. */
    private record Read(List<Object> mark, Book book) {}

    BookFile(Path directory) throws IOException {
        this.directory = directory;
        this.file = directory.resolve("accounts.json");
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        read();
    }

    /** As it stands in the file now. */
    Book read() {
        try {
            List<Object> mark = mark();
            Read known = last;
            if (!known.mark().equals(mark)) {
                known = new Read(mark, mark.isEmpty() ? Book.EMPTY : JSON.readValue(file.toFile(), Book.class));
                last = known;
            }
            return known.book();
        } catch (JacksonException e) {
            throw new UncheckedIOException(
                    "the accounts in " + file + " cannot be read; put a backup of it there, or delete it and make all"
                            + " accounts anew",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Object> mark() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(
                    Objects.requireNonNullElse(attributes.fileKey(), ""),
                    attributes.lastModifiedTime(),
                    attributes.size());
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Writes what a change makes of the book. */
    void change(UnaryOperator<Book> change) {
        synchronized (WRITING) {
            changeLocked(change);
        }
    }

    private void changeLocked(UnaryOperator<Book> change) {
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        OWNER_ONLY);
                FileLock lock = channel.lock()) {
            // Whatever the marks say: what another process wrote must not be lost.
            last = NOTHING;
            Book before = read();
            Book after = change.apply(before);
            if (!after.equals(before)) {
                write(after);
            }
            if (!lock.isValid()) {
                throw new IOException("the lock of " + file + " was lost while it was written");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private void write(Book book) throws IOException {
        Path next = directory.resolve("accounts.json.next");
        Files.deleteIfExists(next);
        Files.createFile(next, OWNER_ONLY);
        try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(JSON.writeValueAsBytes(book)));
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
