// A model service with the OpenAI API on 127.0.0.1. It answers with all user messages, so that a
// second turn shows whether the first one was remembered. The answer to "cut" ends at the maximum length.
import http from 'node:http'

const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 }

export async function startFakeModel() {
  const server = http.createServer((request, response) => void answer(request, response))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}/v1`, close: () => server.close() }
}

async function answer(request, response) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  if (!request.url.endsWith('/chat/completions')) return sendJson(response, { object: 'list', data: [] })
  const { messages, stream } = JSON.parse(Buffer.concat(chunks))
  const said = messages.filter(({ role }) => role === 'user').map(({ content }) => textOf(content))
  const words = `You said: ${said.join(' | ')}`.split(/(?<= )/)
  const finish = said.at(-1) === 'cut' ? 'length' : 'stop'
  const head = { id: 'c1', created: 1, model: 'm' }
  if (!stream) {
    const message = { role: 'assistant', content: words.join('') }
    return sendJson(response, {
      ...head,
      object: 'chat.completion',
      usage,
      choices: [{ index: 0, message, finish_reason: finish }],
    })
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (chunk) =>
    response.write(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...chunk })}\n\n`)
  for (const content of words)
    send({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] })
  send({ choices: [{ index: 0, delta: {}, finish_reason: finish }] })
  send({ choices: [], usage })
  response.end('data: [DONE]\n\n')
}

const textOf = (content) => (typeof content === 'string' ? content : content.map(({ text = '' }) => text).join(''))

function sendJson(response, value) {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}
