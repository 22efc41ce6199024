import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { openPort } from './own-port'

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0
/** Root can write everywhere, so the test switches to another user. */
const asOther = isRoot
  ? ['/usr/bin/setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', process.execPath]
  : [process.execPath]
const cannotBeOther = process.platform !== 'linux' || (isRoot && !existsSync('/usr/bin/setpriv'))

let entry: string
let folder: string

beforeAll(async () => {
  entry = fileURLToPath(await bundleEntry('server.ts'))
  folder = await mkdtemp(path.join(os.tmpdir(), 'patchbay-start-'))
  for (const shared of [path.dirname(entry), folder]) chmodSync(shared, 0o755)
  mkdirSync(path.join(folder, 'read-only'))
  chmodSync(path.join(folder, 'read-only'), 0o555)
  writeFileSync(path.join(folder, 'file'), '')
})
afterAll(() => {
  for (const temporary of [path.dirname(entry), folder]) rmSync(temporary, { recursive: true, force: true })
})

function start(dataDir: string, port = 0): Promise<{ code: number | null; output: string }> {
  const [command = process.execPath, ...before] = asOther
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; output: string }>()
  const child = spawn(command, [...before, entry], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', PORT: String(port), PATCHBAY_DATA_DIR: dataDir },
    // Prevents hanging, as Node does below /proc.
    timeout: 60_000,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()))
  child.on('close', (code) => resolve({ code, output }))
  return promise
}

// Skipped without another user: the current one can write to these folders.
test.skipIf(cannotBeOther).each([
  ['is not writable', () => path.join(folder, 'read-only')],
  ['cannot be created in its parent', () => path.join(folder, 'read-only', 'data')],
  ['is a file', () => path.join(folder, 'file')],
  // Node's recursive mkdir never returns here.
  ['lies below /proc', () => '/proc/patchbay/data'],
])(
  'a data folder that %s ends the start with one clear message',
  async (_, place) => {
    const dataDir = place()
    expect(await start(dataDir)).toEqual({
      code: 1,
      output: `The data folder ${dataDir} cannot be written. Make it writable, or set PATCHBAY_DATA_DIR.\n`,
    })
  },
  90_000,
)

/** The folder of a mounted disk of 8 MB; null if none can be mounted. */
const smallDisk = (() => {
  const place = mkdtempSync(path.join(os.tmpdir(), 'patchbay-small-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=777', 'tmpfs', place])
  if (status === 0) return place
  rmSync(place, { recursive: true })
  return null
})()
afterAll(() => {
  if (smallDisk === null) return
  spawnSync('umount', [smallDisk])
  rmSync(smallDisk, { recursive: true })
})

test.skipIf(smallDisk === null)(
  'a full disk ends the start with its own message',
  async () => {
    const dataDir = path.join(smallDisk ?? '', 'data')
    const { code, output } = await start(dataDir)
    // Without a build, the log also reports that the pages could not be prepared.
    const messages = output.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
    expect([code, messages]).toEqual([
      1,
      [
        `The disk of the data folder ${dataDir} is full. Free at least 60 MB, or set PATCHBAY_DATA_DIR to another disk.`,
      ],
    ])
  },
  90_000,
)

test('a port in use ends the start before a database is created or opened', async () => {
  const other = createServer()
  const port = await openPort(other, { port: 0, host: '127.0.0.1' })
  onTestFinished(() => void other.close())
  const dataDir = path.join(folder, 'free')
  mkdirSync(dataDir)
  chmodSync(dataDir, 0o777)
  const { code, output } = await start(dataDir, port)
  expect([code, output]).toEqual([1, expect.stringContaining(`Port ${port} is in use.`)])
  expect(readdirSync(dataDir)).not.toContain('postgres')
  expect(readdirSync(dataDir)).not.toContain('postgres.new')
}, 90_000)
