import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { supervise } from './supervise.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'patchbay-supervise-'))
  writeFileSync(path.join(folder, 'starts'), '')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/**
 * A program that appends its pid to a file once `before` is done, then runs `body` with `start`, the number of starts
 * so far.
 */
function script(body: string, before = '') {
  const script = `
    ${before}
    const fs = require('node:fs')
    const file = ${JSON.stringify(path.join(folder, 'starts'))}
    fs.appendFileSync(file, process.pid + '\\n')
    const start = fs.readFileSync(file, 'utf8').split('\\n').length - 1
    ${body}`
  return () => spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
}

const starts = () => readFileSync(path.join(folder, 'starts'), 'utf8').trim().split('\n').filter(Boolean).map(Number)
const STAY = 'setInterval(() => {}, 1_000)'

describe('exits or restarts when the server exits', () => {
  test('a program that was never ready ends with its exit code', async () => {
    expect(await supervise(script('process.exit(start === 1 ? 7 : 0)'))).toBe(7)
    expect(starts()).toHaveLength(1)
  })

  test('exit code 75 during the start, such as for a missing database, restarts', async () => {
    const options = { firstPauseMs: 1, say: () => {} }
    expect(await supervise(script('process.exit(start <= 2 ? 75 : 3)'), options)).toBe(3)
    expect(starts()).toHaveLength(3)
  })

  test('a program that was ready restarts after any exit code but 0, with growing pauses', async () => {
    const lines: string[] = []
    // Ready once only: the restarts fail before they are ready, as while the database is down.
    const body = `if (start === 8) process.exit(0)
      if (start > 1) process.exit(1)
      process.send('ready', () => process.exit(1))`
    const code = await supervise(script(body), { firstPauseMs: 1, say: (line) => lines.push(line) })
    expect([code, starts().length]).toEqual([0, 8])
    expect(lines[0]).toBe(
      'The server ended with exit code 1. It restarts in 0.001 s and resumes unfinished runs from their last stored step.',
    )
    expect(lines.map((line) => Number(/in ([\d.]+) s/.exec(line)?.[1]))).toEqual(
      [1, 2, 4, 8, 16, 32, 64].map((ms) => ms / 1_000),
    )
  })

  test('a program that was ready and exits with 0, as after a handled signal, is not restarted', async () => {
    expect(await supervise(script(`process.send('ready', () => process.exit(0))`))).toBe(0)
    expect(starts()).toHaveLength(1)
  })

  test('one of several processes restarts even after exit code 0, until a stop', async () => {
    const stopping = new AbortController()
    const end = supervise(script('if (start < 4) process.exit(0); setInterval(() => {}, 1_000)'), {
      firstPauseMs: 1,
      restartsAlways: () => true,
      stopped: stopping.signal,
      say: () => {},
    })
    await vi.waitFor(() => expect(starts()).toHaveLength(4), 30_000)
    stopping.abort()
    process.kill(starts().at(-1) ?? 0, 'SIGKILL')
    expect(await end).toBe(1)
  })

  test.each(['SIGABRT', 'SIGSEGV', 'SIGILL', 'SIGTRAP', 'SIGKILL'])(
    '%s: it restarts, and a line says so',
    async (signal) => {
      const lines: string[] = []
      const code = await supervise(
        script(`if (start === 1) { process.kill(process.pid, '${signal}'); ${STAY} } else process.exit(0)`),
        { firstPauseMs: 1, say: (line) => lines.push(line) },
      )
      expect([code, starts().length]).toEqual([0, 2])
      expect(lines).toEqual([expect.stringMatching(new RegExp(`ended by ${signal}\\. It restarts in 0\\.001 s`))])
    },
  )

  test('a program that was never ready is restarted five times in ten minutes, then stays stopped', async () => {
    const lines: string[] = []
    const code = await supervise(script('process.abort()'), {
      firstPauseMs: 1,
      say: (line) => lines.push(line),
      nowMs: () => 0,
    })
    expect([code, starts().length]).toEqual([1, 6])
    expect(lines.at(-1)).toMatch(/after 5 restarts in ten minutes\. It is not restarted/)
  })

  test('restarts older than ten minutes do not count', async () => {
    let nowMs = 0
    const code = await supervise(script('if (start <= 8) process.abort(); else process.exit(0)'), {
      firstPauseMs: 1,
      say: () => {},
      nowMs: () => (nowMs += 3 * 60 * 1_000),
    })
    expect([code, starts().length]).toEqual([0, 9])
  })

  test('nothing is started after a stop, however the server exits', async () => {
    const stopping = new AbortController()
    let child: ReturnType<typeof spawn> | null = null
    const begin = script(STAY)
    const breaks = supervise(() => (child = begin()), { stopped: stopping.signal, say: () => {} })
    await vi.waitFor(() => expect(starts()).toHaveLength(1), 10_000)
    stopping.abort()
    ;(child as ReturnType<typeof spawn> | null)?.kill('SIGKILL')
    expect(await breaks).toBe(1)
    expect(starts()).toHaveLength(1)
  })

  test('a program that cannot be started is an error', async () => {
    await expect(supervise(() => spawn(path.join(folder, 'missing')))).rejects.toThrow('ENOENT')
  })
})
