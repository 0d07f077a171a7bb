package com.openai.core;

import com.openai.errors.OpenAIInvalidDataException;
import java.util.Optional;
import java.util.function.Function;

/** A value of one of several types, or of one that is not known yet. It keeps exactly what came. */
public abstract class Union {
    private final JsonValue json;
    private final int arm;

    /** Makes one of any value; {@code arms} tell of which type it is. */
    protected Union(JsonValue json, Arms arms) {
        this.json = json;
        this.arm = arms.of(json.node);
    }

    /** The value as JSON, as it came or as it is sent. */
    public final JsonValue _json() {
        return json;
    }

    /** Whether the value is of the type of that number. */
    protected final boolean is(int number) {
        return arm == number;
    }

    /** The value, if it is of the type of that number. */
    protected final <T> Optional<T> as(int number, Function<JsonValue, T> read) {
        return arm == number ? Optional.of(read.apply(json)) : Optional.empty();
    }

    /** The number of the value's type; -1 if it is of none that is known. */
    protected final int arm() {
        return arm;
    }

    /** The exception that says that the value is of another type. */
    protected final OpenAIInvalidDataException isNot(String wanted) {
        return new OpenAIInvalidDataException(getClass().getSimpleName() + " is no " + wanted);
    }

    /** The exception of a visitor that knows no method for a value. */
    public static OpenAIInvalidDataException unknownType() {
        return new OpenAIInvalidDataException("the value is of a type that is not known");
    }

    /** Whether another value is of the same class and equal as JSON. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof Union union && getClass() == union.getClass() && json.equals(union.json);
    }

    @Override
    public final int hashCode() {
        return json.hashCode();
    }

    /** The name of the class, and the value as JSON. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + json;
    }
}
