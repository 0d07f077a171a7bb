/** Where this runs. */

interface World {
  readonly process?: {
    readonly env?: Readonly<Record<string, string | undefined>>;
  };
  readonly window?: { readonly document?: unknown };
  readonly navigator?: unknown;
}

const world = globalThis as World;

/** A variable of the environment; undefined where there is none, or it is empty. */
export function variable(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  return world.process?.env?.[name]?.trim() || undefined;
}

/** Whether this is a web page, whose visitors can read all that it knows. */
export function isBrowser(): boolean {
  return world.window?.document !== undefined && world.navigator !== undefined;
}

/** Waits; rejects at once when the signal is aborted. */
export async function sleep(
  seconds: number,
  signal?: AbortSignal | null,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const aborted = (): void => {
      clearTimeout(timer);
      reject(new DOMException("aborted", "AbortError"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", aborted);
      resolve();
    }, seconds * 1000);
    if (signal?.aborted) aborted();
    else signal?.addEventListener("abort", aborted, { once: true });
  });
}
