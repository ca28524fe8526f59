/** What a handler is told. Node's own events cost more than a whole transaction here. */
export class StorageEvent {
  readonly type: string;
  readonly target: unknown;
  readonly oldVersion: number | undefined;
  readonly newVersion: number | null | undefined;
  defaultPrevented = false;
  stopped = false;

  constructor(type: string, target: unknown, versions?: { oldVersion: number; newVersion: number | null }) {
    this.type = type;
    this.target = target;
    this.oldVersion = versions?.oldVersion;
    this.newVersion = versions?.newVersion;
  }

  preventDefault(): void {
    this.defaultPrevented = true;
  }

  stopPropagation(): void {
    this.stopped = true;
  }
}

export type Handler = (event: StorageEvent) => unknown;

/** Whatever can be listened to. The `on…` handler is called first, as if it had been set first. */
export class Source {
  #listeners: Map<string, Map<Handler, boolean>> | undefined;

  addEventListener(type: string, listener: Handler, options?: { readonly once?: boolean }): void {
    this.#listeners ??= new Map();
    const listeners = this.#listeners.get(type) ?? new Map<Handler, boolean>();
    if (!listeners.has(listener)) listeners.set(listener, options?.once ?? false);
    this.#listeners.set(type, listeners);
  }

  removeEventListener(type: string, listener: Handler): void {
    this.#listeners?.get(type)?.delete(listener);
  }

  protected isHeard(type: string, handler: Handler | null): boolean {
    return handler !== null || (this.#listeners?.get(type)?.size ?? 0) > 0;
  }

  protected fire(event: StorageEvent, handler: Handler | null): void {
    handler?.call(this, event);
    const listeners = this.#listeners?.get(event.type);
    if (!listeners) return;
    for (const [listener, once] of [...listeners]) {
      if (once) listeners.delete(listener);
      listener.call(this, event);
    }
  }
}
