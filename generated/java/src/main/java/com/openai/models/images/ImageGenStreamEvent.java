package com.openai.models.images;

import com.openai.core.Arms;
import com.openai.core.JsonValue;
import com.openai.core.Union;
import java.util.Optional;

/** An event of a streamed generation. */
public final class ImageGenStreamEvent extends Union {
    private static final Arms ARMS =
            Arms.byTag("type").arm("image_generation.partial_image").arm("image_generation.completed");

    private ImageGenStreamEvent(JsonValue json) {
        super(json, ARMS);
    }

    /** Takes any value, also one of a type that is not known. */
    public static ImageGenStreamEvent from(JsonValue json) {
        return new ImageGenStreamEvent(json);
    }

    /** Makes one of a value. */
    public static ImageGenStreamEvent ofPartialImage(ImageGenPartialImageEvent partialImage) {
        return new ImageGenStreamEvent(JsonValue.from(partialImage));
    }

    /** Makes one of a value. */
    public static ImageGenStreamEvent ofCompleted(ImageGenCompletedEvent completed) {
        return new ImageGenStreamEvent(JsonValue.from(completed));
    }

    /** The value, if it is of this type. */
    public Optional<ImageGenPartialImageEvent> partialImage() {
        return as(0, ImageGenPartialImageEvent::from);
    }

    /** Whether the value is of this type. */
    public boolean isPartialImage() {
        return is(0);
    }

    /** The value; throws if it is of another type. */
    public ImageGenPartialImageEvent asPartialImage() {
        return partialImage().orElseThrow(() -> isNot("partialImage"));
    }

    /** The value, if it is of this type. */
    public Optional<ImageGenCompletedEvent> completed() {
        return as(1, ImageGenCompletedEvent::from);
    }

    /** Whether the value is of this type. */
    public boolean isCompleted() {
        return is(1);
    }

    /** The value; throws if it is of another type. */
    public ImageGenCompletedEvent asCompleted() {
        return completed().orElseThrow(() -> isNot("completed"));
    }

    /** Calls the method of a visitor that is for the type of the value. */
    public <T> T accept(Visitor<T> visitor) {
        return switch (arm()) {
            case 0 -> visitor.visitPartialImage(asPartialImage());
            case 1 -> visitor.visitCompleted(asCompleted());
            default -> visitor.unknown(_json());
        };
    }

    /**
     * A method for each type.
     *
     * @param <T> what its methods return
     */
    public interface Visitor<T> {
        /** Takes a value of this type. */
        T visitPartialImage(ImageGenPartialImageEvent partialImage);

        /** Takes a value of this type. */
        T visitCompleted(ImageGenCompletedEvent completed);

        /** Takes a value of no type that is known; throws if it is not overridden. */
        default T unknown(JsonValue json) {
            throw Union.unknownType();
        }
    }
}
