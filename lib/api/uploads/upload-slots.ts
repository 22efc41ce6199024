import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { type Release, Semaphore, type SlotPolicy } from '@/lib/core/semaphore'
import { problem } from '@/lib/messages/problems/problem'
import { singleton } from '@/lib/platform/singleton'

export interface UploadRequest {
  /** Maximum size of the upload. */
  bytes: number
  /**
   * Quota keys (visitor, IP address), each with its own limit of concurrent uploads. Absent for API keys and members.
   */
  visitor?: readonly string[]
  signal?: AbortSignal
}

interface Settings {
  /** For all uploads in progress in this process. */
  totalBytes: number
  /** Quota for uploads of visitors: the remaining space is reserved for keys and the studio. */
  visitorBytes: number
  perVisitor: number
  maxWaitingPerVisitor: number
  maxWaiting: number
  maxWaitMs: number
}

const MB = 1024 * 1024

/**
 * Admission control of uploads: how many bytes of them a process holds at once. Others wait for a
 * while.
 */
export class UploadSlots {
  private readonly semaphore: Semaphore<UploadRequest>

  constructor({ maxWaitMs, ...settings }: Settings) {
    this.semaphore = new Semaphore(new UploadPolicy(settings), { maxWaitMs, tooBusy: tooMany })
  }

  /** @returns function that releases the bytes; calling it twice is harmless. @throws RATE_LIMITED, or the reason of the signal */
  acquire(request: UploadRequest): Promise<Release> {
    return this.semaphore.acquire(request, request.signal)
  }
}

class UploadPolicy implements SlotPolicy<UploadRequest> {
  private readonly occupied = { total: 0, visitors: 0 }
  private readonly inProgress = new Map<string, number>()

  constructor(private readonly settings: Omit<Settings, 'maxWaitMs'>) {}

  /** Admitted in order, so that a large upload is not overtaken forever; only a visitor's own limit lets others pass. */
  next(waiting: readonly UploadRequest[]): number {
    let isFullForVisitors = false
    for (const [index, request] of waiting.entries()) {
      const isBlocked = isFullForVisitors && request.visitor !== undefined
      if (!isBlocked && this.hasRoom(request)) return index
      if (!this.fits(this.occupied.total, request.bytes, this.settings.totalBytes)) return -1
      isFullForVisitors ||= request.visitor !== undefined && !this.hasVisitorBytes(request)
    }
    return -1
  }

  mayWait({ visitor }: UploadRequest, waiting: readonly UploadRequest[]): boolean {
    const visitorUploads = waiting.filter((other) => other.visitor?.some((name) => visitor?.includes(name)))
    return visitorUploads.length < this.settings.maxWaitingPerVisitor && waiting.length < this.settings.maxWaiting
  }

  occupy(request: UploadRequest): void {
    this.change(request, 1)
  }

  release(request: UploadRequest): void {
    this.change(request, -1)
  }

  private hasRoom(request: UploadRequest): boolean {
    if (!this.fits(this.occupied.total, request.bytes, this.settings.totalBytes)) return false
    if (request.visitor === undefined) return true
    const isBelow = (name: string) => (this.inProgress.get(name) ?? 0) < this.settings.perVisitor
    return request.visitor.every(isBelow) && this.hasVisitorBytes(request)
  }

  private hasVisitorBytes({ bytes }: UploadRequest): boolean {
    return this.fits(this.occupied.visitors, bytes, this.settings.visitorBytes)
  }

  /** An upload larger than the limit is admitted when no other is held. */
  private fits(occupied: number, bytes: number, limit: number): boolean {
    return occupied === 0 || occupied + bytes <= limit
  }

  private change({ bytes, visitor }: UploadRequest, sign: 1 | -1): void {
    this.occupied.total += sign * bytes
    if (visitor !== undefined) this.occupied.visitors += sign * bytes
    for (const name of visitor ?? []) this.count(name, sign)
  }

  private count(name: string, by: 1 | -1): void {
    const count = (this.inProgress.get(name) ?? 0) + by
    if (count > 0) this.inProgress.set(name, count)
    else this.inProgress.delete(name)
  }
}

/** The upload slots of this process. */
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
