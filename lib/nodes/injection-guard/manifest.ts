import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { checkGuard, guardFields, guardPorts, guardSummary, guardTexts } from '../shared/guards/guard-config'

const Config = z.strictObject(guardFields)
export type InjectionGuardConfig = z.infer<typeof Config>

export const manifest = defineManifest<InjectionGuardConfig>({
  type: 'injection-guard',
  version: 1,
  label: 'Injection guard',
  description: 'Blocks text that tries to override the app’s instructions.',
  group: 'logic',
  icon: 'shield',
  config: Config,
  effect: 'read',
  ports: () => guardPorts,
  branches: () => ['passed', 'blocked'],
  vouchesFor: ['passed'],
  texts: guardTexts,
  summary: guardSummary,
  check: checkGuard,
  defaultPolicy: { timeoutSeconds: 120, retryCount: 2 },
})
