import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makePrivate } from './make-folder'

test.skipIf(process.platform === 'win32')(
  "makes the embedded database's folder private, whatever its file modes",
  () => {
    const parent = mkdtempSync(path.join(os.tmpdir(), 'patchbay-private-'))
    onTestFinished(() => rmSync(parent, { recursive: true }))
    const folder = path.join(parent, 'postgres')
    mkdirSync(folder)
    chmodSync(folder, 0o755)
    writeFileSync(path.join(folder, 'PG_VERSION'), '17')
    makePrivate(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  },
)
