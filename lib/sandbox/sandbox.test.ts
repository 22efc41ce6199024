import { existsSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppError } from '@/lib/core/app-error'
import { jsonShape } from './json-shape'
import { failureOf, startTestSandbox } from './start-test-sandbox'

let started: Awaited<ReturnType<typeof startTestSandbox>>
const run: typeof started.run = (...args) => started.run(...args)
const canaryFile = path.join(os.tmpdir(), `patchbay-canary-${process.pid}`)

beforeAll(async () => {
  started = await startTestSandbox()
})
afterAll(async () => {
  await started.close()
  rmSync(canaryFile, { force: true })
})

test('runs code on its input and keeps its log', async () => {
  const code =
    'console.log("total", { of: input.items.length }, 1n, undefined)\nreturn { total: input.items.reduce((a, b) => a + b, 0) }'
  expect(await run(code, { input: { items: [1, 2, 3] } })).toEqual({
    output: { total: 6 },
    logs: ['total {"of":3} 1 undefined'],
  })
})

test('awaits a promise, and turns no result into null', async () => {
  expect((await run('return Promise.resolve(2).then((x) => x + 1)')).output).toBe(3)
  expect((await run('return (async () => { const a = await 1; return { a } })()')).output).toEqual({ a: 1 })
  expect((await run('')).output).toBeNull()
})

const WRITE = `fs.writeFileSync(${JSON.stringify(canaryFile)}, 'x')`
// Each tries to reach the host; any result other than a failure or "contained" is an escape.
const ESCAPES = [
  `const fs = require('fs'); ${WRITE}; return 'escaped'`,
  `const fs = process.getBuiltinModule('fs'); ${WRITE}; return 'escaped'`,
  `return input.constructor.constructor('return process')().env`,
  `return (() => {}).constructor('return this.process ? "escaped" : "contained"')()`,
  `return [].map.constructor.call.call(Function, null, 'return process.version')()`,
  `return Object.getPrototypeOf(async function () {}).constructor('return process')().then(() => 'escaped')`,
  `return Object.getPrototypeOf(function* () {}).constructor('return process')().next().value`,
  `return console.log.constructor('return process')().exit(7)`,
  `return import('node:fs').then((fs) => { ${WRITE}; return 'escaped' })`,
  `return import/**/('node:fs').then((fs) => 'escaped')`,
  `return fetch('http://127.0.0.1:1/').then(() => 'escaped')`,
  `try { null.x } catch (e) { return e.constructor.constructor('return process')().pid }`,
  `Error.prepareStackTrace = (_, frames) => frames[0].getThis(); return new Error().stack.process ? 'escaped' : 'contained'`,
  `}); globalThis.process.exit(1); (function () {`,
  `return new WebAssembly.Memory({ initial: 1000 }) && 'escaped'`,
  `setTimeout("process.exit()", 0); return 'escaped'`,
  `return new Proxy({}, { get: (_, key) => key === 'toJSON' ? () => globalThis.process.env : undefined })`,
  `return std.getenv('PATH') || os.exec(['id'])`,
]

describe('nothing of the host is reachable', () => {
  test.each(ESCAPES)('%s', async (code) => {
    const outcome = await run(code).then(
      ({ output }) => output,
      (failure: AppError) => failure.code,
    )
    expect(['SANDBOX_FAILED', 'contained']).toContain(outcome)
    expect(existsSync(canaryFile)).toBe(false)
  })

  test('ends an endless microtask at the deadline', async () => {
    expect(
      (await failureOf(run('return Promise.resolve().then(() => { for (;;) {} })', { timeoutMs: 300 }))).code,
    ).toBe('TIMEOUT')
  })

  test('the code sees the language, its input and a console, nothing else', async () => {
    const code = `const host = ['process','require','module','fetch','setTimeout','setInterval','Buffer','WebAssembly','performance','navigator','XMLHttpRequest','Worker','postMessage','log','std','os']
      return host.filter((name) => typeof globalThis[name] !== 'undefined')`
    expect((await run(code)).output).toEqual([])
  })
})

test('a polluted prototype stays inside its run', async () => {
  const { output } = await run(
    'Object.prototype.polluted = 1; Array.prototype.map = 0; return JSON.parse(\'{"__proto__":{"polluted":1},"a":1}\')',
  )
  expect(Object.keys(output ?? {})).toEqual(['a'])
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect((await run('return [typeof ({}).polluted, [1].map((x) => x + 1)]')).output).toEqual(['undefined', [2]])
})

