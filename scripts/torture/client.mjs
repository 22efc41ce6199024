// A client that retries until a process responds.
import { setTimeout as wait } from 'node:timers/promises'

const GIVE_UP_MS = 240_000

/** @returns the parsed response. @throws if the request itself is wrong, or no server responds for four minutes */
export async function ask(urls, path, { method = 'GET', headers = {}, body } = {}) {
  const giveUpAt = performance.now() + GIVE_UP_MS
  for (let attempt = Math.floor(Math.random() * urls.length); performance.now() < giveUpAt; attempt += 1) {
    const answer = await sendOnce(urls[attempt % urls.length] + path, { method, headers, body })
    if (answer) return answer
    await wait(300)
  }
  throw new Error(`${method} ${path} was not answered for four minutes.`)
}

/** @returns null if the process has ended or is busy */
async function sendOnce(url, { method, headers, body }) {
  const isForm = body instanceof FormData
  const options = {
    method,
    headers: { origin: new URL(url).origin, ...(isForm ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  }
  let response
  let text
  try {
    response = await fetch(url, options)
    text = await response.text()
  } catch {
    return null
  }
  if (response.ok) return text === '' ? {} : JSON.parse(text)
  if (response.status < 500 && response.status !== 429) throw new Error(`${method} ${url}: ${response.status} ${text}`)
  return null
}

/** Starts a run in the background, with retries. @returns its id */
export async function startRun({ urls, app }, key, inputs, more = {}) {
  const headers = { authorization: `Bearer ${app.key}`, prefer: 'respond-async', 'idempotency-key': key }
  return (await ask(urls, `/api/v1/apps/${app.slug}/runs`, { method: 'POST', headers, body: { inputs, ...more } }))
    .runId
}
