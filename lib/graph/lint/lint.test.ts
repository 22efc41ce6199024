import { describe, expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { emptyGraph, type GraphNode } from '../graph'
import type { IssueCode } from '../issue'
import type { PolicyLists } from '../policy/model-facts'
import { cpuMs } from '../testing/cpu-ms'
import { sampleGraph } from '../testing/sample-graph'
import { validate } from '../validate'
import { applyFix } from './apply-fix'
import { lint } from './lint'
import type { LintFacts } from './lint-facts'

const c1 = '00000000-0000-7000-8000-000000000001'
const base = '00000000-0000-7000-8000-0000000000b1'
const place = { name: 'My OpenAI', provider: 'openai', host: 'api.openai.com', region: null }
const gpt = { connection: c1, model: 'gpt' }

interface Said extends Partial<Omit<LintFacts, 'rules'>> {
  policy?: Partial<PolicyLists>
  rules?: Partial<LintFacts['rules']>
}

function facts({ policy, rules, ...more }: Said = {}): LintFacts {
  const known = { provider: 'openai', model: 'gpt', contextTokens: 8_000, retiresOn: null, replacement: null }
  return {
    today: '2026-11-25',
    rules: {
      policy: { privateMode: null, ...policy },
      ...{ defaultChat: null, connections: [{ id: c1, ...place }], known: [], routes: [], trained: [], ...rules },
    },
    models: [known],
    knowledgeBases: [{ id: base, name: 'Handbook', passages: 10, pending: 0, problem: null }],
    ...more,
  }
}

function node(id: string, type: string, config: JsonObject = {}, more: Partial<GraphNode> = {}): GraphNode {
  const version = manifestOf(type)?.version ?? 1
  return { id, type, version, label: id, config, position: { x: 0, y: 0 }, ...more }
}

const found = (code: IssueCode, nodes: GraphNode[], edges: string[], said?: Said) =>
  lint(sampleGraph(nodes, edges), manifestOf, facts(said)).filter((issue) => issue.code === code)
const ends = [node('in', 'input'), node('out', 'answer')]
const route = (id: string) =>
  node(id, 'condition', {
    cases: [{ id: 'yes', name: 'Yes', conditions: [{ left: '{{value}}', operator: 'is-not-empty' }] }],
  })

test('only reports the missing fallback for an ordinary chat, and nothing for an empty graph', () => {
  expect(lint(emptyGraph(), manifestOf, facts())).toEqual([])
  const nodes = [...ends, node('model', 'chat-model', { model: gpt })]
  const issues = lint(sampleGraph(nodes, ['in.message > model.prompt', 'model.text > out.text']), manifestOf, facts())
  expect(issues.map(({ code, severity }) => [code, severity])).toEqual([['NO_FALLBACK', 'hint']])
})

describe('branches', () => {
  const nodes = [
    ...ends,
    route('if'),
    node('a', 'template', { text: 'A {{x}}' }),
    node('b', 'template', { text: 'B {{x}}' }),
  ]

  test('reports a branch that leads to no answer', () => {
    const edges = ['in.message > if.value', 'if.yes > a.x', 'a.text > out.text']
    expect(found('LOST_BRANCH', nodes, edges).map(({ nodeId, message }) => [nodeId, message])).toEqual([
      [
        'if',
        'When “if” takes “Else”, nothing reaches the Answer, so the run ends without one. Connect that branch too.',
      ],
    ])
    expect(found('LOST_BRANCH', nodes, [...edges, 'if.else > b.x', 'b.text > out.text'])).toEqual([])
  })

  test('reports a text with a reference that is empty on another branch, but not one for all branches', () => {
    const ask = node('ask', 'approval', { title: 'Order?', fields: [{ name: 'town' }] })
    const said = (text: string, edges: string[]) =>
      found('EMPTY_REFERENCE', [...ends, ask, node('t', 'template', { text })], edges).map(({ message }) => message)
    const always = ['in.message > ask.content', 'in.message > t.x', 't.text > out.text']
    expect(said('Ordered {{x}}, to {{ask.values.town}}.', always)).toEqual([
      'When “ask” takes “Rejected”, {{ask.values.town}} is empty, and “t” is written with a hole. Let “t” run only where it is given, or write this case in a step of its own.',
    ])
    expect(said('Ordered {{x}}: {{ask.approved}}.', always)).toHaveLength(1)
    expect(said('{{x}}: {{ask.approved}}{{ask.rejected}}', always)).toEqual([])
    expect(said('{{x}}, by {{ask.by}}', always)).toEqual([])
    const onYes = ['in.message > ask.content', 'ask.approved > t.x', 't.text > out.text']
    expect(said('Ordered {{x}}, to {{ask.values.town}}.', onYes)).toEqual([])
    const onNo = ['in.message > ask.content', 'ask.rejected > t.x', 't.text > out.text']
    expect(said('Ordered {{x}}, to {{ask.values.town}}.', onNo)).toHaveLength(1)
  })

  test('accepts a text for some branches, or for both if the step may also fail', () => {
    const [a, b] = ['a', 'b'].map((id) => ({ id, name: id, conditions: [{ left: '{{value}}', operator: 'is-empty' }] }))
    const three = node('c', 'condition', { cases: [a, b] as JsonObject[] })
    const t = node('t', 'template', { text: 'Got {{c.a}}{{c.b}}' })
    const edges = ['in.message > c.value', 'c.else > e.x', 't.text > out.text', 'e.text > out.text']
    const e = node('e', 'template', { text: 'Neither: {{x}}' })
    expect(found('EMPTY_REFERENCE', [...ends, three, t, e], edges)).toEqual([])
    const onePort = node('t', 'template', { text: '{{in.message}}: {{c.a}}' })
    expect(found('EMPTY_REFERENCE', [...ends, three, onePort, e], edges)).toHaveLength(1)
    const ask = node('ask', 'approval', { title: 'Order?' }, { policy: { onError: 'port' } })
    const both = node('t', 'template', { text: '{{ask.approved}}{{ask.rejected}}' })
    const asked = ['in.message > ask.content', 't.text > out.text', 'ask.error > out.text']
    expect(found('EMPTY_REFERENCE', [...ends, ask, both], asked)).toEqual([])
  })

  test('accepts a text for a branch and for a nested branch of another one', () => {
    const inner = { ...route('d'), label: 'd' }
    const text = (id: string, words: string) => node(id, 'template', { text: words })
    const steps = [route('c'), inner, text('a', 'A {{x}}'), text('b', 'B {{x}}'), text('e', 'E {{x}}')]
    const edges = [
      ...['in.message > c.value', 'c.yes > a.x', 'c.else > d.value', 'd.yes > b.x', 'd.else > e.x'],
      ...['t.text > out.text', 'e.text > out.text'],
    ]
    expect(found('EMPTY_REFERENCE', [...ends, ...steps, text('t', '{{a.text}}{{b.text}}')], edges)).toEqual([])
    const always = text('t', '{{in.message}}: {{a.text}}{{b.text}}')
    expect(found('EMPTY_REFERENCE', [...ends, ...steps, always], edges)).toHaveLength(1)
  })

  test('allows a condition to check whether a value exists', () => {
    const ask = node('ask', 'approval', { title: 'Order?', fields: [{ name: 'town' }] })
    const filled = { left: '{{ask.values.town}}', operator: 'is-not-empty' }
    const check = node('c', 'condition', { cases: [{ id: 'yes', name: 'Yes', conditions: [filled] }] })
    const edges = ['in.message > ask.content', 'in.message > c.value', 'c.yes > out.text', 'c.else > out.text']
    expect(found('EMPTY_REFERENCE', [...ends, ask, check], edges)).toEqual([])
  })

  test('reports an unconnected error port, but not one that leads to the answer', () => {
    const safe = [...ends, node('get', 'http', { url: 'https://a.example' }, { policy: { onError: 'port' } })]
    const edges = ['get.text > out.text']
    expect(found('LOST_BRANCH', safe, edges)[0]?.message).toMatch('When “get” fails, nothing reaches the Answer')
    expect(found('LOST_BRANCH', safe, [...edges, 'get.error > out.text'])).toEqual([])
  })

  test('reports a step that needs exclusive branches, but not its dependents', () => {
    const both = [
      ...nodes,
      node('all', 'merge', { mode: 'all', names: ['x', 'y'] }),
      node('after', 'template', { text: '{{v}}' }),
    ]
    const edges = ['in.message > if.value', 'if.yes > a.x', 'if.else > b.x', 'a.text > all.x', 'b.text > all.y']
    const issues = found('NEVER_RUNS', both, [...edges, 'all.value > after.v', 'after.text > out.text'])
    expect(issues.map(({ nodeId }) => nodeId)).toEqual(['all'])
    const any = both.map((item) => (item.id === 'all' ? node('all', 'merge', { mode: 'any' }) : item))
    const merged = [...edges.slice(0, 3), 'a.text > all.values', 'b.text > all.values', 'all.value > out.text']
    expect(found('NEVER_RUNS', any, merged)).toEqual([])
    expect(found('LOST_BRANCH', any, merged)).toEqual([])
  })

  test('checks a branch inside a container against its result', () => {
    const inside = { parent: 'each' }
    const mapped = [
      ...ends,
      node('each', 'map'),
      { ...route('if'), ...inside },
      { ...node('a', 'template', { text: '{{x}}' }), ...inside },
    ]
    const ports = manifestOf('map')?.ports({}).inner
    const [item, result] = [ports?.outputs[0]?.id, ports?.inputs[0]?.id]
    const edges = [`each.${item} > if.value`, 'if.yes > a.x', `a.text > each.${result}`]
    expect(found('LOST_BRANCH', mapped, edges)[0]?.message).toMatch(
      'takes “Else”, nothing reaches the result of “each”',
    )
    expect(found('LOST_BRANCH', mapped, [...edges, `if.else > each.${result}`])).toEqual([])
  })
})

describe('several writers of one value', () => {
  const nodes = [
    ...ends,
    route('if'),
    node('a', 'template', { text: 'A {{x}}' }),
    node('b', 'template', { text: 'B {{x}}' }),
  ]

  test('are reported if both can be live in a run, and the fix keeps the first', () => {
    const edges = ['in.message > a.x', 'in.message > b.x', 'a.text > out.text', 'b.text > out.text']
    const [issue] = found('COMPETING_WRITERS', nodes, edges)
    expect(issue?.message).toMatch('“a” and “b” both give one in the same run')
    if (issue?.fix?.change.type !== 'remove-edges') throw new Error('no fix')
    const mended = applyFix(sampleGraph(nodes, edges), issue.fix.change)
    expect(mended.edges.map(({ from }) => from.node)).toEqual(['in', 'in', 'a'])
    expect(lint(mended, manifestOf, facts()).filter(({ code }) => code === 'COMPETING_WRITERS')).toEqual([])
  })

  test('of one node are named with their ports', () => {
    const text = node('a', 'template', { text: 'A {{x}}' })
    const edges = ['in.message > a.x', 'in.history > a.x', 'a.text > out.text']
    const [issue] = found('COMPETING_WRITERS', [...ends, text], edges)
    expect(issue?.message).toMatch('“in: Message” and “in: History” both give one')
    expect(issue?.fix?.label).toBe('Keep “in: Message” only')
  })

  test('are accepted on exclusive branches at any distance', () => {
    const edges = ['in.message > if.value', 'if.yes > a.x', 'if.else > b.x', 'a.text > out.text', 'b.text > out.text']
    expect(found('COMPETING_WRITERS', nodes, edges)).toEqual([])
  })
})

test('reports a loop whose state never changes, and one with an excessive limit', () => {
  const loop = (maxRounds: number) => [...ends, node('loop', 'loop', { maxRounds })]
  expect(found('ENDLESS_LOOP', loop(10), ['in.message > loop.start', 'loop.state > loop.next'])).toHaveLength(1)
  const calls = [...loop(900), node('model', 'chat-model', { model: gpt }, { parent: 'loop' })]
  const edges = ['in.message > loop.start', 'loop.state > model.prompt', 'model.text > loop.next']
  expect(found('ENDLESS_LOOP', calls, edges)[0]?.fix?.change).toMatchObject({ path: 'maxRounds', value: 100 })
  expect(found('ENDLESS_LOOP', [...loop(50), ...calls.slice(3)], edges)).toEqual([])
})

describe('models', () => {
  const nodes = [...ends, node('model', 'chat-model', { model: gpt, maxOutputTokens: 2_000 })]
  const edges = ['in.message > model.prompt', 'model.text > out.text']
  const second = { connection: c1, model: 'other' }

  test('offers a route that starts with the model as fallback, unless errors are handled', () => {
    const routes = [{ name: 'Steady', targets: [gpt, second] }]
    const [issue] = found('NO_FALLBACK', nodes, edges, { rules: { routes } })
    expect(issue?.fix).toMatchObject({
      label: 'Use “Steady”',
      change: { value: { connection: 'route', model: 'Steady' } },
    })
    const routed = [...ends, node('model', 'chat-model', { model: { connection: 'route', model: 'Steady' } })]
    expect(found('NO_FALLBACK', routed, edges, { rules: { routes } })).toEqual([])
    const caught = [...ends, node('model', 'chat-model', { model: gpt }, { policy: { onError: 'port' } })]
    expect(found('NO_FALLBACK', caught, edges)).toEqual([])
    expect(found('NO_FALLBACK', [...ends, node('model', 'chat-model')], edges)).toEqual([])
  })

  test.each([
    ['2026-11-01', 'was switched off on 2026-11-01'],
    ['2027-01-31', 'is switched off on 2027-01-31'],
    ['2027-06-01', undefined],
    [null, undefined],
  ])('a model that retires on %s', (retiresOn, words) => {
    const known = { provider: 'openai', model: 'gpt', contextTokens: null, retiresOn, replacement: 'gpt-new' }
    const [issue] = found('MODEL_RETIRES', nodes, edges, { models: [known] })
    if (words === undefined) return expect(issue).toBeUndefined()
    expect(issue?.message).toMatch(words)
    expect(issue?.fix?.change).toMatchObject({ value: { connection: c1, model: 'gpt-new' } })
    // At another base URL the name says nothing about the model.
    const elsewhere = { connections: [{ id: c1, ...place, isElsewhere: true }] }
    expect(found('MODEL_RETIRES', nodes, edges, { models: [known], rules: elsewhere })).toEqual([])
  })

  test('reports a prompt that leaves no room, including its sources and the answer', () => {
    expect(found('PROMPT_TOO_LONG', nodes, edges)).toEqual([])
    const long = [...nodes, node('text', 'prompt', { messages: [{ role: 'user', content: 'word '.repeat(6_000) }] })]
    const [issue] = found('PROMPT_TOO_LONG', long, ['text.messages > model.prompt', 'model.text > out.text'])
    expect(issue?.message).toMatch(/about 7500 tokens and may answer with 2000, and “gpt” reads 8000/)
    const chinese = [...nodes.slice(0, 2), node('model', 'chat-model', { model: gpt, system: '知识库'.repeat(2_200) })]
    expect(found('PROMPT_TOO_LONG', chinese, edges)).toHaveLength(1)
  })
})

test('fixes it with fewer passages or a shorter answer', () => {
  const [look, model] = [
    node('look', 'retriever', { knowledgeBaseId: base, limit: 30 }),
    node('model', 'chat-model', { model: gpt, maxOutputTokens: 2_000 }),
  ]
  const edges = ['look.documents > model.documents', 'in.message > model.prompt', 'model.text > out.text']
  const [passages] = found('PROMPT_TOO_LONG', [...ends, look, model], edges)
  expect(passages?.fix).toMatchObject({
    label: 'Take 27 passages',
    change: { nodeId: 'look', path: 'limit', value: 27 },
  })
  const long = node('text', 'prompt', { messages: [{ role: 'user', content: 'word '.repeat(5_600) }] })
  const [answer] = found(
    'PROMPT_TOO_LONG',
    [...ends, long, model],
    ['text.messages > model.prompt', 'model.text > out.text'],
  )
  expect(answer?.fix?.change).toEqual({ type: 'set-config', nodeId: 'model', path: 'maxOutputTokens', value: 1_000 })
})

test('connects the last step of a loop to its next state by a fix', () => {
  const nodes = [...ends, node('loop', 'loop'), node('step', 'template', { text: '{{x}}' }, { parent: 'loop' })]
  const edges = ['in.message > loop.start', 'loop.state > step.x', 'loop.state > loop.next', 'loop.result > out.text']
  const [issue] = found('ENDLESS_LOOP', nodes, edges)
  if (issue?.fix?.change.type !== 'reconnect') throw new Error('no fix')
  const mended = applyFix(sampleGraph(nodes, edges), issue.fix.change)
  expect(mended.edges[2]).toMatchObject({ from: { node: 'step', port: 'text' }, to: { node: 'loop', port: 'next' } })
  expect(lint(mended, manifestOf, facts()).filter(({ code }) => code === 'ENDLESS_LOOP')).toEqual([])
})

test('deletes an unreachable node with its inside by a fix', () => {
  const nodes = [
    ...ends,
    node('each', 'map'),
    node('inner', 'map', {}, { parent: 'each' }),
    node('deep', 'template', { text: '' }, { parent: 'inner' }),
  ]
  const graph = sampleGraph(nodes, ['in.message > out.text'])
  const issue = validate(graph, manifestOf).find(({ code, nodeId }) => code === 'UNREACHABLE' && nodeId === 'each')
  if (issue?.fix?.change.type !== 'remove-nodes') throw new Error('no fix')
  expect(applyFix(graph, issue.fix.change).nodes.map(({ id }) => id)).toEqual(['in', 'out'])
})

test('reports deleted, empty, ingesting and unembedded knowledge', () => {
  const nodes = [...ends, node('look', 'retriever', { knowledgeBaseId: base })]
  const edges = ['in.message > look.query']
  const said = (known: object) => ({
    knowledgeBases: [{ id: base, name: 'Handbook', passages: 0, pending: 0, problem: null, ...known }],
  })
  const one = (said: Said, code: IssueCode = 'KNOWLEDGE_EMPTY') =>
    found(code, nodes, edges, said).map((issue) => issue.severity)
  expect(one({})).toEqual([])
  expect(one({ knowledgeBases: [] }, 'KNOWLEDGE_MISSING')).toEqual(['warning'])
  const other = { id: 'other', name: 'Manual', passages: 3, pending: 0, problem: null }
  expect(found('KNOWLEDGE_MISSING', nodes, edges, { knowledgeBases: [other] })[0]?.fix).toMatchObject({
    label: 'Use “Manual”',
    change: { nodeId: 'look', path: 'knowledgeBaseId', value: 'other' },
  })
  expect(one(said({}))).toEqual(['warning'])
  expect(one(said({ pending: 3 }))).toEqual(['hint'])
  expect(one(said({ passages: 9, problem: '4 of 9 passages have no vector.' }))).toEqual(['warning'])
})

describe('untrusted text', () => {
  const send = (id: string) =>
    node(id, 'http', { method: 'POST', url: 'https://mail.example', bodyKind: 'text', textBody: '{{text}}' })
  const nodes = [...ends, node('page', 'http', { url: 'https://a.example' }), node('model', 'chat-model'), send('mail')]
  const edges = ['page.text > model.prompt', 'model.text > mail.text', 'mail.text > out.text']

  test('is reported with its path if it controls a request, with a guard as fix', () => {
    const [issue] = found('UNTRUSTED_TEXT', nodes, edges)
    expect(issue).toMatchObject({ nodeId: 'mail', trail: ['page', 'model', 'mail'], severity: 'warning' })
    expect(issue?.message).toMatch('“page” reaches “mail” by way of “model”')
    expect(issue?.fix?.change).toEqual({ type: 'insert', edgeId: 'e1', nodeType: 'injection-guard' })
  })

  test('is accepted after a guard or a person', () => {
    const guarded = [...nodes, node('guard', 'injection-guard')]
    const through = [
      'page.text > model.prompt',
      'model.text > guard.text',
      'guard.passed > mail.text',
      'mail.text > out.text',
    ]
    expect(found('UNTRUSTED_TEXT', guarded, through)).toEqual([])
    const past = through.map((edge) => edge.replace('guard.passed', 'guard.blocked'))
    expect(found('UNTRUSTED_TEXT', guarded, past)).toHaveLength(1)
    const asked = [...nodes, node('ask', 'approval')]
    expect(found('UNTRUSTED_TEXT', asked, ['page.text > ask.content', 'ask.approved > mail.text'])).toEqual([])
  })

  test('counts through references, but not as a number or in a reading request', () => {
    const named = [
      ...nodes.slice(0, 3),
      node('mail', 'http', { method: 'POST', url: 'https://m.example/{{page.text}}' }),
    ]
    expect(found('UNTRUSTED_TEXT', named, [])[0]?.trail).toEqual(['page', 'mail'])
    expect(found('UNTRUSTED_TEXT', nodes, ['page.status > mail.text'])).toEqual([])
    const read = [...nodes.slice(0, 3), node('again', 'http', { url: 'https://b.example/{{q}}' })]
    expect(found('UNTRUSTED_TEXT', read, ['page.text > again.q'])).toEqual([])
  })

  test('reaches an agent by its own tools, which is reported unless it asks for approval', () => {
    const agent = (ask: string) => [
      ...ends,
      node('agent', 'agent', { ask }),
      node('page', 'http', { url: 'https://a.example' }),
      send('mail'),
    ]
    const wires = ['in.message > agent.prompt', 'page.tool > agent.tools', 'mail.tool > agent.tools']
    const [issue] = found('UNTRUSTED_TEXT', agent('never'), wires)
    expect(issue).toMatchObject({ nodeId: 'agent', trail: ['page', 'agent'] })
    expect(issue?.fix?.change).toMatchObject({ path: 'ask', value: 'writes' })
    expect(found('UNTRUSTED_TEXT', agent('writes'), wires)).toEqual([])
    expect(found('UNTRUSTED_TEXT', agent('never'), wires.slice(0, 2))).toEqual([])
  })
})

test('allows personal data only for providers that the policy lists for it', () => {
  const fields = [
    { name: 'name', personal: true },
    { name: 'topic', personal: false },
  ]
  const nodes = [
    node('in', 'input', { mode: 'form', fields }),
    node('model', 'chat-model', { model: gpt }),
    node('out', 'answer'),
  ]
  const edges = (field: string) => [`in.${field} > model.prompt`, 'model.text > out.text']
  const listed = (personalData?: string[]) => ({ policy: personalData ? { personalData } : {} })
  expect(found('PERSONAL_DATA', nodes, edges('name'), listed([]))[0]?.trail).toEqual(['in', 'model'])
  expect(found('PERSONAL_DATA', nodes, edges('topic'), listed([]))).toEqual([])
  expect(found('PERSONAL_DATA', nodes, edges('name'), listed(['openai']))).toEqual([])
  expect(found('PERSONAL_DATA', nodes, edges('name'), listed())).toEqual([])
})

test('checks a thousand nodes with a hundred branches quickly', () => {
  const nodes = [...ends]
  const edges: string[] = []
  for (let index = 0; index < 500; index += 1) {
    nodes.push(index % 5 === 0 ? route(`n${index}`) : node(`n${index}`, 'template', { text: '{{x}}' }))
    nodes.push(node(`m${index}`, 'template', { text: '{{x}} {{y}}' }))
    const before = index === 0 ? 'in.message' : (index - 1) % 5 === 0 ? `n${index - 1}.else` : `n${index - 1}.text`
    edges.push(`${before} > n${index}.${index % 5 === 0 ? 'value' : 'x'}`, `in.message > m${index}.y`)
    edges.push(`${index % 5 === 0 ? `n${index}.yes` : `n${index}.text`} > m${index}.x`)
  }
  const graph = sampleGraph(nodes, edges)
  expect(validate(graph, manifestOf).some(({ code }) => code === 'UNKNOWN_PORT')).toBe(false)
  expect(cpuMs(() => lint(graph, manifestOf, facts()))).toBeLessThan(1_000)
})
