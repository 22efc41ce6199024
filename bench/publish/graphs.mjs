// The apps that are measured.
const node = (id, type, config, x, y = 0) => ({ id, type, version: 1, label: id, config, position: { x, y } })
const edge = (id, from, fromPort, to, toPort) => ({
  id,
  from: { node: from, port: fromPort },
  to: { node: to, port: toPort },
})

export function chatGraph(connection, model) {
  return {
    schemaVersion: 1,
    nodes: [
      node('in', 'input', {}, 0),
      node('model', 'chat-model', { model: { connection, model }, system: 'You are a helpful assistant.' }, 300),
      node('out', 'answer', {}, 600),
    ],
    edges: [edge('e1', 'in', 'message', 'model', 'prompt'), edge('e2', 'model', 'text', 'out', 'text')],
  }
}

/** Ten steps, each of which adds its number to the text; no model. */
export function chainGraph() {
  const steps = Array.from({ length: 10 }, (_, index) => {
    const before = index === 0 ? '{{in.message}}' : `{{t${index}.text}}`
    return node(`t${index + 1}`, 'template', { text: `${before}.${index + 1}` }, 300 * (index + 1))
  })
  return {
    schemaVersion: 1,
    nodes: [node('in', 'input', {}, 0), ...steps, node('out', 'answer', {}, 3_600)],
    edges: [edge('e1', 't10', 'text', 'out', 'text')],
  }
}
