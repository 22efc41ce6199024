import 'server-only'
import os from 'node:os'
import { sql } from 'drizzle-orm'
import { rows } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'
import { sharedClock } from '@/lib/platform/shared-clock'
import { singleton } from '@/lib/platform/singleton'
import { raiseInstanceAlert } from '@/lib/services/inbox/raise-instance-alert'
import type { System } from '@/lib/services/system'

/** Whether the wrong clock of this machine was already reported. */
const reported = () => singleton('clock-reported', () => ({ isWrong: false }))

/** Compares this machine's clock with the database's. Reports a difference once, and its end. */
export async function compareClocks({ db }: Pick<System, 'db'>, wall: () => number = Date.now): Promise<void> {
  const sentAtMs = wall()
  const [row] = rows<{ ms: number | string }>(
    await db.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as ms`),
  )
  const clock = sharedClock()
  if (clock.measure({ sentAtMs, answeredMs: wall(), databaseMs: Number(row?.ms) }) === null) return
  const { correctionMs } = clock
  const isWrong = correctionMs !== 0
  if (isWrong === reported().isWrong) return
  reported().isWrong = isWrong
  if (!isWrong) {
    log().info('the system clock agrees with the database again')
    return
  }
  const host = os.hostname()
  const seconds = Math.round(Math.abs(correctionMs) / 1_000)
  const difference = `${seconds} seconds ${correctionMs > 0 ? 'behind' : 'ahead of'}`
  log().warn(
    { offsetMs: -correctionMs, host },
    `The clock of this machine is ${difference} the database's. Times of runs are corrected; set the clock, for example by NTP.`,
  )
  await raiseInstanceAlert(db, {
    kind: 'clock-wrong',
    key: host,
    title: problem('alerts.clockWrong', { host }),
    message: problem(correctionMs > 0 ? 'alerts.clockBehind' : 'alerts.clockAhead', { seconds }),
  })
}
