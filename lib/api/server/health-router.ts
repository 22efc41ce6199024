import 'server-only'
import { statfs } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { dataDir } from '@/lib/platform/paths'
import { sharedClock } from '@/lib/platform/shared-clock'
import { stalledRuns } from '@/lib/runs/maintenance/watch-stalled-runs'
import { checkSandbox } from '@/lib/sandbox/sandbox-adapter'
import type { System } from '@/lib/services/system'
import { isDraining } from './draining'

const HEADERS = { 'x-patchbay': '1', 'cache-control': 'no-store' }
/** A database or sandbox that takes longer to respond counts as unavailable. */
const CHECK_TIMEOUT_MS = 2_000

/** The embedded database writes its log in files of 16 MB. */
const MIN_FREE_BYTES = 20 * 1024 * 1024

/**
 * `live` means that the process responds and states its identity; restart it if it does not. `ready` means
 * that it can do its work; if it cannot, send it no requests. `/api/health` reports the same as `ready`, by
 * component.
 */
export function createHealthRouter(system: System): Hono {
  const router = new Hono()
  router.get('/api/health/live', () => Response.json({ ok: true, pid: process.pid }, { headers: HEADERS }))
  const ready = async () => {
    const [database, sandbox, disk] = await Promise.all([
      isUp(system.db.execute(sql`select 1`)),
      isUp(checkSandbox()),
      hasRoom(),
    ])
    const draining = isDraining()
    const ok = database && sandbox && disk && !draining
    // The last two do not affect `ok`: they need an operator, and other processes have the same values.
    const clockOffsetSeconds = Math.round(-sharedClock().correctionMs / 1_000)
    const parts = { ok, database, sandbox, disk, draining, clockOffsetSeconds, stalledRuns: stalledRuns() }
    return Response.json(parts, { status: ok ? 200 : 503, headers: HEADERS })
  }
  router.get('/api/health', ready)
  router.get('/api/health/ready', ready)
  return router
}

/** Checks the data folder's disk. If that is impossible, the database reports a full disk. */
async function hasRoom(): Promise<boolean> {
  const disk = await statfs(dataDir()).catch(() => null)
  return disk === null || disk.bavail * disk.bsize >= MIN_FREE_BYTES
}

function isUp(check: PromiseLike<unknown>): Promise<boolean> {
  const timedOut = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), CHECK_TIMEOUT_MS).unref())
  const answer = Promise.resolve(check).then(
    () => true,
    () => false,
  )
  return Promise.race([answer, timedOut])
}
