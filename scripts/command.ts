import 'server-only'
import path from 'node:path'
import { AppError } from '@/lib/core/app-error'
import { readBackup, writeBackup } from '@/lib/db/backup'
import { openDatabase } from '@/lib/db/open-database'
import { dataDir } from '@/lib/platform/paths'

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
    const done = await writeBackup(database.orm, files, target)
    say(`Saved ${done.rows} rows and ${done.files} files to ${target}. Keep master.key with care, and not beside it.`)
  } else if (command === 'restore' && file) {
    const done = await readBackup(database.orm, files, path.resolve(file))
    say(
      `Restored ${done.rows} rows and ${done.files} files. Put the matching master.key into ${dataDir()} before you start.`,
    )
  } else {
    throw new AppError('INVALID_INPUT', 'Usage: npm run backup [FILE], or npm run restore FILE')
  }
  await database.close()
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
