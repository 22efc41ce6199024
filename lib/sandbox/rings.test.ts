import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { projectRoot } from '@/lib/platform/project-root'
import { cpuMsOf } from '@/lib/platform/testing/cpu-time'
import { createSandbox, type Sandbox } from './create-sandbox'
import { failureOf, startTestSandbox } from './start-test-sandbox'

let started: Awaited<ReturnType<typeof startTestSandbox>>
let sandbox: Sandbox
const run: typeof started.run = (...args) => started.run(...args)
const canaryKey = 'PATCHBAY_TEST_SECRET'

beforeAll(async () => {
  process.env[canaryKey] = 'CANARY_SECRET_55ae10'
  started = await startTestSandbox()
  sandbox = started.sandbox
})
afterAll(async () => {
  delete process.env[canaryKey]
  await started.close()
})

// Replaces the engine and tries actions that are possible after a sandbox escape.
const PROBE = `
import { parentPort } from 'node:worker_threads'
import fs from 'node:fs'
import { execSync } from 'node:child_process'
const attempt = (act) => { try { act(); return 'ESCAPED' } catch (failure) { return failure.code } }
parentPort.once('message', () => parentPort.postMessage({ type: 'outcome', outcome: { type: 'done', logs: [], output: JSON.stringify({
  write: attempt(() => fs.writeFileSync(${JSON.stringify(path.join(os.tmpdir(), 'patchbay-escaped'))}, 'x')),
  readEtc: attempt(() => fs.readFileSync('/etc/passwd')),
  readData: attempt(() => fs.readdirSync(${JSON.stringify(projectRoot())})),
  spawn: attempt(() => execSync('id')),
  native: attempt(() => process.dlopen({ exports: {} }, '/lib/none.node')),
  environment: Object.keys(process.env),
}) } }))
parentPort.postMessage({ type: 'loaded' })
`

test('the runner gets only four harmless environment variables', async () => {
  await sandbox.check()
  const { pid } = sandbox.stats()
  if (process.platform !== 'linux') return
  const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .filter(Boolean)
    .map((entry) => entry.split('=')[0])
  // Node itself adds two for the channel.
  expect(
    names.filter(
      (name) =>
        !['PATH', 'NODE_ENV', 'TZ', 'LANG', 'NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE'].includes(name ?? ''),
    ),
  ).toEqual([])
})

test('escaped code would find no environment, no file to read or write, no program to start', async () => {
  const folder = path.dirname(started.runnerPath)
  const probed = path.join(folder, 'probe')
  mkdirSync(probed)
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.mjs')))
    copyFileSync(path.join(folder, file), path.join(probed, file))
  writeFileSync(path.join(probed, 'sandbox-worker.mjs'), PROBE)
  const broken = createSandbox({ runnerPath: path.join(probed, 'sandbox-runner.mjs') })
  const request = { code: '', input: {}, timeoutMs: 5_000, signal: new AbortController().signal }
  const { output } = await broken.run(request, { workspaceId: 'w', appId: null })
  await broken.close()
  const denied = 'ERR_ACCESS_DENIED'
  expect(output).toEqual({
    write: denied,
    readEtc: denied,
    readData: denied,
    spawn: denied,
    native: 'ERR_DLOPEN_DISABLED',
    environment: [],
  })
})

describe('memory and time limits', () => {
  test.each([
    'const c = []; while (1) c.push("x".repeat(1e6))',
    'globalThis.c = []; while (1) c.push("x".repeat(1e6))',
    'const c = []; while (1) c.push(new Uint8Array(1e6))',
    'let s = "x"; while (1) s += s + 1',
  ])(
    '%s ends for lack of memory',
    async (code) => {
      const failure = await failureOf(run(code, { timeoutMs: 15_000 }))
      expect(['LIMIT_EXCEEDED', 'SANDBOX_FAILED']).toContain(failure.code)
      expect(sandbox.stats().rssBytes).toBeLessThan(512 * 1024 * 1024)
    },
    30_000,
  )

  test('endless loops and native loops end at the deadline while the server stays responsive', async () => {
    const codes = [
      'while (1) {}',
      'return new Array(2e9) + ""',
      'for (;;) try { for (;;) {} } finally { continue }',
      'return /^(a+)+$/.test("a".repeat(40) + "b")',
    ]
    // A loop that ran in our own thread would show up in its CPU time: 700 ms each.
    const cpuMs = await cpuMsOf(async () => {
      const failures = await Promise.all(codes.map((code) => failureOf(run(code, { timeoutMs: 700 }))))
      expect(failures.map(({ code }) => code)).toEqual(['TIMEOUT', 'TIMEOUT', 'TIMEOUT', 'TIMEOUT'])
    })
    expect(cpuMs).toBeLessThan(500)
  })
})

test('without its runner no code runs', async () => {
  const missing = createSandbox({ runnerPath: path.join(os.tmpdir(), 'no-such-runner.mjs') })
  const request = { code: 'return 1', input: {}, timeoutMs: 1_000, signal: new AbortController().signal }
  expect((await failureOf(missing.run(request, { workspaceId: 'w', appId: null }))).code).toBe('SANDBOX_UNAVAILABLE')
  expect((await failureOf(missing.check())).code).toBe('SANDBOX_UNAVAILABLE')
})

test('sixty runs, a third of them aborted, leave nothing running', async () => {
  await run('return 1')
  const before = sandbox.stats().rssBytes
  const runs = Array.from({ length: 60 }, (_, index) => {
    const controller = new AbortController()
    const isAborted = index % 3 === 0
    if (isAborted) setTimeout(() => controller.abort(new AppError('CANCELLED', verbatim('Stopped.'))), 5 * index)
    return run(isAborted ? 'for (;;) {}' : 'return input.index', { input: { index }, signal: controller.signal }).then(
      ({ output }) => output,
      (failure: AppError) => failure.code,
    )
  })
  const outcomes = await Promise.all(runs)
  expect(outcomes).toEqual(outcomes.map((_, index) => (index % 3 === 0 ? 'CANCELLED' : index)))
  await expect.poll(() => sandbox.stats().running, { timeout: 60_000 }).toBe(0)
  expect(sandbox.stats().rssBytes - before).toBeLessThan(80 * 1024 * 1024)
}, 60_000)

test('a killed runner fails its run, and the next run starts a new one', async () => {
  await run('return 1')
  const { pid } = sandbox.stats()
  const lost = failureOf(run('for (;;) {}', { timeoutMs: 10_000 }))
  await expect.poll(() => sandbox.stats().running).toBe(1)
  if (pid) process.kill(pid, 'SIGKILL')
  expect((await lost).code).toBe('SANDBOX_UNAVAILABLE')
  expect((await run('return 2')).output).toBe(2)
  expect(sandbox.stats().pid).not.toBe(pid)
})
