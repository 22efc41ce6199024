import 'server-only'
import { stopMessage } from '@/lib/services/protection/check-caller'
import { protectionBook } from '@/lib/services/protection/protection-book'
import type { System } from '@/lib/services/system'
import { activeRuns } from './active-runs'
import { isStopped } from './public-origins'
import { cancelled } from './resume-run'

const LOOK_MS = 400

/** Ends what this process drives of stopped apps: also what began in the moment before it learned of the stop. */
export async function enforceStops({ db }: Pick<System, 'db'>): Promise<void> {
  const book = protectionBook(db)
  const page = book.peek() ?? (await book.read())
  if (page.stops.size === 0) return
  for (const { run, stop } of activeRuns().values())
    if (run && isStopped(run) && stopMessage(page, run) !== null) stop.end(cancelled())
}

/** Looks while runs are under way. @returns stops it */
export function watchStops(system: Pick<System, 'db'>, onFailure: (cause: unknown) => void): () => void {
  const timer = setInterval(() => {
    if (activeRuns().size > 0) enforceStops(system).catch(onFailure)
  }, LOOK_MS)
  timer.unref()
  return () => clearInterval(timer)
}
