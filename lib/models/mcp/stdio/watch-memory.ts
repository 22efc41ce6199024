import 'server-only'
import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { log } from '@/lib/platform/log'

const MAX_KILOBYTES = 512 * 1_024
const POLL_INTERVAL_MS = 250

/**
 * Ends a process that uses more than 512 MB of resident memory; a limit of the address space would stop every Node
 * process. Works only where /proc exists. @returns function that stops watching
 */
export function watchMemory(child: ChildProcess): () => void {
  const timer = setInterval(() => {
    readFile(`/proc/${child.pid}/status`, 'utf8').then(
      (status) => {
        const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0)
        if (kilobytes <= MAX_KILOBYTES || child.exitCode !== null) return
        log().warn({ pid: child.pid, kilobytes }, 'ended an MCP process that used too much memory')
        child.kill('SIGKILL')
      },
      () => undefined,
    )
  }, POLL_INTERVAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}
