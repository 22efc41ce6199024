import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { findMissingModel, mediaModel, modelSummary, modelTexts } from '../shared/models/media-model'

const Config = z.strictObject({
  model: mediaModel('speak'),
  voice: z
    .string()
    .trim()
    .max(100)
    .default('')
    .meta(
      layout({
        label: 'Voice',
        placeholder: 'Default of the service',
        help: 'The name of the voice at the service, such as alloy or nova for OpenAI.',
      }),
    ),
  format: z
    .enum(['mp3', 'wav', 'opus'])
    .default('mp3')
    .meta(layout({ label: 'Format', input: 'select', options: { mp3: 'MP3', wav: 'WAV', opus: 'Opus' } })),
})
export type TextToSpeechConfig = z.infer<typeof Config>

export const manifest = defineManifest<TextToSpeechConfig>({
  type: 'text-to-speech',
  version: 1,
  label: 'Text to speech',
  description: 'Converts text to speech.',
  group: 'model',
  icon: 'volume',
  config: Config,
  effect: 'read',
  ports: () => ({
    inputs: [{ id: 'text', label: 'Text', kind: 'text', required: true }],
    outputs: [{ id: 'audio', label: 'Recording', kind: 'audio' }],
  }),
  texts: modelTexts,
  summary: modelSummary,
  check: (config, nodeId) => findMissingModel(config, nodeId, 'nodeSettings.speechModel'),
  defaultPolicy: { timeoutSeconds: 180, retryCount: 1 },
})
