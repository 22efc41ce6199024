import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { serve } from './serve.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'patchbay-serve-'))
  writeFileSync(path.join(folder, 'starts'), '')
})
afterEach(async () => {
  for (const { pid } of starts()) kill(pid, 'SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Start {
  pid: number
  /** `first`, `more`, or nothing for a single process. */
  sharing: string
  role: string
  args: string
}

const starts = (): Start[] =>
  readFileSync(path.join(folder, 'starts'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

/** A server that records how it was started and keeps running; `body` can change that. */
function command(body = '') {
  const script = `
    const fs = require('node:fs')
    const file = ${JSON.stringify(path.join(folder, 'starts'))}
    const { PORT_SHARING: sharing = '', ROLE: role = '' } = process.env
    const note = { pid: process.pid, sharing, role, args: process.argv.slice(1).join(' ') }
    process.on('SIGTERM', () => process.exit(0))
    ${body}
    fs.appendFileSync(file, JSON.stringify(note) + '\\n')
    if (sharing !== 'more') process.send?.('ready')
    setInterval(() => {}, 1_000)`
  return [process.execPath, '-e', script, '--']
}

const options = (body?: string) => ({ command: command(body), firstPauseMs: 20, say: () => {} })
const haveStarted = (count: number) => vi.waitFor(() => expect(starts()).toHaveLength(count), 10_000)

function kill(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch {
    // The process has exited.
  }
}

describe('the server as npm start runs it', () => {
  test('a single process gets the arguments and shares nothing; its exit is ours', async () => {
    const end = serve(1, ['--login'], options())
    await haveStarted(1)
    expect(starts()).toMatchObject([{ sharing: '', role: '', args: '--login' }])
    process.emit('SIGTERM')
    expect(await end).toBe(0)
  })

  test('a single process that was ready restarts after exit code 1, without the arguments', async () => {
    const failing = `if (fs.readFileSync(file, 'utf8') === '') setTimeout(() => process.exit(1), 200)`
    const end = serve(1, ['--login'], options(failing))
    await haveStarted(2)
    expect(starts()).toMatchObject([{ args: '--login' }, { args: '' }])
    process.emit('SIGTERM')
    expect(await end).toBe(0)
  })

  test('of several, the first gets the arguments, and the others start when it is ready; a stop ends all', async () => {
    const listeners = process.listenerCount('SIGTERM')
    const end = serve(3, ['--login'], options())
    await haveStarted(3)
    expect(starts()).toMatchObject([
      { sharing: 'first', role: '', args: '--login' },
      { sharing: 'more', role: 'web', args: '' },
      { sharing: 'more', role: 'web', args: '' },
    ])
    process.emit('SIGTERM')
    expect(await end).toBe(0)
    expect(process.listenerCount('SIGTERM')).toBe(listeners)
    for (const { pid } of starts()) expect(() => process.kill(pid, 0)).toThrow()
  })

  test('if the first cannot start, no other is tried', async () => {
    expect(await serve(2, [], options(`fs.appendFileSync(file, JSON.stringify(note) + '\\n'); process.exit(3)`))).toBe(
      3,
    )
    expect(starts()).toHaveLength(1)
  })

  test('a crashed process restarts next to the others, the first without its arguments and on the shared port', async () => {
    const end = serve(2, ['--login'], options())
    await haveStarted(2)
    const [first, other] = starts()
    kill(first?.pid ?? 0, 'SIGKILL')
    await haveStarted(3)
    expect(starts().at(-1)).toMatchObject({ sharing: 'more', role: '', args: '' })
    expect(() => process.kill(other?.pid ?? 0, 0)).not.toThrow()
    process.emit('SIGTERM')
    expect(await end).toBe(0)
  })

  test('a process that cannot restart is retried, and the others keep running', async () => {
    // As when the database is down for a moment.
    const failing = `if (sharing === 'more' && fs.readFileSync(file, 'utf8').split('\\n').length < 6) {
      fs.appendFileSync(file, JSON.stringify(note) + '\\n'); process.exit(1) }`
    const end = serve(2, [], options(failing))
    await haveStarted(6)
    const [first] = starts()
    const last = starts().at(-1)
    for (const start of [first, last]) expect(() => process.kill(start?.pid ?? 0, 0)).not.toThrow()
    process.emit('SIGTERM')
    expect(await end).toBe(0)
  })

  test('a stop during a restart delay takes effect immediately', async () => {
    const failing = `if (sharing === 'more') { fs.appendFileSync(file, JSON.stringify(note) + '\\n'); process.exit(1) }`
    const end = serve(2, [], { ...options(failing), firstPauseMs: 60_000 })
    await haveStarted(2)
    await vi.waitFor(() => expect(() => process.kill(starts()[1]?.pid ?? 0, 0)).toThrow(), 10_000)
    process.emit('SIGTERM')
    expect(await end).toBe(0)
  })

  test('a missing program is an error', async () => {
    await expect(serve(2, [], { command: [path.join(folder, 'missing')] })).rejects.toThrow('ENOENT')
  })
})
