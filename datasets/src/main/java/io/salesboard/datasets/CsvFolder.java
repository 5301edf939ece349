package io.salesboard.datasets;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** The CSV files of a folder, with a header line, in UTF-8, packed or not; read row by row. */
final class CsvFolder {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .setAllowMissingColumnNames(true)
            .setNullString("")
            .get();

    /** Programs that save UTF-8 for Excel put it before the first column's name. */
    private static final int BYTE_ORDER_MARK = '\ufeff';

    private final Path folder;
    private final Progress progress;

    CsvFolder(Path folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** What is done with each row. */
    @FunctionalInterface
    interface RowReader {
        void read(CsvRow row) throws IOException;
    }

    /** All rows of a small file. */
    List<CsvRow> rows(String name) throws IOException {
        List<CsvRow> rows = new ArrayList<>();
        forEach(name, rows::add);
        return rows;
    }

    /** Reads a file of any size. @throws IllegalArgumentException naming file, line and next step */
    void forEach(String name, RowReader reader) throws IOException {
        long line = 1;
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(folder.resolve(name)));
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader text =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
                CSVParser parser = parser(name, text)) {
            Iterator<CSVRecord> records = parser.iterator();
            while (records.hasNext()) {
                CSVRecord record = records.next();
                line = parser.getCurrentLineNumber();
                CsvRow row = new CsvRow(record, name, line - lineBreaks(record));
                if (!record.isConsistent()) {
                    throw row.wrong("has " + record.size() + " values, not "
                            + parser.getHeaderNames().size() + " as the header has columns");
                }
                reader.read(row);
                progress.at("%,d lines of " + name + " read", line);
            }
            if (line == 1) {
                throw new IllegalArgumentException(name + " has no rows; put the whole file there and start again");
            }
        } catch (UncheckedIOException e) {
            throw unreadable(name, line, e.getCause());
        } catch (CharacterCodingException | CSVException | EOFException | ZipException e) {
            throw unreadable(name, line, e);
        }
    }

    private static CSVParser parser(String name, BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        try {
            return FORMAT.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + ", line 1: the header cannot be read (" + e.getMessage() + "); correct it and start again",
                    e);
        }
    }

    private static long lineBreaks(CSVRecord record) {
        return record.stream()
                .filter(value -> value != null)
                .mapToLong(value -> value.chars().filter(c -> c == '\n').count())
                .sum();
    }

    private static IOException unreadable(String name, long line, IOException e) {
        return new IOException(name + ", after line " + line + ": what follows " + reason(e), e);
    }

    private static String reason(IOException e) {
        if (e instanceof CharacterCodingException) {
            return "is not UTF-8; save the file as UTF-8 and start again";
        }
        if (e instanceof EOFException) {
            return "is missing: the packed file ends too early; get it again";
        }
        if (e instanceof ZipException) {
            return "cannot be unpacked (" + e.getMessage() + "); get the file again";
        }
        return "cannot be read (" + e.getMessage() + "); correct it and start again";
    }
}
