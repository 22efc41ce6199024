import 'server-only'
import { explainDatabaseFailure } from '@/lib/db/explain-failure'
import { log } from '@/lib/platform/log'

/**
 * Does them one after the other. One that fails keeps none of the others waiting, unless the database is away: then they
 * would all wait for it. @throws when it is
 */
export async function doChores(chores: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const chore of chores) {
    try {
      await chore()
    } catch (cause) {
      if (explainDatabaseFailure(cause) !== null) throw cause
      log().warn({ cause }, 'a regular task failed, and is tried again')
    }
  }
}
