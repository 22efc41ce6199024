// A valid graph of 1,000 nodes and 1,500 edges: chains of text and code nodes with cross links.
const COLUMNS = 25
const ROWS = 40
/** Texts with a third value. */
const WIDER = 60

/** @returns {{ schemaVersion: 1, nodes: object[], edges: object[] }} as stored by the studio */
export function bigGraph() {
  const nodes = []
  const edges = []
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const step = stepAt(row, column)
      nodes.push(step.node)
      for (const edge of step.edges) edges.push({ id: `e${edges.length}`, ...edge })
    }
  }
  return { schemaVersion: 1, nodes, edges }
}

/** Every second node is a template that uses values from earlier nodes and from the row above. */
function stepAt(row, column) {
  const id = idAt(row, column)
  const isText = column % 2 === 0
  const takesMore = column === 4 || (column === 6 && row < WIDER - ROWS)
  const node = { id, version: 1, label: `Step ${row + 1}.${column + 1}`, position: { x: column * 376, y: row * 208 } }
  if (!isText) return { node: { ...node, ...CODE }, edges: [link(idAt(row, column - 1), 'text', id, 'text')] }
  const before = column === 0 ? [] : [idAt(row, column - 1), idAt(row === 0 ? 1 : row - 1, column - 1)]
  const sources = takesMore ? [...before, idAt(row, 1)] : before
  return {
    node: { ...node, ...text(sources.length) },
    edges: sources.map((source, at) => link(source, 'result', id, VALUES[at])),
  }
}

const VALUES = ['value', 'other', 'more']
const link = (from, fromPort, to, toPort) => ({ from: { node: from, port: fromPort }, to: { node: to, port: toPort } })
const idAt = (row, column) => `n${row}-${column}`
const text = (count) => ({
  type: 'template',
  config: { text: ['It begins', ...VALUES.slice(0, count).map((name) => `{{${name}}}`)].join(', ') },
})
const CODE = {
  type: 'code',
  config: {
    inputs: [{ name: 'text', kind: 'any', required: false, description: '' }],
    code: 'return String(input.text).trim()',
    timeoutSeconds: 5,
    toolDescription: '',
  },
}
