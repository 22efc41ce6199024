// A knowledge base of many chunks, embedded by the mock model: our own embedder would take a quarter of an hour for them.
import { docs } from '../docs.mjs'

const EMBEDDER = 'mock-embed-384'
const ROUND = 25

/** @returns its id and how many chunks it has, once they can be searched */
export async function fillKnowledge({ ask, url, host, cookie }, { connectionId, chunks }) {
  const { id } = await ask('POST', '/knowledge', { name: 'Rules', description: '' })
  const chunking = { all: { chunker: 'recursive', maxTokens: 120, overlapTokens: 0 } }
  await ask('POST', `/knowledge/${id}/rebuild`, { embedder: { connection: connectionId, model: EMBEDDER }, chunking })
  await until(async () => (await ask('GET', `/knowledge/${id}/indexes`)).indexes[0]?.embedder.model === EMBEDDER)
  for (let round = 0; ; round += 1) {
    const { chunkCount } = await ask('GET', `/knowledge/${id}`)
    if (chunkCount >= chunks) return { id, chunkCount }
    const form = new FormData()
    form.set('file', new Blob([textOf(round)], { type: 'text/plain' }), `rules-${round}.txt`)
    const headers = { origin: `http://${host}`, cookie: cookie() }
    const response = await fetch(`${url.replace('127.0.0.1', 'localhost')}/api/studio/knowledge/${id}/documents`, {
      method: 'POST',
      headers,
      body: form,
    })
    if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`)
    await until(async () => (await ask('GET', `/knowledge/${id}`)).pendingCount === 0)
  }
}

/** Different in every document, so that no passage is another one's twin. */
function textOf(round) {
  return Array.from({ length: ROUND }, (_, turn) =>
    docs
      .map(
        ({ text }, index) =>
          `${text} Case ${round}-${turn}-${index} was settled by ${NAMES[(round * 7 + turn * 3 + index) % NAMES.length]} after ${(round + turn + index) % 97} days.`,
      )
      .join('\n\n'),
  ).join('\n\n')
}
const NAMES = [
  'Ada',
  'Blaise',
  'Carl',
  'Dorothy',
  'Emmy',
  'Fibonacci',
  'Grace',
  'Hypatia',
  'Ida',
  'Joseph',
  'Katherine',
]

async function until(isDone) {
  for (let turn = 0; turn < 1_200; turn += 1) {
    if (await isDone()) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('The knowledge base was not filled in ten minutes.')
}
