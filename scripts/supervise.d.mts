import type { ChildProcess } from 'node:child_process'

export function supervise(
  start: () => ChildProcess,
  options?: { say?: (line: string) => void; nowMs?: () => number },
): Promise<number>
