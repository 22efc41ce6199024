export type Release = () => void

/** Decides who gets a slot. */
export interface SlotPolicy<Request> {
  /** The position of the request that gets a slot now, or -1 if none does. @param waiting in order of arrival */
  next(waiting: readonly Request[]): number
  /** A request acquired a slot. */
  occupy(request: Request): void
  release(request: Request): void
  /** Whether a request may wait behind these. */
  mayWait(request: Request, waiting: readonly Request[]): boolean
}

interface Limits {
  maxWaitMs?: number
  /** For requests that may not wait, or waited too long. */
  tooBusy: () => Error
}

interface Waiter<Request> {
  request: Request
  admit(release: Release): void
}

/** Limits concurrent work in this process. Requests without a free slot wait until the policy admits them. */
export class Semaphore<Request> {
  private waiters: Waiter<Request>[] = []

  constructor(
    private readonly policy: SlotPolicy<Request>,
    /** With null, requests wait as long as it takes. */
    private readonly limits: Limits | null = null,
  ) {}

  /** @returns releases the slot; calling it twice is harmless. @throws `tooBusy`, or the reason of the signal */
  acquire(request: Request, signal?: AbortSignal): Promise<Release> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const leave = (error: unknown) => {
        this.remove(waiter)
        settle()
        reject(error)
        this.admitWaiting()
      }
      const onAbort = () => leave(signal?.reason)
      let timer: ReturnType<typeof setTimeout> | undefined
      const settle = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
      }
      let isAdmitted = false
      const waiter: Waiter<Request> = {
        request,
        admit: (release) => {
          isAdmitted = true
          settle()
          resolve(release)
        },
      }
      const requestsAhead = this.requests()
      this.waiters.push(waiter)
      this.admitWaiting()
      if (isAdmitted) return
      signal?.addEventListener('abort', onAbort, { once: true })
      const { limits } = this
      if (!limits) return
      if (!this.policy.mayWait(request, requestsAhead)) leave(limits.tooBusy())
      else if (limits.maxWaitMs !== undefined) timer = setTimeout(() => leave(limits.tooBusy()), limits.maxWaitMs)
    })
  }

  /** Holds a slot while the work runs. */
  async run<T>(request: Request, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const release = await this.acquire(request, signal)
    try {
      return await work()
    } finally {
      release()
    }
  }

  private requests(): Request[] {
    return this.waiters.map(({ request }) => request)
  }

  private remove(waiter: Waiter<Request>): void {
    this.waiters = this.waiters.filter((other) => other !== waiter)
  }

  private admitWaiting(): void {
    while (this.waiters.length > 0) {
      const waiter = this.waiters[this.policy.next(this.requests())]
      if (!waiter) return
      this.remove(waiter)
      waiter.admit(this.occupy(waiter.request))
    }
  }

  private occupy(request: Request): Release {
    this.policy.occupy(request)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      this.policy.release(request)
      this.admitWaiting()
    }
  }
}

/** A fixed number of slots in order of arrival. */
export function firstComeFirstServed(slots: number, maxWaiting = Number.POSITIVE_INFINITY): SlotPolicy<null> {
  let held = 0
  return {
    next: () => (held < slots ? 0 : -1),
    occupy: () => {
      held += 1
    },
    release: () => {
      held -= 1
    },
    mayWait: (_, { length }) => length < maxWaiting,
  }
}
