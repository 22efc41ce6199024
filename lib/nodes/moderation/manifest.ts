import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { textRef } from '@/lib/messages/problems/text-ref'
import { checkGuard, guardFields, guardPorts, guardSummary, guardTexts } from '../shared/guards/guard-config'
import { HARM_CATEGORIES } from '../shared/guards/harm-categories'

const { mode, trained, stopped, model, instructions, threshold } = guardFields
const categorySwitch = (label: string) =>
  z
    .boolean()
    .default(true)
    .meta(layout({ label, input: 'switch' }))

const Config = z.strictObject({
  mode,
  looksFor: z
    .strictObject({
      threat: categorySwitch('Threats'),
      harassment: categorySwitch('Insults'),
      hate: categorySwitch('Attacks on groups'),
      sexual: categorySwitch('Sexual content'),
      'self-harm': categorySwitch('Self-harm'),
      spam: categorySwitch('Spam'),
    })
    .default({ threat: true, harassment: true, hate: true, sexual: true, 'self-harm': true, spam: true })
    .meta(layout({ label: 'Detect', showWhen: { field: 'mode', values: ['rules', 'model'] } })),
  trained,
  stopped,
  model,
  instructions,
  threshold,
})
export type ModerationConfig = z.infer<typeof Config>

export const manifest = defineManifest<ModerationConfig>({
  type: 'moderation',
  version: 1,
  label: 'Moderation',
  description: 'Blocks threats, insults, hate, sexual content, self-harm and spam.',
  group: 'logic',
  icon: 'shield',
  config: Config,
  effect: 'read',
  ports: () => guardPorts,
  branches: () => ['passed', 'blocked'],
  texts: guardTexts,
  summary: guardSummary,
  check: (config, nodeId) => [
    ...checkGuard(config, nodeId),
    ...(config.mode !== 'trained' && HARM_CATEGORIES.every((category) => !config.looksFor[category])
      ? [
          {
            code: 'INVALID_CONFIG' as const,
            severity: 'error' as const,
            ...textRef('nodeSettings.categories'),
            nodeId,
            path: 'looksFor',
          },
        ]
      : []),
  ],
  defaultPolicy: { timeoutSeconds: 120, retryCount: 2 },
})
