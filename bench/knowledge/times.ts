import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import type { OpenDatabase } from '@/lib/db/database'
import { rows } from '@/lib/db/database'

/** Ticks of the kernel's clock in /proc: 100 per second on every Linux. */
const MS_PER_TICK = 10

export function percentile(durations: readonly number[], share: number): number {
  const ordered = [...durations].sort((a, b) => a - b)
  return ordered[Math.floor(ordered.length * share)] ?? 0
}

/** CPU time of this process so far, including threads. */
export function processMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** CPU time of the database processes that serve us; 0 for the embedded one, which is a thread of this process. */
export async function backendMs({ kind, orm }: OpenDatabase): Promise<number> {
  if (kind === 'embedded') return 0
  const found = rows<{ pid: number }>(
    await orm.execute(sql`select pid from pg_stat_activity where datname = current_database()`),
  )
  return found.reduce((sum, { pid }) => sum + ticksOf(pid) * MS_PER_TICK, 0)
}

function ticksOf(pid: number): number {
  try {
    // After the name, which may contain spaces: the 12th and 13th fields are user and system time.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  } catch {
    return 0
  }
}
