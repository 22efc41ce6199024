import type { Frame } from './frame'
import type { Slot } from './run-session'

/** Steps that may start, of all frames, first come first served; and the places for those that run. */
export class ReadyQueue {
  private frames: Frame[] = []
  private steps: number[] = []
  private head = 0
  private used = 0

  constructor(
    private readonly places: number,
    private readonly launch: (frame: Frame, step: number, slot: Slot) => void,
  ) {}

  add(frame: Frame, step: number): void {
    this.frames.push(frame)
    this.steps.push(step)
  }

  /** Starts what may start while there are places. */
  pump(): void {
    while (this.used < this.places && this.head < this.steps.length) {
      const frame = this.frames[this.head]
      const step = this.steps[this.head]
      this.head += 1
      if (this.head === this.steps.length) this.clear()
      // A step that waited for its turn may have become useless meanwhile.
      if (!frame || step === undefined || frame.isClosed || frame.machine.statusOf(step) !== 'ready') continue
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

  private clear(): void {
    this.frames = []
    this.steps = []
    this.head = 0
  }
}
