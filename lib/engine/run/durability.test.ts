import { expect, test } from 'vitest'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { installVirtualTime } from '@/lib/platform/testing/install-virtual-time'
import type { RunEvent } from '../events'
import type { RunStore } from '../execution'
import { type Behavior, runGraph } from '../testing/run-graph'

installVirtualTime()

const input = sampleNode('in', 'input')

/** A store with slow commits that records the order of events. */
function slowStore(commitMs = 3) {
  const log: string[] = []
  const ends: string[] = []
  let appended = 0
  let committed = 0
  let commits = 0
  const store: RunStore = {
    append(event) {
      appended += 1
      if (event.type === 'node-end') ends.push(event.nodeId)
      log.push('nodeId' in event ? `${event.type} ${event.nodeId}` : event.type)
    },
    async committed() {
      const [upTo, count] = [appended, ends.length]
      await new Promise((resolve) => setTimeout(resolve, commitMs))
      commits += 1
      committed = Math.max(committed, upTo)
      log.push(`commit ${count}`)
    },
  }
  return { store, log, commits: () => commits, isCommitted: () => committed >= appended }
}

test('E38 appends every event to the store in the tick that creates it, in order, including the last one', async () => {
  const { store, log } = slowStore()
  const events = await runGraph(sampleGraph([input, sampleNode('p', 'pair')], ['in.question > p.a']), { store })
  expect(log).toEqual(
    events.map((event: RunEvent) => ('nodeId' in event ? `${event.type} ${event.nodeId}` : event.type)),
  )
})

test('E39 starts successors in sync durability when the end before them is stored; simultaneous ends share a commit', async () => {
  const middle = Array.from({ length: 20 }, (_, index) => `n${index}`)
  const graph = sampleGraph(
    [input, ...middle.map((id) => sampleNode(id, 'pair')), sampleNode('join', 'merge', { mode: 'collect' })],
    [...middle.map((id) => `in.question > ${id}.a`), ...middle.map((id) => `${id}.out > join.values`)],
  )
  const { store, log, commits } = slowStore()
  await runGraph(graph, { store, durability: 'sync', maxParallel: 64 })
  const joined = log.indexOf('node-start join')
  const firstMiddle = log.indexOf('node-start n0')
  expect(log.slice(0, firstMiddle).filter((line) => line.startsWith('commit'))).toEqual(['commit 1'])
  expect(log.slice(firstMiddle, joined).filter((line) => line.startsWith('commit'))).toEqual(['commit 21'])
  expect(commits()).toBe(2)
})

test('E40 makes only writing steps wait in async durability: before they start and after they end', async () => {
  const graph = sampleGraph(
    [input, sampleNode('p', 'pair'), sampleNode('w', 'write'), sampleNode('q', 'pair')],
    ['in.question > p.a', 'p.out > w.value', 'w.out > q.a'],
  )
  const store = slowStore()
  let wasCommitted = false
  const noteCommit: Behavior = async () => {
    wasCommitted = store.isCommitted()
    return { out: 1 }
  }
  await runGraph(graph, { store: store.store, behaviors: { w: noteCommit } })
  expect(wasCommitted).toBe(true)
  expect(store.log).toEqual([
    'run-start',
    'node-start in',
    'node-end in',
    'node-start p',
    'node-end p',
    'node-start w',
    'commit 2',
    'node-end w',
    'commit 3',
    'node-start q',
    'node-end q',
    'run-end',
  ])
})

/** An agent that calls its only tool once, between two nodes. */
async function callsOf(tool: 'pair' | 'write') {
  const nodes = [
    input,
    sampleNode('g', 'agent'),
    sampleNode('m', 'model'),
    sampleNode('t', tool),
    sampleNode('q', 'pair'),
  ]
  const edges = ['in.question > g.question', 'm.model > g.model', 't.tool > g.tools', 'g.text > q.a']
  const { store, log } = slowStore()
  const callTool: Behavior = async ({ ctx }) => {
    const [capability] = ctx.bindings.tools ?? []
    if (capability?.kind !== 'tool') throw new Error('no tool')
    const [spec] = await capability.specs()
    await capability.call(spec?.name ?? '', tool === 'pair' ? { a: 1 } : {}, 'call-1')
    return { text: 'done' }
  }
  await runGraph(sampleGraph(nodes, edges), { store, behaviors: { g: callTool, t: async () => ({ out: 1 }) } })
  return log.filter((line) => line.startsWith('commit') || /node-(?:start|end) [gt]$/.test(line))
}

test('E40 makes an agent wait for the store only if one of its tools writes', async () => {
  const calls = ['node-start g', 'node-start t', 'node-end t', 'node-end g']
  expect(await callsOf('pair')).toEqual(calls)
  expect((await callsOf('write')).map((line) => line.split(' ')[0])).toEqual([
    ...['node-start', 'commit', 'node-start', 'commit'],
    ...['node-end', 'commit', 'node-end', 'commit'],
  ])
})

test('E43 stores questions before the run pauses', async () => {
  const { store, log } = slowStore()
  await runGraph(sampleGraph([input, sampleNode('ask', 'ask')], ['in.question > ask.a']), { store })
  expect(log.slice(-3)).toEqual(['node-pause ask', 'commit 1', 'run-pause'])
})

test('E44 stops everything without further events when another driver owns the run', async () => {
  for (const durability of ['sync', 'async'] as const) {
    let stopped = false
    const endlessStep: Behavior = ({ ctx }) =>
      new Promise(() => {
        ctx.signal.addEventListener('abort', () => {
          stopped = true
        })
      })
    const graph = sampleGraph(
      [input, sampleNode('long', 'pair'), sampleNode('w', 'write'), sampleNode('q', 'pair')],
      ['in.question > long.a', 'in.question > w.value', 'w.out > q.a'],
    )
    let commits = 0
    const store: RunStore = {
      append: () => undefined,
      committed: async () => {
        commits += 1
        await new Promise((resolve) => setTimeout(resolve, 2))
        if (commits > 1) throw new Error('fenced off')
      },
    }
    const events = await runGraph(graph, { store, durability, behaviors: { long: endlessStep } })
    expect(events.map((event) => event.type)).not.toContain('run-error')
    expect(events.map((event) => event.type)).not.toContain('run-end')
    expect([stopped, events.some((event) => 'nodeId' in event && event.nodeId === 'q')]).toEqual([true, false])
  }
})
