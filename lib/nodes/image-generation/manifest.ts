import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { findMissingModel, mediaModel, modelSummary, modelTexts } from '../shared/models/media-model'

const SIZES = {
  '': 'Model default',
  '512x512': 'Square, 512',
  '1024x1024': 'Square, 1024',
  '1024x1536': 'Portrait, 1024 × 1536',
  '1536x1024': 'Landscape, 1536 × 1024',
  '1024x1792': 'Portrait, 1024 × 1792',
  '1792x1024': 'Landscape, 1792 × 1024',
} as const

const Config = z.strictObject({
  model: mediaModel('image'),
  size: z
    .enum(['', '512x512', '1024x1024', '1024x1536', '1536x1024', '1024x1792', '1792x1024'])
    .default('')
    .meta(
      layout({
        label: 'Size',
        input: 'select',
        options: SIZES,
        help: 'In pixels. Models reject sizes they do not support; xAI models do not accept a size.',
      }),
    ),
})
export type ImageGenerationConfig = z.infer<typeof Config>

export const manifest = defineManifest<ImageGenerationConfig>({
  type: 'image-generation',
  version: 1,
  label: 'Image generation',
  description: 'Generates an image from a description.',
  group: 'model',
  icon: 'image',
  config: Config,
  effect: 'read',
  ports: () => ({
    inputs: [{ id: 'prompt', label: 'Description', kind: 'text', required: true }],
    outputs: [{ id: 'image', label: 'Picture', kind: 'image' }],
  }),
  texts: modelTexts,
  summary: modelSummary,
  check: (config, nodeId) => findMissingModel(config, nodeId, 'nodeSettings.imageModel'),
  defaultPolicy: { timeoutSeconds: 300, retryCount: 1 },
})
