import type { ChildProcess } from 'node:child_process'

export function supervise(
  start: (isRestart: boolean) => ChildProcess,
  options?: {
    stopped?: AbortSignal
    say?: (line: string) => void
    nowMs?: () => number
    firstPauseMs?: number
    restartsAlways?: () => boolean
  },
): Promise<number>
