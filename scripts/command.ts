import 'server-only'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '@/lib/core/app-error'
import { readBackup, writeBackup } from '@/lib/db/backup/backup'
import type { Database } from '@/lib/db/database'
import { openDatabase } from '@/lib/db/open-database'
import { problem } from '@/lib/messages/problems/problem'
import { dataDir } from '@/lib/platform/paths'
import { setPrivateUmask } from '@/lib/platform/set-private-umask'
import { masterKeySource, openMasterKeys, storeSentinel } from '@/lib/runs/system/create-system'
import { removeKey, rotateKeys } from '@/lib/services/rotate-keys'

setPrivateUmask()
const [command, file] = process.argv.slice(2)

try {
  await perform()
  process.exit(0)
} catch (error) {
  process.stderr.write(
    `${AppError.isInstance(error) ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
}

async function perform(): Promise<void> {
  const files = path.join(dataDir(), 'files')
  const database = await openDatabase()
  if (command === 'backup') {
    const name = `patchbay-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.jsonl.gz`
    const target = path.resolve(file ?? path.join(dataDir(), 'backups', name))
    const summary = await writeBackup(database.orm, files, target)
    log(
      `Saved ${summary.rows} rows and ${summary.files} files to ${target}. Keep master.key with care, and not beside it.`,
    )
  } else if (command === 'restore' && file) {
    const summary = await readBackup(database.orm, files, path.resolve(file))
    log(
      `Restored ${summary.rows} rows and ${summary.files} files. Put the matching master.key into ${dataDir()} before you start.`,
    )
  } else if (command === 'keys:rotate') {
    await rotate(database.orm)
  } else {
    throw new AppError('INVALID_INPUT', problem('server.commandUsage'))
  }
  await database.close()
}

async function rotate(db: Database): Promise<void> {
  await openMasterKeys(db)
  const source = masterKeySource()
  const { values } = parseArgs({ args: process.argv.slice(3), options: { remove: { type: 'string' } } })
  if (values.remove !== undefined) {
    const [active] = await removeKey(db, source, values.remove)
    log(
      `The key ${values.remove} is gone; ${active.kid} is in use. Backups made before now need the old one: keep it with them.`,
    )
    return
  }
  const { keys, rewrapped, counts } = await rotateKeys(db, source)
  await storeSentinel(db, keys)
  const oldKeys = keys.slice(1).map(({ kid }) => `${kid} (${counts.get(kid) ?? 0})`)
  log(`${keys[0].kid} wraps ${counts.get(keys[0].kid) ?? 0} workspaces, ${rewrapped} of them newly.`)
  log(
    source.masterKeys === null
      ? 'Processes that share the data folder use it within a second; people sign in again.'
      : 'Restart every process that does not have it in APP_MASTER_KEYS yet; people sign in again.',
  )
  if (oldKeys.length > 0)
    log(
      `Old keys and what still needs them: ${oldKeys.join(', ')}. Remove one at 0: npm run keys:rotate -- --remove KEY`,
    )
}

function log(line: string): void {
  process.stdout.write(`${line}\n`)
}
