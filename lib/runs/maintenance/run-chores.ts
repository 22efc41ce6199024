import 'server-only'
import { explainDatabaseFailure } from '@/lib/db/errors/explain-failure'
import { log } from '@/lib/platform/log'

/**
 * Runs chores in sequence. A failing one does not block the others. @throws when the database is unreachable: every
 * further chore would only wait for it
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
