import 'server-only'
import { type FSWatcher, watch } from 'node:fs'
import { and, eq, sql } from 'drizzle-orm'
import { knowledgeSources, sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'
import type { System } from '../../system'
import { createSync } from './create-sync'
import type { SourceRow } from './get-source-row'

/** Time without a change before a sync starts: saving in an editor, or copying many files, is one change. */
const QUIET_MS = 2_000
/** Interval of regular syncs, since changes may be missed on network drives or while no process was watching. */
const SCAN_MINUTES = 15

interface Followed {
  folder: string
  watcher: FSWatcher | null
  timer: NodeJS.Timeout | null
}

/** Watches each folder source that requests it. Called regularly to pick up new and removed sources. */
export async function watchFolders(system: System): Promise<void> {
  const followed = singleton('followed-folders', () => new Map<string, Followed>())
  const folders = env().knowledgeFolders
  if (folders.size === 0) return
  const rows = await system.db.select().from(knowledgeSources).where(eq(knowledgeSources.kind, 'folder'))
  const watchedById = new Map(rows.filter(({ settings }) => settings.watch !== false).map((row) => [row.id, row]))
  for (const [id, { folder, watcher, timer }] of followed) {
    const row = watchedById.get(id)
    if (row && folders.get(String(row.settings.folder)) === folder) continue
    watcher?.close()
    if (timer) clearTimeout(timer)
    followed.delete(id)
  }
  for (const [id, source] of watchedById) {
    const folder = folders.get(String(source.settings.folder))
    if (folder !== undefined && !followed.has(id)) followed.set(id, follow(system, source, folder))
    if (folder !== undefined) await scanWhenOld(system, source)
  }
}

function follow(system: System, source: SourceRow, folder: string): Followed {
  const entry: Followed = { folder, watcher: null, timer: null }
  const changed = () => {
    if (entry.timer) clearTimeout(entry.timer)
    entry.timer = setTimeout(() => {
      void startSync(system, source).catch((cause: unknown) =>
        log().warn({ cause, sourceId: source.id }, 'failed to sync a changed folder'),
      )
    }, QUIET_MS)
    entry.timer.unref()
  }
  try {
    entry.watcher = watch(folder, { recursive: true, persistent: false }, changed)
    // If the system cannot watch all folders, the scan detects changes.
    entry.watcher.on('error', (cause) => log().warn({ cause, sourceId: source.id }, 'failed to watch a folder'))
  } catch (cause) {
    log().warn({ cause, sourceId: source.id }, 'failed to watch a folder')
  }
  return entry
}

async function scanWhenOld(system: System, source: SourceRow): Promise<void> {
  const recent = await system.db.$count(
    sourceSyncs,
    and(
      eq(sourceSyncs.sourceId, source.id),
      sql`${sourceSyncs.createdAt} > now() - make_interval(mins => ${SCAN_MINUTES})`,
    ),
  )
  if (recent === 0) await startSync(system, source)
}

async function startSync(system: System, { id, workspaceId }: SourceRow): Promise<void> {
  await system.db.transaction((tx) => createSync(tx, system, { id, workspaceId }, { cause: 'change' }))
}
