import { singleton } from '@/lib/platform/singleton'

const PAUSE_MS = 30_000

/** Distributes calls over the keys of a connection and pauses rejected ones. Per process, not stored. */
export class KeyRotation {
  private readonly turns = new Map<string, number>()
  private readonly pausedUntil = new Map<string, number>()

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Indexes of the keys in the order to try them; paused keys come last. */
  order(connectionId: string, count: number): number[] {
    if (count < 2) return [0]
    const turn = this.turns.get(connectionId) ?? 0
    this.turns.set(connectionId, (turn + 1) % count)
    const rotated = Array.from({ length: count }, (_, index) => (turn + index) % count)
    const isPaused = (index: number) => (this.pausedUntil.get(`${connectionId}#${index}`) ?? 0) > this.now()
    return [...rotated.filter((index) => !isPaused(index)), ...rotated.filter(isPaused)]
  }

  rest(connectionId: string, index: number, seconds?: number): void {
    this.pausedUntil.set(`${connectionId}#${index}`, this.now() + (seconds === undefined ? PAUSE_MS : seconds * 1_000))
  }
}

export const keyRotation = (): KeyRotation => singleton('key-rotation', () => new KeyRotation())
