import { appUrl, bearer, served } from './served.mjs'
import { until } from './until.mjs'

const json = { 'content-type': 'application/json' }

/** A message to the incoming webhook of the form. */
export const postToHook = (body, headers) =>
  fetch(served.url + served.hook.path, { method: 'POST', headers: { ...json, ...headers }, body })

/** The callback that the receiver got for a completed run. */
export async function receivedCallback() {
  const body = JSON.stringify({ inputs: { message: 'one' }, callback: { url: `${served.receiverUrl}/done` } })
  const headers = { ...bearer, ...json, prefer: 'respond-async' }
  const { runId } = await (await fetch(`${appUrl}/runs`, { method: 'POST', headers, body })).json()
  return until(async () => {
    const found = await fetch(`${served.receiverUrl}/${runId}`)
    return found.ok && { ...(await found.json()), runId }
  }, 'The callback')
}
