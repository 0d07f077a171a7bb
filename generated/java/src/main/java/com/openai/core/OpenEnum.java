package com.openai.core;

import com.openai.errors.OpenAIInvalidDataException;
import java.util.Objects;

/**
 * One of some values, or one that is not known yet.
 *
 * @param <T> what its values are in JSON
 */
public abstract class OpenEnum<T> {
    private final T raw;

    /** Makes one of its value in JSON. */
    protected OpenEnum(T raw) {
        this.raw = Objects.requireNonNull(raw);
    }

    /** The value in JSON. */
    protected final T raw() {
        return raw;
    }

    /**
     * The constant of another enum that has the same name.
     *
     * @throws OpenAIInvalidDataException if there is none, for the value is not known
     */
    protected final <E extends Enum<E>> E known(Class<E> known, Enum<?> value) {
        try {
            return Enum.valueOf(known, value.name());
        } catch (IllegalArgumentException error) {
            throw new OpenAIInvalidDataException("not a known value: " + raw);
        }
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof OpenEnum<?> open && getClass() == open.getClass() && raw.equals(open.raw);
    }

    @Override
    public final int hashCode() {
        return raw.hashCode();
    }

    /** The value in JSON. */
    @Override
    public final String toString() {
        return raw.toString();
    }
}
