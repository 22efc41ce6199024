import { afterEach, beforeEach, vi } from 'vitest'

/**
 * For test files without real input and output: when nothing else can run, time jumps to the next timer. Delays take no
 * time, and their order is exact.
 */
export function installVirtualTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    })
    vi.setTimerTickMode('nextTimerAsync')
  })
  afterEach(() => {
    vi.setTimerTickMode('manual')
    vi.useRealTimers()
  })
}
