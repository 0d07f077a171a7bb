package com.openai.core;

import java.util.concurrent.ThreadLocalRandom;

/** Time and chance; tests put others in their place. */
interface Clock {
    /** The clock of the machine. */
    Clock SYSTEM = new Clock() {};

    /** Seconds since 1970. */
    default double now() {
        return System.currentTimeMillis() / 1000.0;
    }

    /** A number from 0 to 1. */
    default double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /** Waits. */
    default void sleep(double seconds) throws InterruptedException {
        Thread.sleep((long) (seconds * 1000));
    }
}
