import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { expect, test, vi } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { compile } from '@/lib/graph/compile'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { decodeFile } from './decode-file'
import { importApps } from './import-app'
import { openArchive } from './open-archive'
import { BUILDER_FILES } from './testing/builder-files'

const files = Object.values(BUILDER_FILES).flat()

/** Values that replace a part of a file. */
const ODD = [
  'null',
  '[]',
  '{}',
  '""',
  '-1',
  '1e308',
  'true',
  '"\\ud800"',
  '{"__proto__":{"a":1}}',
  '"{{#a.b#}}{{x.y}}{{$a.b$}}"',
]

const change = fc.oneof(
  fc.record({
    how: fc.constantFrom('delete', 'repeat', 'reverse'),
    at: fc.nat(20_000),
    length: fc.integer({ min: 1, max: 80 }),
  }),
  // A value of JSON or YAML becomes another one.
  fc.record({ how: fc.constant('value'), at: fc.nat(500), length: fc.nat(ODD.length - 1) }),
  // Two texts change places, which repeats ids and creates cycles.
  fc.record({ how: fc.constant('swap'), at: fc.nat(500), length: fc.nat(500) }),
  fc.record({
    how: fc.constantFrom('truncate', 'nest', 'mark', 'utf16', 'bytes'),
    at: fc.nat(20_000),
    length: fc.constant(0),
  }),
)

const TEXTS = /"[^"\\\n]{0,60}"/g

const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))

function damaged(text: string, { how, at, length }: { how: string; at: number; length: number }): string {
  const start = at % Math.max(1, text.length)
  const [before, cut, after] = [text.slice(0, start), text.slice(start, start + length), text.slice(start + length)]
  const texts = [...text.matchAll(TEXTS)]
  const [one, other] = [texts[at % Math.max(1, texts.length)], texts[length % Math.max(1, texts.length)]]
  switch (how) {
    case 'delete':
      return before + after
    case 'repeat':
      return before + cut + cut + after
    case 'reverse':
      return before + [...cut].reverse().join('') + after
    case 'truncate':
      return before
    case 'nest':
      return `${before}${'[['.repeat(500)}${after}`
    case 'mark':
      return `\uFEFF${text}`
    case 'utf16':
      return decodeFile(utf16(text))
    // UTF-16 bytes without a byte order mark, which are not valid UTF-8.
    case 'bytes':
      return decodeFile(utf16(text).subarray(2))
    case 'value':
      return one ? text.slice(0, one.index) + (ODD[length] ?? '') + text.slice(one.index + one[0].length) : text
    default:
      return one && other ? text.slice(0, one.index) + other[0] + text.slice(one.index + one[0].length) : text
  }
}

test('500 damaged files give a complete report or a clear error, and call nothing', () => {
  const called = vi.spyOn(globalThis, 'fetch').mockImplementation(() => {
    throw new Error('An import sent a request.')
  })
  let read = 0
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 4 }), (text, changes) => {
      try {
        for (const { file, report } of importApps(changes.reduce(damaged, text))) {
          read += 1
          const sum = Object.values(report.totals).reduce((total, count) => total + count, 0)
          expect(sum).toBe(report.nodes.length)
          const ids = report.nodes.map(({ sourceId }) => sourceId)
          expect(new Set(ids).size).toBe(ids.length)
          // Compiling must not throw, whatever it reports.
          compile({ graph: file.graph, manifests: manifestOf })
        }
      } catch (error) {
        expect(AppError.isInstance(error), String(error)).toBe(true)
      }
    }),
    { numRuns: 500, seed: 23 },
  )
  expect(called).not.toHaveBeenCalled()
  called.mockRestore()
  // Enough changes leave a file that can be read.
  expect(read).toBeGreaterThan(100)
}, 120_000)

test.each(Object.entries(BUILDER_FILES))(
  '%s: graphs compile except for placeholders and missing resources, and no node is lost',
  (_, texts) => {
    for (const text of texts)
      for (const { file, report } of importApps(text)) {
        const compiled = compile({ graph: file.graph, manifests: manifestOf })
        const errors = compiled.ok ? [] : compiled.issues.filter(({ severity }) => severity === 'error')
        expect(errors.filter(({ code }) => code !== 'PLACEHOLDER' && code !== 'MISSING_RESOURCE')).toEqual([])
        const targets = new Set(file.graph.nodes.map(({ id }) => id))
        expect(report.nodes.flatMap((node) => node.targets).filter((id) => !targets.has(id))).toEqual([])
      }
  },
)

test('reads UTF-16, and the same app as in UTF-8', () => {
  const [text = ''] = files
  const big = Uint8Array.from(utf16(text), (_, at, all = utf16(text)) => all[at % 2 === 0 ? at + 1 : at - 1] ?? 0)
  for (const bytes of [utf16(text), big]) expect(importApps(decodeFile(bytes))).toEqual(importApps(text))
})

test.each(['../flow.json', '/etc/flow.json', 'a/../../flow.json', 'a\\..\\flow.json'])(
  'rejects the path %s in an archive',
  (name) => {
    expect(() => openArchive(zipSync({ [name]: strToU8('{}') }))).toThrow(AppError)
  },
)

test('a workflow of 200 nodes has 200 rows in the report, and compiles', () => {
  const ids = Array.from({ length: 200 }, (_, index) => `${index + 1}`)
  const nodes = ids.map((id) => ({
    id,
    type: 'custom',
    position: { x: 0, y: 0 },
    data:
      id === '1'
        ? { type: 'start', title: 'Start', variables: [] }
        : { type: 'answer', title: id, answer: `{{#sys.query#}} ${id}` },
  }))
  const edges = ids.slice(1).map((target, index) => ({ source: ids[index], sourceHandle: 'source', target }))
  const file = { kind: 'app', version: '0.6.0', app: { name: 'Long', description: '', mode: 'advanced-chat' } }
  const [app] = importApps(JSON.stringify({ ...file, workflow: { graph: { nodes, edges } } }))
  expect(app?.report.nodes.length).toBe(200)
  expect(app && compile({ graph: app.file.graph, manifests: manifestOf }).ok).toBe(true)
})
