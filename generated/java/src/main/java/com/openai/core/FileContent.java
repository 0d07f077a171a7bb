package com.openai.core;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that is sent: bytes, a path, or a stream that is read once. */
public final class FileContent {
    private final Opener opener;
    private final long length;
    private final boolean once;
    private final String name;
    private final String contentType;

    private FileContent(Opener opener, long length, boolean once, String name, String contentType) {
        this.opener = opener;
        this.length = length;
        this.once = once;
        this.name = name;
        this.contentType = contentType;
    }

    /** The bytes of a file; they are copied. */
    public static FileContent of(byte[] bytes) {
        byte[] own = bytes.clone();
        return new FileContent(() -> new ByteArrayInputStream(own), own.length, false, null, null);
    }

    /**
     * A file by its path, which is opened when it is sent.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public static FileContent of(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("there is no file of this name");
        }
        Path name = path.getFileName();
        return new FileContent(
                () -> Files.newInputStream(path), path.toFile().length(), false, String.valueOf(name), null);
    }

    /** What a stream holds. It is read once, so a call that sends it is not tried again. */
    public static FileContent of(InputStream stream) {
        return new FileContent(() -> stream, -1, true, null, null);
    }

    /** The same file under another name. */
    public FileContent withName(String name) {
        return new FileContent(opener, length, once, name, contentType);
    }

    /** The same file with a media type of its own. */
    public FileContent withContentType(String contentType) {
        return new FileContent(opener, length, once, name, contentType);
    }

    /** The name that it is sent with. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** The media type that it is sent with. */
    public Optional<String> contentType() {
        return Optional.ofNullable(contentType);
    }

    /** The number of bytes; -1 if that is not known. */
    long length() {
        return length;
    }

    /** Whether it can be read only once. */
    boolean once() {
        return once;
    }

    /** Opens it. */
    InputStream open() throws IOException {
        return opener.open();
    }

    /** What is known of the file, but for what is in it. */
    @JsonValue
    @Override
    public String toString() {
        return "FileContent" + (name == null ? "" : " " + name);
    }

    private interface Opener {
        InputStream open() throws IOException;
    }
}
