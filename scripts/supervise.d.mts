import type { ChildProcess } from 'node:child_process'

export function supervise(
  start: () => ChildProcess,
  options?: { stopped?: AbortSignal; say?: (line: string) => void; nowMs?: () => number },
): Promise<number>
