import type { SpawnOptions } from 'node:child_process'

export function supervise(program: {
  command: string
  args: string[]
  options?: SpawnOptions
  say?: (line: string) => void
  nowMs?: () => number
}): Promise<number>
