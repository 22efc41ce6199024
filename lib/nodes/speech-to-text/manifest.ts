import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { findMissingModel, mediaModel, modelSummary, modelTexts } from '../shared/models/media-model'

const Config = z.strictObject({
  model: mediaModel('transcribe'),
  language: z
    .string()
    .regex(/^(?:[a-z]{2})?$/, schemaError('forms.languageCode'))
    .default('')
    .meta(
      layout({
        label: 'Language',
        placeholder: 'Detected by the model',
        help: 'A two-letter code such as en or de. Setting it improves the transcript.',
      }),
    ),
})
export type SpeechToTextConfig = z.infer<typeof Config>

export const manifest = defineManifest<SpeechToTextConfig>({
  type: 'speech-to-text',
  version: 1,
  label: 'Speech to text',
  description: 'Transcribes a recording.',
  group: 'model',
  icon: 'mic',
  config: Config,
  effect: 'read',
  ports: () => ({
    inputs: [{ id: 'audio', label: 'Recording', kind: 'audio', required: true }],
    outputs: [{ id: 'text', label: 'Text', kind: 'text' }],
  }),
  texts: modelTexts,
  summary: modelSummary,
  check: (config, nodeId) => findMissingModel(config, nodeId, 'nodeSettings.transcriptionModel'),
  defaultPolicy: { timeoutSeconds: 300, retryCount: 1 },
})
