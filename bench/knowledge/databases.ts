import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { OpenDatabase } from '@/lib/db/database'
import { migrateDatabase } from '@/lib/db/migrate'
import { openEmbedded, openPostgres } from '@/lib/db/open-database'
import { startPostgres } from '../../scripts/services.mjs'

/** A new database of this kind for the duration of the work. */
export async function withDatabase(kind: string, work: (database: OpenDatabase) => Promise<void>): Promise<void> {
  if (kind === 'embedded') {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-knowledge-'))
    const database = await openEmbedded(folder)
    await migrateDatabase(database)
    await work(database)
    await database.close()
    rmSync(folder, { recursive: true, force: true })
    return
  }
  const postgres = await startPostgres()
  if (!postgres) throw new Error('There is no PostgreSQL with pgvector.')
  const database = await openPostgres(postgres.url)
  await migrateDatabase(database)
  await work(database)
  await database.close()
  postgres.stop()
}
