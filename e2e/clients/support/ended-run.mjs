import { appUrl, bearer, served } from './served.mjs'

const TEXT = 'You said: a long answer of many words, streamed one after the other'

/** A completed run with its streamed events, and the path to read them again. */
export async function endedRun() {
  const body = JSON.stringify({ inputs: { message: TEXT.slice('You said: '.length) }, stream: true })
  const headers = { ...bearer, 'content-type': 'application/json' }
  const response = await fetch(`${appUrl}/runs`, { method: 'POST', headers, body })
  const stream = await response.text()
  const path = `${appUrl.slice(served.url.length)}/runs/${response.headers.get('x-run-id')}/events`
  return { path, stream, answer: TEXT }
}

/** The text that a reader shows, event by event. */
export function showing() {
  let text = ''
  return (type, data) => {
    if (type === 'answer.delta') text += JSON.parse(data).text
    if (type === 'answer.reset') text = ''
    return text
  }
}
