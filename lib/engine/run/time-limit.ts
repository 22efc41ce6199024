/** A timeout that can be paused. */
export class TimeLimit {
  private timer: ReturnType<typeof setTimeout> | undefined
  private startedMs = 0
  private pauses = 0

  constructor(
    private leftMs: number,
    private readonly onEnd: () => void,
  ) {
    this.start()
  }

  /** @returns function that resumes it; idempotent */
  pause(): () => void {
    if (this.pauses === 0 && this.timer !== undefined) {
      clearTimeout(this.timer)
      this.leftMs -= performance.now() - this.startedMs
    }
    this.pauses += 1
    let isPaused = true
    return () => {
      if (!isPaused) return
      isPaused = false
      this.pauses -= 1
      if (this.pauses === 0 && this.timer !== undefined) this.start()
    }
  }

  end(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private start(): void {
    this.startedMs = performance.now()
    this.timer = setTimeout(this.onEnd, Math.max(0, this.leftMs))
  }
}