describe('rejects results that are not JSON', () => {
  test.each([
    ['return () => 1', 'SANDBOX_FAILED', /returned a function/],
    ['return 10n', 'SANDBOX_FAILED', /returned a BigInt/],
    ['return { a: 10n }', 'SANDBOX_FAILED', /BigInt/i],
    ['const a = {}; a.a = a; return a', 'SANDBOX_FAILED', /circular/],
    ['return new Promise(() => {})', 'SANDBOX_FAILED', /never settles/],
    ['return Promise.reject(new RangeError("no"))', 'SANDBOX_FAILED', /^RangeError: no/],
    ['throw "text"', 'SANDBOX_FAILED', /^Error: text/],
    ['throw null', 'SANDBOX_FAILED', /null/],
    ['throw { get message() { throw 1 }, name: "x".repeat(1e6) }', 'SANDBOX_FAILED', /xxx/],
    ['return "x".repeat(2e6)', 'LIMIT_EXCEEDED', /more than 1 MB/],
    ['let a = 1; for (let i = 0; i < 500; i++) a = [a]; return a', 'LIMIT_EXCEEDED', /nested deeper/],
    ['const f = () => f() + 1; return f()', 'SANDBOX_FAILED', /stack overflow/],
    ['let a = []; for (let i = 0; i < 2e3; i++) a = [a]; return a', 'LIMIT_EXCEEDED', /nested deeper/],
  ] as const)('%s', async (code, expected, message) => {
    const failure = await failureOf(run(code))
    expect([failure.code, failure.message]).toEqual([expected, expect.stringMatching(message)])
  })

  test('reports the line of an error in the code', async () => {
    const syntax = await failureOf(run('let a = 1\nlet b = ;\nreturn a'))
    const thrown = await failureOf(run('const a = {}\n\nreturn a.b.c'))
    expect([syntax.details, thrown.details]).toEqual([
      expect.objectContaining({ name: 'SyntaxError', line: 2 }),
      expect.objectContaining({ name: 'TypeError', line: 3 }),
    ])
  })

  test('truncates the log without failing the run', async () => {
    const { logs } = await run('for (let i = 0; i < 10000; i++) console.log("x".repeat(10000))')
    expect([logs.length, logs[0]?.length]).toEqual([201, 2000])
  })
})

test('measures the depth of JSON, ignoring brackets inside text', () => {
  expect(jsonShape('1')).toEqual({ depth: 0, values: 1 })
  expect(jsonShape('[{"a":["[[[","\\"[[,,"]}]')).toEqual({ depth: 3, values: 5 })
  expect([jsonShape('{}'), jsonShape('[[],[],{"a":1}]')]).toEqual([
    { depth: 1, values: 1 },
    { depth: 2, values: 5 },
  ])
})

test('code of one workspace does not wait for the endless loops of another', async () => {
  const stop = new AbortController()
  const loop = () => run('while (true) {}', { workspaceId: 'b', signal: stop.signal }).catch(() => null)
  const loops = Array.from({ length: 8 }, loop)
  // Each loop runs for half a minute, longer than a test may take.
  expect((await run('return "quick"', { workspaceId: 'a' })).output).toBe('quick')
  stop.abort(new Error('enough'))
  await Promise.all(loops)
})

test('the time limit of a step is paused only while it waits for a slot', async () => {
  const stop = new AbortController()
  const loops = Array.from({ length: 3 }, () =>
    run('while (true) {}', { workspaceId: 'b', signal: stop.signal }).catch(() => null),
  )
  const changes: string[] = []
  const pauseTimeLimit = () => {
    changes.push('paused')
    return () => void changes.push('resumed')
  }
  const waiting = run('return 1', { workspaceId: 'b', pauseTimeLimit })
  await expect.poll(() => changes).toEqual(['paused'])
  stop.abort(new Error('enough'))
  expect((await waiting).output).toBe(1)
  expect(changes).toEqual(['paused', 'resumed'])
  await Promise.all(loops)
})

test('rejects a result of too many values inside the sandbox', async () => {
  const failed = await failureOf(run('return Array.from({ length: 60_000 }, () => ({}))'))
  expect([failed.code, failed.message]).toEqual(['LIMIT_EXCEEDED', expect.stringContaining('more than 50,000 values')])
  expect((await run('return Array.from({ length: 40_000 }, (_, n) => n)')).output).toHaveLength(40_000)
})
