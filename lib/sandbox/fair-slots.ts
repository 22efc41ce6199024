import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { Semaphore, type SlotPolicy } from '@/lib/core/semaphore'
import { problem } from '@/lib/messages/problems/problem'

/** The owner of a slot: workspaces take turns, and so do the apps of a workspace. */
export interface SlotOwner {
  workspaceId: string
  appId: string | null
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
export const fairSlots = ({ slots, maxWaitMs }: Settings): Semaphore<SlotOwner> =>
  new Semaphore(new FairPolicy(slots), { maxWaitMs, tooBusy })

class FairPolicy implements SlotPolicy<SlotOwner> {
  private readonly occupied: SlotOwner[] = []

  constructor(private readonly slots: number) {}

  next(waiting: readonly SlotOwner[]): number {
    if (this.occupied.length >= this.slots) return -1
    let best: { at: number; workspaceSlots: number; appSlots: number } | null = null
    for (const [index, { workspaceId, appId }] of waiting.entries()) {
      const workspaceSlots = this.countOccupied((owner) => owner.workspaceId === workspaceId)
      if (workspaceSlots >= this.shareOf(workspaceId, waiting)) continue
      const appSlots = this.countOccupied((owner) => owner.workspaceId === workspaceId && owner.appId === appId)
      const isBetter =
        !best ||
        workspaceSlots < best.workspaceSlots ||
        (workspaceSlots === best.workspaceSlots && appSlots < best.appSlots)
      if (isBetter) best = { at: index, workspaceSlots, appSlots }
    }
    return best?.at ?? -1
  }

  occupy(owner: SlotOwner): void {
    this.occupied.push(owner)
  }

  release(owner: SlotOwner): void {
    this.occupied.splice(this.occupied.indexOf(owner), 1)
  }

  mayWait(): boolean {
    return true
  }

  /** Number of slots that a workspace may have now. */
  private shareOf(workspaceId: string, waiting: readonly SlotOwner[]): number {
    const most = Math.max(1, Math.floor(SHARE_ALONE * this.slots))
    const haveOthersWaiting = waiting.some((other) => other.workspaceId !== workspaceId)
    if (!haveOthersWaiting) return most
    const active = new Set([...this.occupied, ...waiting].map((owner) => owner.workspaceId)).size
    return Math.max(1, Math.floor(most / active))
  }

  private countOccupied(isCounted: (owner: SlotOwner) => boolean): number {
    return this.occupied.filter(isCounted).length
  }
}

const tooBusy = () => new AppError('UNAVAILABLE', problem('sandbox.busy'), { retryAfterSeconds: 60 })
