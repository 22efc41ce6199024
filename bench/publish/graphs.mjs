// The measured apps.
const node = (id, type, config, x, y = 0) => ({ id, type, version: 1, label: id, config, position: { x, y } })
const edge = (id, from, fromPort, to, toPort) => ({
  id,
  from: { node: from, port: fromPort },
  to: { node: to, port: toPort },
})
const graph = (nodes, edges) => ({
  schemaVersion: 1,
  nodes,
  edges: edges.map((ends, index) => edge(`e${index + 1}`, ...ends)),
})
const SYSTEM = 'You are a helpful assistant.'

export function chatGraph(connection, model) {
  const nodes = [
    node('in', 'input', {}, 0),
    node('model', 'chat-model', { model: { connection, model }, system: SYSTEM }, 300),
    node('out', 'answer', {}, 600),
  ]
  return graph(nodes, [
    ['in', 'message', 'model', 'prompt'],
    ['model', 'text', 'out', 'text'],
  ])
}

/** Ten steps that each append a number to the text; no model. */
export function chainGraph() {
  const steps = Array.from({ length: 10 }, (_, index) => {
    const before = index === 0 ? '{{in.message}}' : `{{t${index}.text}}`
    return node(`t${index + 1}`, 'template', { text: `${before}.${index + 1}` }, 300 * (index + 1))
  })
  return graph(
    [node('in', 'input', {}, 0), ...steps, node('out', 'answer', {}, 3_600)],
    [['t10', 'text', 'out', 'text']],
  )
}

/** An agent whose only tool is a web request, so a run makes three upstream calls: the model, the tool, the model. */
export function agentGraph(connection, model, toolUrl) {
  const nodes = [
    node('in', 'input', {}, 0),
    node('lookup', 'http', { method: 'GET', url: toolUrl }, 0, 200),
    {
      ...node('agent', 'agent', { model: { connection, model }, instructions: SYSTEM, ask: 'never' }, 300),
      version: 2,
    },
    node('out', 'answer', {}, 600),
  ]
  return graph(nodes, [
    ['in', 'message', 'agent', 'prompt'],
    ['lookup', 'tool', 'agent', 'tools'],
    ['agent', 'text', 'out', 'text'],
  ])
}

export function ragGraph(connection, model, knowledgeBaseId) {
  const nodes = [
    node('in', 'input', {}, 0),
    node('find', 'retriever', { knowledgeBaseId, limit: 6 }, 200),
    node('model', 'chat-model', { model: { connection, model }, system: SYSTEM }, 400),
    node('out', 'answer', {}, 600),
  ]
  const edges = [
    ['in', 'message', 'find', 'query'],
    ['in', 'message', 'model', 'prompt'],
    ['find', 'documents', 'model', 'documents'],
    ['model', 'text', 'out', 'text'],
  ]
  return graph(nodes, edges)
}
