import type { Frame } from '../frames/frame'
import type { Slot } from './run-session'

interface Waiting {
  frame: Frame
  step: number
  next: Waiting | null
}

/** Queue of ready steps of all frames, first come, first served, with a limited number of slots. */
export class ReadyQueue {
  private first: Waiting | null = null
  private last: Waiting | null = null
  private used = 0

  constructor(
    private readonly places: number,
    private readonly launch: (frame: Frame, step: number, slot: Slot) => void,
  ) {}

  add(frame: Frame, step: number): void {
    const waiting = { frame, step, next: null }
    if (this.last) this.last.next = waiting
    else this.first = waiting
    this.last = waiting
  }

  /** Starts ready steps while there are free slots. */
  pump(): void {
    while (this.used < this.places && this.first) {
      const { frame, step, next } = this.first
      this.first = next
      if (!next) this.last = null
      // A queued step may have become useless meanwhile.
      if (frame.isClosed || frame.machine.statusOf(step) !== 'ready') continue
      this.used += 1
      this.launch(frame, step, { isHeld: true })
    }
  }

  /** Releases the slot of a step that has ended, or waits for its frames: otherwise nested steps would deadlock. */
  giveBack(slot: Slot): void {
    if (!slot.isHeld) return
    slot.isHeld = false
    this.used -= 1
  }
}
