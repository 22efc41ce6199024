import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { GraphNode } from '@/lib/graph/graph'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { ToolCapability } from '../node-definition'
import { foldRun } from '../state/run-state'
import { type Behavior, runGraph } from '../testing/run-graph'
import { uniqueToolName } from './tool-spec'

const isTool = (capability: { kind: string }): capability is ToolCapability => capability.kind === 'tool'

function graphWith(tool: GraphNode, overrides: GraphNode[] = [], edges: string[] = []) {
  return sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('g', 'agent'),
      sampleNode('m', 'model'),
      sampleNode('end', 'answer'),
      tool,
      ...overrides,
    ],
    ['in.question > g.question', 'm.model > g.model', 'g.text > end.text', `${tool.id}.tool > g.tools`, ...edges],
  )
}

/** An agent that calls its first tool once and answers with the result. */
const callOnce =
  (args: (name: string) => Record<string, string>): Behavior =>
  async ({ ctx }) => {
    const [tool] = (ctx.bindings.tools ?? []).filter(isTool)
    const [spec] = (await tool?.specs()) ?? []
    if (!tool || !spec) return { text: 'no tool' }
    const result = await ctx.pausableStep({ key: 'call-1', kind: 'tool', name: spec.name, input: {} }, () =>
      tool.call(spec.name, args(spec.name), 'call-1'),
    )
    return { text: JSON.stringify(result) }
  }

test('makes a node a tool: inputs become parameters, the label the name, and calls appear in the trace', async () => {
  let spec: unknown
  const readSpecAndCall: Behavior = async (args) => {
    spec = await args.ctx.bindings.tools?.filter(isTool)[0]?.specs()
    return callOnce(() => ({ topic: 'cats' }))(args)
  }
  const tool = sampleNode(
    't',
    'template',
    { text: 'About {{topic}} for {{in.question}}', toolDescription: 'Looks up facts' },
    { label: 'Fácts & more' },
  )
  const events = await runGraph(graphWith(tool), { behaviors: { g: readSpecAndCall } })
  expect(spec).toEqual([
    {
      name: 'Facts_more',
      description: 'Looks up facts',
      parameters: {
        type: 'object',
        properties: { topic: { type: 'string', description: 'topic' } },
        required: [],
        additionalProperties: false,
      },
    },
  ])
  const state = foldRun(events)
  expect(state.outputs).toEqual({ text: '"About cats for hello"' })
  expect(state.nodes['g/call-1/t']).toMatchObject({
    status: 'done',
    inputs: { topic: 'cats' },
    outputs: { text: 'About cats for hello' },
  })
  expect(state.nodes.g?.steps).toMatchObject([{ key: 'call-1', kind: 'tool', output: 'About cats for hello' }])
  expect(state.nodes.t).toBeUndefined()
})

test('fixes a parameter by an edge into the tool', async () => {
  const graph = graphWith(sampleNode('p', 'pair'), [], ['in.question > p.b'])
  const events = await runGraph(graph, { behaviors: { g: callOnce(() => ({ a: 'x' })) } })
  expect(foldRun(events).outputs).toEqual({ text: '["x","hello"]' })
})

test.each([
  [{}, 'The parameter “a” is missing.'],
  [{ a: 'x', constructor: 'y' }, 'The parameter “constructor” does not exist.'],
])('validates arguments: %j', async (args, message) => {
  const events = await runGraph(graphWith(sampleNode('p', 'pair')), { behaviors: { g: callOnce(() => args) } })
  expect(events.at(-1)).toMatchObject({ type: 'run-error', error: { code: 'TOOL_FAILED', message } })
})

test('reports a failing tool to the agent, which may continue', async () => {
  const callAndReport: Behavior = async (args) => {
    try {
      return await callOnce(() => ({ a: 'x' }))(args)
    } catch (error) {
      return { text: AppError.isInstance(error) ? `${error.code}: ${error.message}` : 'other' }
    }
  }
  const failingTool: Behavior = async () => {
    throw new AppError('EGRESS_FAILED', verbatim('The host is gone.'))
  }
  const state = foldRun(
    await runGraph(graphWith(sampleNode('p', 'pair')), { behaviors: { g: callAndReport, p: failingTool } }),
  )
  expect(state.outputs).toEqual({ text: 'TOOL_FAILED: The host is gone.' })
  expect(state.nodes['g/call-1/p']).toMatchObject({ status: 'failed', error: { code: 'EGRESS_FAILED' } })
  expect([state.status, state.nodes.g?.status]).toEqual(['done', 'done'])
})

test('allows an agent as the tool of an agent', async () => {
  const graph = graphWith(
    sampleNode('inner', 'agent'),
    [sampleNode('t', 'template', { text: 'deep {{x}}' })],
    ['m.model > inner.model', 't.tool > inner.tools'],
  )
  const callWithInputs = callOnce((name) => (name === 'inner' ? { question: 'q' } : { x: 'y' }))
  const state = foldRun(await runGraph(graph, { behaviors: { g: callWithInputs, inner: callWithInputs } }))
  expect(Object.keys(state.nodes)).toContain('g/call-1/inner/call-1/t')
  expect(state.outputs).toEqual({ text: '"\\"deep y\\""' })
})

test('truncates a result of more than 64 KB', async () => {
  const events = await runGraph(graphWith(sampleNode('p', 'pair')), {
    behaviors: { g: callOnce(() => ({ a: 'x' })), p: async () => ({ out: 'x'.repeat(70_000) }) },
  })
  expect(JSON.stringify(foldRun(events).outputs).length).toBeLessThan(64_200)
})

test('makes tool names unique and valid for every service', () => {
  const used = new Set<string>()
  const names = ['Web search', 'Web search', '查询', 'x'.repeat(90), ''].map((label) => uniqueToolName(label, used))
  expect(names).toEqual(['Web_search', 'Web_search_2', 'tool', 'x'.repeat(60), 'tool_2'])
})

test('creates a bound model through its own definition', async () => {
  const returnBinding: Behavior = async ({ ctx }) => ({ text: JSON.stringify(ctx.bindings.model) })
  const state = foldRun(await runGraph(graphWith(sampleNode('p', 'pair')), { behaviors: { g: returnBinding } }))
  expect(state.outputs).toEqual({ text: '[{"kind":"chat-model","model":{"connection":"builtin","model":"x"}}]' })
})
