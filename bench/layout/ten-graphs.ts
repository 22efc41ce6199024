import type { LayoutInput } from '@/components/canvas/layout/layout-input'

interface Named {
  name: string
  graph: LayoutInput
}

const CARD = { width: 224, height: 150 }
const AGENT = { width: 224, height: 190 }
const row = (index: number) => 63 + 22 * index

/** Graphs as people draw them, from five to 200 nodes. */
export function tenGraphs(): Named[] {
  return [
    { name: 'documents', graph: documents() },
    { name: 'agent with 3 tools', graph: agent(3) },
    { name: 'agent with 8 tools', graph: agent(8) },
    { name: 'branches', graph: branches(4) },
    { name: 'three agents', graph: team() },
    { name: 'fan out and merge', graph: fan(6) },
    { name: 'ladder', graph: ladder(10) },
    { name: 'mesh of 30', graph: mesh(6, 5, 1) },
    { name: 'mesh of 80', graph: mesh(10, 8, 2) },
    { name: 'mesh of 200', graph: mesh(20, 10, 3) },
  ]
}

const card = (id: string) => ({ id, ...CARD })
const edge = (from: string, to: string, fromY = row(0), toY = row(0)) => ({ from, to, fromY, toY })
const plug = (from: string, to: string) => ({ from, to, isPlug: true })

function documents(): LayoutInput {
  return {
    nodes: ['in', 'retriever', 'prompt', 'model', 'out'].map(card),
    edges: [
      edge('in', 'retriever'),
      edge('in', 'prompt'),
      edge('prompt', 'model'),
      edge('retriever', 'model', row(0), row(1)),
      edge('in', 'model', row(1), row(2)),
      edge('model', 'out'),
      edge('model', 'out', row(1), row(1)),
    ],
  }
}

function agent(tools: number): LayoutInput {
  const names = Array.from({ length: tools }, (_, index) => `tool${index}`)
  return {
    nodes: [...['in', 'classify', 'out', ...names].map(card), { id: 'agent', ...AGENT }],
    edges: [
      edge('in', 'classify'),
      edge('classify', 'agent'),
      edge('agent', 'out'),
      ...names.map((id) => plug(id, 'agent')),
    ],
  }
}

function branches(count: number): LayoutInput {
  const names = Array.from({ length: count }, (_, index) => `b${index}`)
  return {
    nodes: ['in', 'switch', ...names, ...names.map((id) => `${id}x`), 'merge', 'out'].map(card),
    edges: [
      edge('in', 'switch'),
      ...names.flatMap((id, index) => [
        edge('switch', id, row(index)),
        edge(id, `${id}x`),
        edge(`${id}x`, 'merge', row(0), row(index)),
      ]),
      edge('merge', 'out'),
    ],
  }
}

function team(): LayoutInput {
  const agents = ['plan', 'work', 'check']
  return {
    nodes: [
      ...['in', 'out', 'notes', ...agents.flatMap((id) => [`${id}a`, `${id}b`])].map(card),
      ...agents.map((id) => ({ id, ...AGENT })),
    ],
    edges: [
      edge('in', 'plan'),
      edge('plan', 'work'),
      edge('work', 'check'),
      edge('check', 'out'),
      edge('in', 'notes'),
      edge('notes', 'check', row(0), row(1)),
      edge('plan', 'out', row(0), row(1)),
      ...agents.flatMap((id) => [plug(`${id}a`, id), plug(`${id}b`, id)]),
    ],
  }
}

function fan(width: number): LayoutInput {
  const names = Array.from({ length: width }, (_, index) => `f${index}`)
  return {
    nodes: ['in', ...names, 'collect', 'write', 'out'].map(card),
    edges: [
      ...names.flatMap((id) => [edge('in', id), edge(id, 'collect')]),
      edge('collect', 'write'),
      edge('in', 'write', row(0), row(1)),
      edge('write', 'out'),
    ],
  }
}

/** Two parallel chains with links between them. */
function ladder(length: number): LayoutInput {
  const ids = Array.from({ length }, (_, index) => index)
  return {
    nodes: ids.flatMap((index) => [card(`a${index}`), card(`b${index}`)]),
    edges: ids.flatMap((index) => [
      ...(index === 0 ? [] : [edge(`a${index - 1}`, `a${index}`), edge(`b${index - 1}`, `b${index}`)]),
      ...(index > 0 && index % 3 === 0 ? [edge(`a${index - 1}`, `b${index}`, row(0), row(1))] : []),
    ]),
  }
}

/** Columns with links to one or two nodes of the column before; the seed selects which. */
function mesh(columns: number, rows: number, seed: number): LayoutInput {
  let state = seed
  const random = (limit: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * limit)
  }
  const id = (column: number, index: number) => `m${column}-${index}`
  const nodes: LayoutInput['nodes'] = []
  const edges: LayoutInput['edges'] = []
  for (let column = 0; column < columns; column += 1)
    for (let at = 0; at < rows; at += 1) {
      nodes.push(card(id(column, at)))
      if (column === 0) continue
      edges.push(edge(id(column - 1, at), id(column, at)))
      const near = Math.min(rows - 1, Math.max(0, at + random(5) - 2))
      if (near !== at) edges.push(edge(id(column - 1, near), id(column, at), row(0), row(1)))
    }
  return { nodes, edges }
}
