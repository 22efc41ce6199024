import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** The owner of a slot: workspaces take turns, and so do the apps of a workspace. */
export interface SlotOwner {
  workspaceId: string
  appId: string | null
}

interface Waiter extends SlotOwner {
  admit(release: () => void): void
}

interface Settings {
  /** Concurrent runs. */
  slots: number
  maxWaitMs: number
}

/**
 * The share of a workspace while it is alone; the rest stays free, so that the next workspace does not wait for a long
 * run.
 */
const SHARE_ALONE = 0.75

/**
 * A fair semaphore: a free slot goes to the workspace with the fewest, within it to the app with the fewest, and among
 * equals to the longest waiting. No workspace gets all slots.
 */
export class FairSlots {
  private readonly held = new Map<symbol, SlotOwner>()
  private waiters: Waiter[] = []

  constructor(private readonly settings: Settings) {}

  /**
   * @returns releases the slot; calling it twice is harmless. @throws AppError UNAVAILABLE, or the reason of the signal
   */
  acquire(owner: SlotOwner, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const leave = (error: unknown) => {
        this.waiters = this.waiters.filter((other) => other !== waiter)
        settle()
        reject(error)
      }
      const timer = setTimeout(() => leave(tooBusy()), this.settings.maxWaitMs)
      const onAbort = () => leave(signal.reason)
      const settle = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
      }
      const admit = (release: () => void) => {
        settle()
        resolve(release)
      }
      const waiter: Waiter = { ...owner, admit }
      signal.addEventListener('abort', onAbort, { once: true })
      this.waiters.push(waiter)
      this.admitWaiting()
    })
  }

  private admitWaiting(): void {
    for (let next = this.next(); next; next = this.next()) {
      const admitted = next
      this.waiters = this.waiters.filter((other) => other !== admitted)
      admitted.admit(this.hold(admitted))
    }
  }

  private next(): Waiter | null {
    if (this.held.size >= this.settings.slots) return null
    let best: { waiter: Waiter; ofWorkspace: number; ofApp: number } | null = null
    for (const waiter of this.waiters) {
      const ofWorkspace = this.countHeld(({ workspaceId }) => workspaceId === waiter.workspaceId)
      if (ofWorkspace >= this.shareOf(waiter.workspaceId)) continue
      const ofApp = this.countHeld(
        ({ workspaceId, appId }) => workspaceId === waiter.workspaceId && appId === waiter.appId,
      )
      const isBetter =
        !best || ofWorkspace < best.ofWorkspace || (ofWorkspace === best.ofWorkspace && ofApp < best.ofApp)
      if (isBetter) best = { waiter, ofWorkspace, ofApp }
    }
    return best?.waiter ?? null
  }

  /** How many slots a workspace may have now. */
  private shareOf(workspaceId: string): number {
    const most = Math.max(1, Math.floor(SHARE_ALONE * this.settings.slots))
    const othersWait = this.waiters.some((other) => other.workspaceId !== workspaceId)
    if (!othersWait) return most
    const active = new Set([...this.held.values(), ...this.waiters].map((owner) => owner.workspaceId)).size
    return Math.max(1, Math.floor(most / active))
  }

  private countHeld(isCounted: (owner: SlotOwner) => boolean): number {
    let count = 0
    for (const owner of this.held.values()) if (isCounted(owner)) count += 1
    return count
  }

  private hold({ workspaceId, appId }: SlotOwner): () => void {
    const id = Symbol(workspaceId)
    this.held.set(id, { workspaceId, appId })
    return () => {
      if (this.held.delete(id)) this.admitWaiting()
    }
  }
}

const tooBusy = () =>
  new AppError('UNAVAILABLE', problem('sandbox.busy'), {
    retryAfterSeconds: 60,
  })
