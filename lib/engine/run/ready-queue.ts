import type { Frame } from '../frames/frame'
import type { Slot } from './run-session'

interface Waiting {
  frame: Frame
  step: number
  next: Waiting | null
}

/** Steps that may start, of all frames, first come first served; and the places for those that run. */
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

  /** Starts what may start while there are places. */
  pump(): void {
    while (this.used < this.places && this.first) {
      const { frame, step, next } = this.first
      this.first = next
      if (!next) this.last = null
      // A step that waited for its turn may have become useless meanwhile.
      if (frame.isClosed || frame.machine.statusOf(step) !== 'ready') continue
      this.used += 1
      this.launch(frame, step, { isHeld: true })
    }
  }

  /** Of a step that has ended, or waits for its frames and needs no place meanwhile: else nested ones would wait for ever. */
  giveBack(slot: Slot): void {
    if (!slot.isHeld) return
    slot.isHeld = false
    this.used -= 1
  }
}
