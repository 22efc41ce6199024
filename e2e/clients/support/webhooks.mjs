import { appUrl, bearer, served } from './served.mjs'

const json = { 'content-type': 'application/json' }

/** A message to the incoming webhook of the form. */
export const postToHook = (body, headers) =>
  fetch(served.url + served.hook.path, { method: 'POST', headers: { ...json, ...headers }, body })

/** The callback that the receiver got for a completed run. */
export async function receivedCallback() {
  const body = JSON.stringify({ inputs: { message: 'one' }, callback: { url: `${served.receiverUrl}/done` } })
  const headers = { ...bearer, ...json, prefer: 'respond-async' }
  const { runId } = await (await fetch(`${appUrl}/runs`, { method: 'POST', headers, body })).json()
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const found = await fetch(`${served.receiverUrl}/${runId}`)
    if (found.ok) return { ...(await found.json()), runId }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The callback was not called.')
}
