import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { textRef } from '@/lib/messages/problems/text-ref'
import { findRepeated } from '../shared/find-repeated'
import { ModelRefSchema } from '../shared/models/model-ref'
import { TrainedModelField } from '../shared/models/trained-model-field'

const ClassSchema = z.strictObject({
  id: GraphId.meta(layout({ label: 'Port', hidden: true })),
  name: z
    .string()
    .min(1, schemaError('forms.className'))
    .max(100)
    .meta(layout({ label: 'Name' })),
  examples: z
    .array(z.string().max(2_000))
    .max(500)
    .default([])
    .meta(layout({ label: 'Examples', itemLabel: 'example', input: 'list', help: 'Five to ten typical texts.' })),
})

const Config = z.strictObject({
  mode: z
    .enum(['examples', 'model', 'trained'])
    .default('examples')
    .meta(
      layout({
        label: 'Decides by',
        input: 'select',
        options: { examples: 'Examples (built in, free)', model: 'A language model', trained: 'A trained model' },
      }),
    ),
  classes: z
    .array(ClassSchema)
    .min(2, schemaError('forms.classesTooFew'))
    .max(50)
    .default([
      { id: 'class1', name: 'Question', examples: ['How do I …?', 'Where can I find …?'] },
      { id: 'class2', name: 'Complaint', examples: ['It does not work', 'I am not happy with …'] },
    ])
    .meta(
      layout({
        label: 'Classes',
        itemLabel: 'class',
        input: 'list',
        showWhen: { field: 'mode', values: ['examples', 'model'] },
      }),
    ),
  trained: TrainedModelField.meta(
    layout({
      label: 'Trained model',
      input: 'trained-model',
      help: 'The model’s classes become the branches. Classes added by a later version go to “Other” until you select the model again.',
      showWhen: { field: 'mode', values: ['trained'] },
    }),
  ),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta(
      layout({
        label: 'Minimum confidence',
        input: 'slider',
        min: 0,
        max: 1,
        step: 0.05,
        help: 'Texts below this confidence go to “Other”.',
        showWhen: { field: 'mode', values: ['examples'] },
      }),
    ),
  model: ModelRefSchema.meta(
    layout({ label: 'Model', input: 'model', showWhen: { field: 'mode', values: ['model'] } }),
  ),
  instructions: z
    .string()
    .max(20_000)
    .default('')
    .meta(
      layout({
        label: 'Instructions',
        input: 'textarea',
        help: 'Explain the classes whose names are not self-explanatory.',
        showWhen: { field: 'mode', values: ['model'] },
      }),
    ),
})
export type ClassifierConfig = z.infer<typeof Config>

export const manifest = defineManifest<ClassifierConfig>({
  type: 'classifier',
  version: 1,
  label: 'Classifier',
  description: 'Classifies text and sends it down the branch of its class.',
  group: 'logic',
  icon: 'split',
  config: Config,
  effect: 'read',
  ports: (config) => ({
    inputs: [{ id: 'text', label: 'Text', kind: 'text', required: true }],
    outputs: [
      ...classesOf(config).map(({ id, name }) => ({ id, label: name, kind: 'text' as const })),
      { id: 'other', label: 'Other', kind: 'text' },
      { id: 'label', label: 'Class', kind: 'text', description: 'The name of the class.' },
      { id: 'confidence', label: 'Confidence', kind: 'number' },
    ],
  }),
  branches: (config) => [...classesOf(config).map(({ id }) => id), 'other'],
  texts: {
    summary:
      '{mode, select, trained {By a trained model} examples {By examples} model {By a model} other {By {name}}}: {classes}',
  },
  summary: (config, text) => {
    const { name } = config.trained
    const mode = config.mode === 'trained' && name !== '' ? 'named' : config.mode
    const classes = classesOf(config).map((item) => item.name)
    return text('summary', { mode, name, classes: classes.join(', ') })
  },
  check: ({ mode, classes, trained }, nodeId) => {
    if (mode === 'trained') return findMissingModel(trained, nodeId)
    return checkClasses({ mode, classes }, nodeId)
  },
  defaultPolicy: { timeoutSeconds: 120, retryCount: 2 },
})

function classesOf({ mode, classes, trained }: ClassifierConfig): readonly { id: string; name: string }[] {
  return mode === 'trained' ? trained.classes : classes
}

function findMissingModel({ name, classes }: ClassifierConfig['trained'], nodeId: string): GraphIssue[] {
  if (name !== '' && classes.length > 0) return []
  return [
    { code: 'INVALID_CONFIG', severity: 'error', ...textRef('nodeSettings.trainedModel'), nodeId, path: 'trained' },
  ]
}

function checkClasses({ mode, classes }: Pick<ClassifierConfig, 'mode' | 'classes'>, nodeId: string): GraphIssue[] {
  return [
    ...findRepeated(
      classes.map((item) => item.id),
      { nodeId, path: 'classes', reserved: ['other', 'label', 'confidence', 'error'] },
    ),
    ...findRepeated(
      classes.map((item) => item.name),
      { nodeId, path: 'classes' },
    ),
    ...(mode === 'examples' ? findWithoutExamples(classes, nodeId) : []),
  ]
}

function findWithoutExamples(classes: ClassifierConfig['classes'], nodeId: string): GraphIssue[] {
  return classes.flatMap(({ name, examples }, index): GraphIssue[] => {
    if (examples.some((example) => example.trim() !== '')) return []
    const text = textRef('nodeSettings.classExamples', { name })
    return [{ code: 'INVALID_CONFIG', severity: 'error', ...text, nodeId, path: `classes.${index}.examples` }]
  })
}
