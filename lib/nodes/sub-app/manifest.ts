import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import type { Port } from '@/lib/graph/ports'
import { layout } from '@/lib/graph/schema/field-layout'
import { textRef } from '@/lib/messages/problems/text-ref'
import { findRepeated } from '../shared/find-repeated'
import { ToolDescription } from '../shared/models/tool-description'
import { Gives, inputPort, outputPort, Takes } from './app-ports'

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
    .meta(
      layout({
        label: 'Version',
        advanced: true,
        help: 'Leave empty to use the published version at the time of the run.',
      }),
    ),
  takes: Takes,
  gives: Gives,
  toolDescription: ToolDescription,
})
export type SubAppConfig = z.infer<typeof Config>

const INPUTS: Port[] = [
  { id: 'message', label: 'Message', kind: 'text', description: 'For an app with chat messages.' },
  { id: 'inputs', label: 'Values', kind: 'json', description: 'For an app with a form: the values by field name.' },
]

const OUTPUTS: Port[] = [
  { id: 'text', label: 'Text', kind: 'text', description: 'The answer, if the app returns text.' },
  { id: 'result', label: 'Result', kind: 'json', description: 'The complete result of the app.' },
]

const NO_APP = {
  code: 'MISSING_RESOURCE',
  severity: 'error',
  ...textRef('nodeSettings.app'),
  path: 'appId',
} as const

export const manifest = defineManifest<SubAppConfig>({
  type: 'sub-app',
  version: 1,
  label: 'Sub-app',
  description: 'Runs another published app as one step.',
  group: 'tool',
  icon: 'package',
  config: Config,
  effect: 'write',
  reusable: false,
  delegates: true,
  tool: true,
  ports: ({ takes, gives }) => ({
    inputs: takes.length > 0 ? takes.map(inputPort) : INPUTS,
    outputs: gives.length > 0 ? gives.map(outputPort) : OUTPUTS,
  }),
  texts: { noApp: 'No app yet', app: 'A published app' },
  summary: ({ appId }, text) => text(appId === '' ? 'noApp' : 'app'),
  check: ({ appId, takes, gives }, nodeId) => [
    ...(appId === '' ? [{ ...NO_APP, nodeId }] : []),
    ...findRepeated(
      takes.map(({ name }) => name),
      { nodeId, path: 'takes' },
    ),
    ...findRepeated(
      gives.map(({ name }) => name),
      { nodeId, path: 'gives' },
    ),
  ],
  defaultPolicy: { timeoutSeconds: 900 },
})
