// Sets up the owner and publishes apps before the faults start.
import { ask } from './client.mjs'

const PERSON = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }

export async function signUp(web) {
  const token = /setup=(\S+)/.exec(web.firstLine)?.[1]
  const response = await fetch(`${web.url}/api/studio/session/setup`, {
    method: 'POST',
    headers: { origin: web.url, 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...PERSON }),
  })
  if (!response.ok) throw new Error(`The owner was not set up: ${response.status} ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  /** As the owner, on any of these processes. */
  return (urls, method, path, body) => ask(urls, `/api/studio${path}`, { method, headers: { cookie }, body })
}

export async function publish({ urls, owner }, name, graph) {
  const app = await owner(urls, 'POST', '/apps', { name, kind: 'form', graph })
  const { publication } = await owner(urls, 'POST', `/apps/${app.id}/versions`, { revision: app.revision })
  const { secret } = await owner(urls, 'POST', '/keys', { name, appIds: [app.id] })
  return { id: app.id, slug: publication.slug, key: secret }
}

const node = (x, id, type, config = {}, more = {}) => ({
  id,
  type,
  label: id,
  config,
  version: 1,
  position: { x: x * 260, y: 0 },
  ...more,
})
const edge = (text, index) => {
  const [from, to] = text.split(' > ').map((end) => end.split('.'))
  return { id: `e${index}`, from: { node: from[0], port: from[1] }, to: { node: to[0], port: to[1] } }
}
const graph = (nodes, edges) => ({ schemaVersion: 1, nodes, edges: edges.map(edge) })
const input = (kind = 'text') =>
  node(0, 'input', 'input', { mode: 'form', fields: [{ name: 'what', label: 'What', kind, required: true }] })
const writing = (target, reference, more) =>
  node(2, 'write', 'http', { method: 'POST', url: `${target}/write/{{${reference}}}` }, more)

/** Writes each item of a list. */
export const mapGraph = (target) =>
  graph(
    [
      input('json'),
      node(1, 'each', 'map', { parallel: 2 }),
      writing(target, 'item', { parent: 'each' }),
      node(3, 'joined', 'template', { text: '{{all}}' }),
      node(4, 'answer', 'answer'),
    ],
    [
      'input.what > each.items',
      'each.item > write.item',
      'write.text > each.result',
      'each.results > joined.all',
      'joined.text > answer.text',
    ],
  )

/** Writes once. */
export const writeGraph = (target) =>
  graph([input(), writing(target, 'input.what'), node(3, 'answer', 'answer')], ['write.text > answer.text'])

/** Asks a person, and writes after approval. */
export const approvalGraph = (target) =>
  graph(
    [
      input(),
      node(1, 'ask', 'approval', { title: 'Write {{input.what}}?' }),
      writing(target, 'what'),
      node(3, 'no', 'template', { text: 'no {{ask.rejected}}' }),
      node(4, 'answer', 'answer'),
    ],
    ['input.what > ask.content', 'ask.approved > write.what', 'write.text > answer.text', 'no.text > answer.text'],
  )

/** Streams the answer of a model. */
export const streamGraph = (connection) =>
  graph(
    [input(), node(1, 'chat', 'chat-model', { model: { connection, model: 'm' } }), node(2, 'answer', 'answer')],
    ['input.what > chat.prompt', 'chat.text > answer.text'],
  )
