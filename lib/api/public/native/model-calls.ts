import 'server-only'
import type { Hono } from 'hono'
import { MAX_RUN_BODY_BYTES } from '@/lib/contracts/public'
import { PredictAnswer, PredictBody } from '@/lib/contracts/public-models'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { describeModel } from '../openapi/describe-model'
import type { PublicApi } from '../public-api'
import { type ApiHandler, apiHandler, jsonResponse } from '../public-handler'
import { authorizeKey, findKeyedModel } from '../shared/access/keyed-app'
import { readBody } from '../shared/requests/read-body'

const MODEL = '/api/v1/models/:name'
const SHOWN_CLASSES = 10

/** Trained classifiers, for keys that may call them. */
export function mountModelCalls(router: Hono, api: PublicApi): void {
  router.post(`${MODEL}/predict`, apiHandler(api, predict(api)))
  router.get(
    `${MODEL}/openapi.json`,
    apiHandler(api, async (call) => {
      const key = await authorizeKey(api, call)
      return jsonResponse(describeModel(await findKeyedModel(api, key, call.param('name')), api.appUrl))
    }),
  )
}

function predict(api: PublicApi): ApiHandler {
  return async (call) => {
    const key = await authorizeKey(api, call)
    const model = await findKeyedModel(api, key, call.param('name'))
    const body = await readBody(call.request, PredictBody, MAX_RUN_BODY_BYTES)
    if (model.kind !== 'classifier')
      throw new AppError('INVALID_INPUT', problem('publicApi.languageModelNotClassifier', { name: model.name }))
    const release = await api.limiter.runs.enter(`model:${model.modelId}`)
    try {
      const { version, predictions } = await api.backend.predict({
        key,
        model,
        texts: body.texts ?? [body.text ?? ''],
        endUser: body.user ?? null,
        signal: call.request.signal,
      })
      const topClasses = predictions.map((item) => ({
        ...item,
        probabilities: item.probabilities.slice(0, SHOWN_CLASSES),
      }))
      return jsonResponse(PredictAnswer.parse({ model: model.name, version, predictions: topClasses }))
    } finally {
      release()
    }
  }
}
