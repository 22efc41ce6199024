import { z } from 'zod'
import type { GraphIssue } from '@/lib/graph/issue'
import type { NodePorts } from '@/lib/graph/ports'
import { layout } from '@/lib/graph/schema/field-layout'
import type { ManifestText } from '@/lib/messages/manifest-texts'
import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import { ModelRefSchema } from '../models/model-ref'
import { TrainedModelField } from '../models/trained-model-field'

/** Settings shared by all guards. */
export const guardFields = {
  mode: z
    .enum(['rules', 'trained', 'model'])
    .default('rules')
    .meta(
      layout({
        label: 'Decides by',
        input: 'select',
        options: { rules: 'Rules (built in, free)', trained: 'A trained model', model: 'A language model' },
      }),
    ),
  trained: TrainedModelField.meta(
    layout({ label: 'Trained model', input: 'trained-model', showWhen: { field: 'mode', values: ['trained'] } }),
  ),
  stopped: z
    .array(z.string().max(200))
    .max(50)
    .default([])
    .meta(
      layout({
        label: 'Blocked classes',
        itemLabel: 'class',
        input: 'list',
        help: 'Names of the model’s classes. The probability of these classes is the score of a text.',
        showWhen: { field: 'mode', values: ['trained'] },
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
        help: 'Describe what this app allows if it is not obvious.',
        showWhen: { field: 'mode', values: ['model'] },
      }),
    ),
  threshold: z
    .number()
    .min(0.05)
    .max(1)
    .default(0.5)
    .meta(
      layout({
        label: 'Block from score',
        input: 'slider',
        min: 0.05,
        max: 1,
        step: 0.05,
        help: 'Lower values block more texts, including harmless ones.',
      }),
    ),
} as const

const GuardSettings = z.strictObject(guardFields)
export type GuardSettings = z.infer<typeof GuardSettings>

export const guardPorts: NodePorts = {
  inputs: [{ id: 'text', label: 'Text', kind: 'text', required: true }],
  outputs: [
    { id: 'passed', label: 'Passed', kind: 'text' },
    { id: 'blocked', label: 'Blocked', kind: 'text' },
    { id: 'reasons', label: 'Reasons', kind: 'text', description: 'Explanation as text. Empty if there are none.' },
    { id: 'score', label: 'Score', kind: 'number', description: '0 to 1.' },
  ],
}

/** For the `texts` of a guard's manifest. */
export const guardTexts = {
  guard:
    '{mode, select, rules {By rules} trained {By a trained model} model {By a model} other {By {name}}}, stops at {threshold}',
}

export function guardSummary({ mode, trained: { name }, threshold }: GuardSettings, text: ManifestText): string {
  return text('guard', { mode: mode === 'trained' && name !== '' ? 'named' : mode, name, threshold })
}

export function checkGuard({ mode, trained, stopped }: GuardSettings, nodeId: string): GraphIssue[] {
  if (mode !== 'trained') return []
  const issue = (text: TextRef, path: string): GraphIssue[] => [
    { code: 'INVALID_CONFIG', severity: 'error', ...text, nodeId, path },
  ]
  if (trained.name === '') return issue(textRef('nodeSettings.trainedModel'), 'trained')
  if (stopped.length === 0) return issue(textRef('nodeSettings.blockedClasses'), 'stopped')
  const unknown = stopped.find((name) => !trained.classes.some((item) => item.name === name))
  return unknown === undefined
    ? []
    : issue(textRef('nodeSettings.classUnknown', { model: trained.name, name: unknown }), 'stopped')
}
