// A drawing of 1,000 nodes and 1,500 edges without an error: chains of text and code steps with links across.
const COLUMNS = 25
const ROWS = 40
/** Texts that take a third value. */
const WIDER = 60

/** @returns {{ schemaVersion: 1, nodes: object[], edges: object[] }} as the studio stores it */
export function bigGraph() {
  const nodes = []
  const edges = []
  const link = (from, to) => edges.push({ id: `e${edges.length}`, from, to })
  let wider = 0
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const id = idAt(row, column)
      const isText = column % 2 === 0
      const takesMore = isText && column > 3 && column < 8 && wider < WIDER
      if (takesMore) wider += 1
      nodes.push({
        id,
        version: 1,
        label: `Step ${row + 1}.${column + 1}`,
        position: { x: column * 376, y: row * 208 },
        ...(isText ? text(column > 0, takesMore) : CODE),
      })
      if (column === 0) continue
      link(
        { node: idAt(row, column - 1), port: isText ? 'result' : 'text' },
        { node: id, port: isText ? 'value' : 'text' },
      )
      if (isText) link({ node: idAt(row === 0 ? 1 : row - 1, column - 1), port: 'result' }, { node: id, port: 'other' })
      if (takesMore) link({ node: idAt(row, 1), port: 'result' }, { node: id, port: 'more' })
    }
  }
  return { schemaVersion: 1, nodes, edges }
}

const idAt = (row, column) => `n${row}-${column}`
const text = (hasValues, takesMore) => ({
  type: 'template',
  config: {
    text: hasValues ? `From {{value}} and {{other}}${takesMore ? ' and {{more}}' : ''}: a sentence.` : 'It begins.',
  },
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
