import 'server-only'
import { execFile } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { makePrivate } from '@/lib/platform/make-folder'
import { distFile } from '@/lib/platform/paths'
import { isFull, prepareDataFolder, unwritable } from '@/lib/platform/prepare-data-folder'
import { dropSingleton, singleton } from '@/lib/platform/singleton'
import { EmbeddedClient } from './embedded-client'
import { lockFolder } from './folder-lock'

export interface OpenClient {
  client: EmbeddedClient
  close(): Promise<void>
}

/**
 * The database of a data folder, opened once per process. Opening takes as long as loading the rest of the server, so
 * server.ts starts it first: no drizzle here. @throws AppError with a plain sentence
 */
export function openEmbeddedClient(folder: string): Promise<OpenClient> {
  const key = `embedded:${folder}`
  return singleton(key, () =>
    openClient(folder, () => dropSingleton(key)).catch((error: unknown) => {
      dropSingleton(key)
      throw error
    }),
  )
}

async function openClient(folder: string, onClose: () => void): Promise<OpenClient> {
  prepareDataFolder(folder)
  const unlock = await lockFolder(folder)
  const cluster = path.join(folder, 'postgres')
  await ensureCluster(cluster).catch((cause: unknown) => {
    unlock()
    throw AppError.isInstance(cause) ? cause : unwritable(folder, cause)
  })
  const client = new EmbeddedClient(cluster)
  await client.ready.catch((cause: unknown) => {
    unlock()
    throw cannotOpen(folder, cause)
  })
  return {
    client,
    close: async () => {
      onClose()
      await client.close()
      unlock()
    },
  }
}

/** The original message names no cause that an operator could fix. */
function cannotOpen(folder: string, cause: unknown): AppError {
  if (isFull(folder, cause)) return unwritable(folder, cause)
  return new AppError(
    'UNAVAILABLE',
    problem('database.embeddedUnreadable', { folder: path.join(folder, 'postgres') }),
    { cause },
  )
}

/** A partial cluster would look complete, so it is created in a neighboring folder and renamed when it is complete. */
async function ensureCluster(cluster: string): Promise<void> {
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return makePrivate(cluster)
  const unfinished = `${cluster}.new`
  rmSync(unfinished, { recursive: true, force: true })
  try {
    await promisify(execFile)(process.execPath, [distFile('db-initdb.mjs'), unfinished])
  } catch (cause) {
    // Checked before the deletion, which frees disk space again.
    const error = unwritable(path.dirname(cluster), cause)
    rmSync(unfinished, { recursive: true, force: true })
    throw error
  }
  renameSync(unfinished, cluster)
  makePrivate(cluster)
}
