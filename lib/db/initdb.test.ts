import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'

test.skipIf(process.platform === 'win32')(
  'no file of a new embedded database is open to other users, whatever the umask of the shell',
  async () => {
    const entry = fileURLToPath(await bundleEntry('lib/db/initdb.entry.ts'))
    const folder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-initdb-'))
    onTestFinished(() => {
      for (const dir of [folder, path.dirname(entry)]) rmSync(dir, { recursive: true })
    })
    const cluster = path.join(folder, 'postgres')
    const command = 'umask 022; exec "$0" "$1" "$2"'
    const done = spawnSync('sh', ['-c', command, process.execPath, entry, cluster], { encoding: 'utf8' })
    expect(done.stderr).toBe('')
    expect(done.status).toBe(0)
    const files = readdirSync(cluster, { recursive: true, encoding: 'utf8' })
    expect(files).toContain('PG_VERSION')
    expect(files.filter((file) => (statSync(path.join(cluster, file)).mode & 0o077) !== 0)).toEqual([])
  },
)
