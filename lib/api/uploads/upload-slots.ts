import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { singleton } from '@/lib/platform/singleton'

export interface UploadRequest {
  /** Maximum size of the upload. */
  bytes: number
  /**
   * Names of a visitor and of an address, each with its own limit of concurrent uploads; none for
   * keys and members.
   */
  visitor?: readonly string[]
  signal?: AbortSignal
}

interface Settings {
  /** For all uploads in progress in this process. */
  totalBytes: number
  /** For those by visitors: the rest stays free for keys and the studio. */
  visitorBytes: number
  perVisitor: number
  maxWaitingPerVisitor: number
  maxWaiting: number
  maxWaitMs: number
}

interface Waiter extends UploadRequest {
  admit(release: () => void): void
}

const MB = 1024 * 1024

/**
 * Admission control of uploads: how many bytes of them a process holds at once. Others wait for a
 * while, in order.
 */
export class UploadSlots {
  private readonly held = { total: 0, visitors: 0 }
  private readonly inProgress = new Map<string, number>()
  private waiters: Waiter[] = []

  constructor(private readonly settings: Settings) {}

  /**
   * @returns function that releases the bytes; idempotent. @throws AppError RATE_LIMITED, or why
   * the signal aborted
   */
  acquire(request: UploadRequest): Promise<() => void> {
    request.signal?.throwIfAborted()
    if (this.waiters.length === 0 && this.hasRoom(request)) return Promise.resolve(this.hold(request))
    const ofVisitor = this.waiters.filter(({ visitor = [] }) => visitor.some((name) => request.visitor?.includes(name)))
    if (ofVisitor.length >= this.settings.maxWaitingPerVisitor || this.waiters.length >= this.settings.maxWaiting)
      return Promise.reject(tooMany())
    return this.wait(request)
  }

  private wait(request: UploadRequest): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const leave = (error: unknown) => {
        this.waiters = this.waiters.filter((other) => other !== waiter)
        settle()
        reject(error)
        this.admitWaiting()
      }
      const timer = setTimeout(() => leave(tooMany()), this.settings.maxWaitMs)
      const onAbort = () => leave(request.signal?.reason)
      const settle = () => {
        clearTimeout(timer)
        request.signal?.removeEventListener('abort', onAbort)
      }
      const admit = (release: () => void) => {
        settle()
        resolve(release)
      }
      const waiter: Waiter = { ...request, admit }
      request.signal?.addEventListener('abort', onAbort, { once: true })
      this.waiters.push(waiter)
      this.admitWaiting()
    })
  }

  /** In order, so that a large upload is not overtaken forever; only a visitor's own limit lets others pass. */
  private admitWaiting(): void {
    const staying: Waiter[] = []
    let isFull = false
    let isFullForVisitors = false
    for (const waiter of this.waiters) {
      const isBlocked = isFull || (isFullForVisitors && waiter.visitor !== undefined)
      if (!isBlocked && this.hasRoom(waiter)) {
        waiter.admit(this.hold(waiter))
        continue
      }
      staying.push(waiter)
      isFull ||= !this.fits(this.held.total, waiter.bytes, this.settings.totalBytes)
      isFullForVisitors ||= waiter.visitor !== undefined && !this.hasVisitorBytes(waiter)
    }
    this.waiters = staying
  }

  private hasRoom(request: UploadRequest): boolean {
    if (!this.fits(this.held.total, request.bytes, this.settings.totalBytes)) return false
    if (request.visitor === undefined) return true
    const isBelow = (name: string) => (this.inProgress.get(name) ?? 0) < this.settings.perVisitor
    return request.visitor.every(isBelow) && this.hasVisitorBytes(request)
  }

  private hasVisitorBytes({ bytes }: UploadRequest): boolean {
    return this.fits(this.held.visitors, bytes, this.settings.visitorBytes)
  }

  /** An upload larger than the limit is admitted when no other is held. */
  private fits(held: number, bytes: number, limit: number): boolean {
    return held === 0 || held + bytes <= limit
  }

  private hold({ bytes, visitor }: UploadRequest): () => void {
    const change = (sign: 1 | -1) => {
      this.held.total += sign * bytes
      if (visitor !== undefined) this.held.visitors += sign * bytes
      for (const name of visitor ?? []) this.count(name, sign)
    }
    change(1)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      change(-1)
      this.admitWaiting()
    }
  }

  private count(name: string, by: 1 | -1): void {
    const count = (this.inProgress.get(name) ?? 0) + by
    if (count > 0) this.inProgress.set(name, count)
    else this.inProgress.delete(name)
  }
}

/** Of this process. */
export const uploadSlots = (): UploadSlots =>
  singleton(
    'upload-slots',
    () =>
      new UploadSlots({
        totalBytes: 64 * MB,
        visitorBytes: 38 * MB,
        perVisitor: 2,
        maxWaitingPerVisitor: 10,
        maxWaiting: 100,
        maxWaitMs: 15_000,
      }),
  )

const tooMany = () => new AppError('RATE_LIMITED', problem('request.tooManyUploads'), { retryAfterSeconds: 5 })
