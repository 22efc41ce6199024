import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { ActionSettings, VALUE_ENCODINGS } from '../shared/actions/action-config'
import { actionInputs } from '../shared/actions/action-ports'
import { checkAction } from '../shared/actions/check-action'
import { ToolDescription } from '../shared/models/tool-description'

const Config = z.strictObject({ ...ActionSettings, toolDescription: ToolDescription })
export type ActionConfig = z.infer<typeof Config>

export const manifest = defineManifest<ActionConfig>({
  type: 'action',
  version: 1,
  label: 'Action',
  description: 'Runs an action of an integration, such as posting a message.',
  group: 'tool',
  icon: 'plug',
  config: Config,
  effect: 'write',
  reusable: false,
  bringsUntrusted: true,
  onlyReads: ({ outline }) => outline.effect === 'read',
  tool: true,
  templates: [{ path: 'values.*.**', ...VALUE_ENCODINGS }],
  ports: (config) => ({ inputs: actionInputs(config), outputs: config.outline.outputs }),
  texts: { noAction: 'No action yet' },
  summary: ({ outline: { service, title } }, text) => (service === '' ? text('noAction') : `${service} · ${title}`),
  check: (config, nodeId) => checkAction(config, nodeId),
  defaultPolicy: { timeoutSeconds: 70 },
})
