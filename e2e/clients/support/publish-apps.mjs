// Creates and publishes the apps that the clients call.
const node = (id, type, x, config = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x, y: 0 },
})
const edge = (from, to) => {
  const [[fromNode, fromPort], [toNode, toPort]] = [from.split('.'), to.split('.')]
  return {
    id: `${from}-${to}`.replaceAll('.', '-'),
    from: { node: fromNode, port: fromPort },
    to: { node: toNode, port: toPort },
  }
}
const graphOf = (nodes, edges) => ({ schemaVersion: 1, nodes, edges: edges.map(([from, to]) => edge(from, to)) })

/** A chat app with memory. */
const chat = (connection) =>
  graphOf(
    [
      node('in', 'input', 0),
      node('p', 'prompt', 200, { messages: [{ role: 'user', content: '{{in.message}}' }] }),
      node('m', 'chat-model', 400, { model: { connection, model: 'echo' } }),
      node('out', 'answer', 600),
    ],
    [
      ['in.history', 'p.history'],
      ['p.messages', 'm.prompt'],
      ['m.text', 'out.text'],
    ],
  )

const form = () =>
  graphOf(
    [
      node('in', 'input', 0, { mode: 'form', fields: [{ name: 'title', label: 'Title', kind: 'text' }] }),
      node('t', 'template', 200, { text: 'Title: {{title}}.' }),
      node('out', 'answer', 400),
    ],
    [
      ['in.title', 't.title'],
      ['t.text', 'out.text'],
    ],
  )

/** @returns their URLs and keys */
export async function publishApps(ask, modelUrl) {
  const connection = { name: 'Model', provider: 'openai-compatible', baseUrl: modelUrl, apiKey: 'sk-0123456789' }
  const { id } = await ask('POST', '/api/studio/connections', connection)
  const chatty = await publish(ask, 'chatty', chat(id))
  const formApp = await publish(ask, 'letter', form())
  return {
    chat: { slug: 'chatty', appId: chatty, key: await makeKey(ask, [chatty]) },
    form: { slug: 'letter', appId: formApp, key: await makeKey(ask, [formApp]) },
  }
}

async function publish(ask, slug, graph) {
  const { id, revision } = await ask('POST', '/api/studio/apps', { name: slug, graph })
  const { publication } = await ask('POST', `/api/studio/apps/${id}/versions`, { revision })
  const { title, greeting, suggestions, accent } = publication
  const settings = { slug, access: 'link', title, greeting, suggestions, accent, allowedOrigins: [], widget: {} }
  await ask('PUT', `/api/studio/apps/${id}/publication`, settings)
  return id
}

const makeKey = async (ask, appIds) => (await ask('POST', '/api/studio/keys', { name: 'Clients', appIds })).secret
