import { z } from 'zod'
import type { GraphIssue } from '@/lib/graph/issue'
import { layout } from '@/lib/graph/schema/field-layout'
import type { ManifestText } from '@/lib/messages/manifest-texts'
import { textRef } from '@/lib/messages/problems/text-ref'

/** A model of a connection, or a route; unset while both are empty, since there is no built-in model. */
export const mediaModel = (ability: 'transcribe' | 'speak' | 'image') =>
  z
    .strictObject({ connection: z.string().max(64), model: z.string().max(200) })
    .default({ connection: '', model: '' })
    .meta(layout({ label: 'Model', input: 'model', ability }))

interface MediaModelRef {
  model: { connection: string; model: string }
}

type MissingModel = 'nodeSettings.imageModel' | 'nodeSettings.speechModel' | 'nodeSettings.transcriptionModel'

export function findMissingModel({ model }: MediaModelRef, nodeId: string, key: MissingModel): GraphIssue[] {
  if (model.connection !== '') return []
  return [{ code: 'MISSING_RESOURCE', severity: 'error', ...textRef(key), nodeId, path: 'model' }]
}

/** For the `texts` of a manifest whose summary names its model. */
export const modelTexts = { noModel: 'No model yet' }

export const modelSummary = ({ model }: MediaModelRef, text: ManifestText): string =>
  model.connection === '' ? text('noModel') : model.model
