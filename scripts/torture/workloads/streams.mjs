import { setTimeout as wait } from 'node:timers/promises'
import { startRun } from '../client.mjs'
import { startCuttingProxy } from '../cutting-proxy.mjs'
import { publish, streamGraph } from '../studio.mjs'
import { STREAMED_TEXT } from '../target.mjs'

/** Long answers of runs on workers, read from web processes through a proxy that cuts connections. */
export async function streams(world, { runs, paced }) {
  const { id } = await world.owner(world.urls, 'POST', '/connections', {
    name: 'Model',
    provider: 'openai-compatible',
    baseUrl: `${world.target.url}/v1`,
    apiKey: 'sk-test',
  })
  const app = await publish(world, 'Streams', streamGraph(id))
  const problems = []
  return {
    app,
    async work() {
      const proxies = await Promise.all(world.urls.map((url) => startCuttingProxy(Number(new URL(url).port))))
      const one = async (run) => {
        const runId = await startRun({ ...world, app }, `stream-${run}`, { what: 'go' }, { stream: true })
        problems.push(...(await readWhole({ app, runId, proxies, run })))
      }
      await paced(runs, one).finally(() => {
        for (const proxy of proxies) proxy.stop()
      })
    },
    expected: async () => runs,
    writes: async () => [],
    inspect: async () => problems,
  }
}

/** Reads from one process after the other, each time after the last received event. */
async function readWhole({ app, runId, proxies, run }) {
  const reader = { text: '', lastId: '', end: null }
  const giveUpAt = performance.now() + 240_000
  for (let attempt = run; !reader.end && performance.now() < giveUpAt; attempt += 1) {
    const { url } = proxies[attempt % proxies.length]
    await readSome(`${url}/api/v1/apps/${app.slug}/runs/${runId}/events`, app.key, reader).catch(() => {})
    // Every fourth pause is longer than the run keeps sending without a reader.
    if (!reader.end) await wait(attempt % 4 === 0 ? 3_500 : 100)
  }
  if (!reader.end) return [`the stream of ${runId} never ended`]
  if (reader.end !== 'run.completed') return []
  if (reader.text === STREAMED_TEXT) return []
  return [`the stream of ${runId} gave ${reader.text.length} of ${STREAMED_TEXT.length} characters`]
}

async function readSome(url, key, reader) {
  const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' }
  if (reader.lastId) headers['last-event-id'] = reader.lastId
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(60_000) })
  if (!response.ok) return
  const decoder = new TextDecoder()
  let open = ''
  for await (const chunk of response.body) {
    open += decoder.decode(chunk, { stream: true })
    const blocks = open.split('\n\n')
    open = blocks.pop() ?? ''
    for (const block of blocks) readBlock(block, reader)
  }
}

function readBlock(block, reader) {
  const field = (name) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]
  const data = field('data')
  if (!data || data === '[DONE]') return
  const event = JSON.parse(data)
  const type = field('event') ?? event.type
  if (type === 'answer.reset') reader.text = ''
  if (type === 'answer.delta') reader.text += event.text
  if (type === 'run.completed' || type === 'run.failed') reader.end = type
  reader.lastId = field('id') ?? reader.lastId
}
