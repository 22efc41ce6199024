import 'server-only'
import type { Hono } from 'hono'
import { MAX_RUN_BODY_BYTES } from '@/lib/contracts/public'
import { PredictAnswer, PredictBody } from '@/lib/contracts/public-models'
import { AppError } from '@/lib/core/app-error'
import { describeModel } from '../openapi/describe-model'
import type { PublicFaces } from '../public-api'
import { type FaceHandler, faceHandler, jsonResponse } from '../public-handler'
import { authorizeKey, findKeyedModel } from '../shared/access/authorize-key'
import { readBody } from '../shared/requests/read-body'

const MODEL = '/api/v1/models/:name'
const SHOWN_CLASSES = 10

/** Trained classifiers for programs, by keys that may call them. */
export function mountModelCalls(router: Hono, faces: PublicFaces): void {
  router.post(`${MODEL}/predict`, faceHandler(faces, predict(faces)))
  router.get(
    `${MODEL}/openapi.json`,
    faceHandler(faces, async (face) => {
      const key = await authorizeKey(faces, face)
      return jsonResponse(describeModel(await findKeyedModel(faces, key, face.param('name')), faces.appUrl))
    }),
  )
}

function predict(faces: PublicFaces): FaceHandler {
  return async (face) => {
    const key = await authorizeKey(faces, face)
    const model = await findKeyedModel(faces, key, face.param('name'))
    const body = await readBody(face.request, PredictBody, MAX_RUN_BODY_BYTES)
    if (model.kind !== 'classifier')
      throw new AppError(
        'INVALID_INPUT',
        `This is a language model. Call it as "models/${model.name}" over /api/openai/v1.`,
      )
    const release = await faces.limiter.runs.enter(`model:${model.modelId}`)
    try {
      const { version, predictions } = await faces.backend.predict({
        ...{ key, model, texts: body.texts ?? [body.text ?? ''] },
        endUser: body.user ?? null,
        signal: face.request.signal,
      })
      const shown = predictions.map((one) => ({ ...one, probabilities: one.probabilities.slice(0, SHOWN_CLASSES) }))
      return jsonResponse(PredictAnswer.parse({ model: model.name, version, predictions: shown }))
    } finally {
      release()
    }
  }
}
