// A knowledge base of many chunks, embedded by the mock model, because the built-in embedder would take a quarter of an
// hour.
import { docs } from '../docs.mjs'

const EMBEDDER = 'mock-embed-384'
/** Number of varied repetitions of the documents' texts in one file. */
const ROUND = 5

/** Documents that are processed at the same time. */
const AT_ONCE = 4

/** @param say receives progress @returns its id and the number of chunks, once they are searchable */
export async function fillKnowledge(server, { connectionId, chunks, say }) {
  const { ask } = server
  const { id } = await ask('POST', '/knowledge', { name: 'Rules', description: '' })
  const chunking = { all: { chunker: 'recursive', maxTokens: 120, overlapTokens: 0 } }
  await ask('POST', `/knowledge/${id}/rebuild`, { embedder: { connection: connectionId, model: EMBEDDER }, chunking })
  await until(async () => (await ask('GET', `/knowledge/${id}/indexes`)).indexes[0]?.embedder.model === EMBEDDER)
  let saidAt = Date.now()
  const read = async () => {
    const state = await ask('GET', `/knowledge/${id}`)
    if (Date.now() - saidAt > 10_000) {
      saidAt = Date.now()
      say(`${state.chunkCount} of ${chunks} chunks, ${state.pendingCount} files being read`)
    }
    return state
  }
  for (let round = 0; ; round += 1) {
    if ((await read()).chunkCount >= chunks) break
    await upload(server, id, round)
    await until(async () => (await read()).pendingCount < AT_ONCE)
  }
  await until(async () => (await read()).pendingCount === 0)
  return { id, chunkCount: (await read()).chunkCount }
}

async function upload({ url, host, cookie }, id, round) {
  const form = new FormData()
  form.set('file', new Blob([textOf(round)], { type: 'text/plain' }), `rules-${round}.txt`)
  const response = await fetch(`${url.replace('127.0.0.1', 'localhost')}/api/studio/knowledge/${id}/documents`, {
    method: 'POST',
    headers: { origin: `http://${host}`, cookie: cookie() },
    body: form,
  })
  if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`)
}

/** Different in every document, so that no two passages are identical. */
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
  for (let turn = 0; turn < 3_000; turn += 1) {
    if (await isDone()) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The knowledge base was not filled in ten minutes.')
}
