import { z } from 'zod'
import { layout } from '@/lib/graph/field-layout'
import { defineManifest } from '@/lib/graph/manifest'
import { ToolDescription } from '../tool-description'

const Config = z.strictObject({
  appId: z
    .string()
    .max(64)
    .default('')
    .meta(layout({ label: 'App', input: 'app', help: 'Another published app of this workspace.' })),
  versionId: z
    .string()
    .max(64)
    .default('')
    .meta(layout({ label: 'Version', advanced: true, help: 'Empty: the published version at the time of the run.' })),
  toolDescription: ToolDescription,
})
export type SubAppConfig = z.infer<typeof Config>

export const manifest = defineManifest<SubAppConfig>({
  type: 'sub-app',
  version: 1,
  label: 'Sub-app',
  description: 'Runs another published app as one step.',
  group: 'tool',
  icon: 'package',
  config: Config,
  effect: 'write',
  delegates: true,
  tool: true,
  ports: () => ({
    inputs: [
      { id: 'message', label: 'Message', kind: 'text', description: 'For an app that takes messages.' },
      { id: 'inputs', label: 'Values', kind: 'json', description: 'For an app with a form: its fields by name.' },
    ],
    outputs: [
      { id: 'text', label: 'Text', kind: 'text', description: 'The answer, when the app gives text.' },
      { id: 'result', label: 'Result', kind: 'json', description: 'All that the app gives.' },
    ],
  }),
  summary: ({ appId }) => (appId === '' ? 'No app yet' : 'A published app'),
  check: ({ appId }, nodeId) =>
    appId !== ''
      ? []
      : [
          {
            code: 'MISSING_RESOURCE',
            severity: 'error',
            message: 'Choose the app that this node runs.',
            nodeId,
            path: 'appId',
          },
        ],
  defaultPolicy: { timeoutSeconds: 900 },
})
