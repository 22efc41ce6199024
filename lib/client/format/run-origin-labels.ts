import type { z } from 'zod'
import type { RunOrigin } from '@/lib/contracts/run-origin'
import type { MessageKey } from '../messages/t'

export const RUN_ORIGIN_LABELS = {
  studio: 'runs.originStudio',
  api: 'runs.originApi',
  openai: 'runs.originOpenai',
  mcp: 'runs.originMcp',
  flowise: 'runs.originFlowise',
  dify: 'runs.originDify',
  page: 'runs.originPage',
  widget: 'runs.originWidget',
  app: 'runs.originApp',
  schedule: 'runs.originSchedule',
  webhook: 'runs.originWebhook',
  shadow: 'runs.originShadow',
  batch: 'runs.originBatch',
  evaluation: 'runs.originEvaluation',
  channel: 'runs.originChannel',
  failure: 'runs.originFailure',
} as const satisfies Record<z.infer<typeof RunOrigin>, MessageKey>
