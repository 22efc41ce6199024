import type { Verdict } from './classify'
import { callHttp } from './http'
import { isObject } from './values'

interface TrainedRequest {
  /** The URL of Patchbay, such as https://patchbay.example.com */
  address: string
  key: string
  model: string
  text: string
  signal?: AbortSignal | undefined
}

/** Calls the production version of a trained model of Patchbay. */
export async function classifyByTrained({ address, key, model, text, signal }: TrainedRequest): Promise<Verdict> {
  const { json } = await callHttp({
    method: 'POST',
    url: `${address.replace(/\/+$/, '')}/api/v1/models/${encodeURIComponent(model)}/predict`,
    headers: { authorization: `Bearer ${key}` },
    body: { json: JSON.stringify({ text }) },
    timeoutSeconds: 60,
    failOnStatus: true,
    signal,
  })
  const [prediction] = isObject(json) && Array.isArray(json.predictions) ? json.predictions : []
  if (!isObject(prediction)) throw new Error(`Patchbay’s response for “${model}” could not be read.`)
  return {
    name: typeof prediction.label === 'string' ? prediction.label : null,
    confidence: typeof prediction.probability === 'number' ? prediction.probability : 0,
  }
}
