import 'server-only'
import { explainDatabaseFailure } from '@/lib/db/errors/explain-failure'
import { log } from '@/lib/platform/log'

/**
 * Runs chores in sequence. A failing one does not block the others, unless the database is unreachable: then all of
 * them would wait for it. @throws if it is
 */
export async function doChores(chores: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const chore of chores) {
    try {
      await chore()
    } catch (cause) {
      if (explainDatabaseFailure(cause) !== null) throw cause
      log().warn({ cause }, 'chore failed; will retry')
    }
  }
}
