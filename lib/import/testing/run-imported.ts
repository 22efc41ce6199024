import { expect } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { compile } from '@/lib/graph/compile'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { scriptedModel } from '@/lib/nodes/testing/model-ports'
import { runApp } from '@/lib/nodes/testing/run-app'
import type { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { type ImportedApp, importApps } from '../import-app'

export const readFirst = (text: string): ImportedApp =>
  importApps(text, 'Example')[0] ?? expect.fail('The file was not recognized.')

export const statusesOf = ({ report }: ImportedApp): Record<string, string> =>
  Object.fromEntries(report.nodes.map(({ sourceId, status }) => [sourceId, status]))

/** Codes of the errors that keep an imported app from running. */
export function errorsOf({ file }: ImportedApp): string[] {
  const compiled = compile({ graph: file.graph, manifests: manifestOf })
  return compiled.ok ? [] : compiled.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

/** Runs an imported app with a model that gives these answers. @returns its outputs, and what the model received */
export async function runImported(
  { file }: ImportedApp,
  {
    inputs,
    answers = [],
    variables = {},
    sandbox,
  }: {
    inputs: JsonObject
    answers?: string[]
    /** Stored values of variables, by key. */
    variables?: JsonObject
    sandbox?: Awaited<ReturnType<typeof startTestSandbox>>
  },
): Promise<{ outputs: unknown; messages: string[][] }> {
  const model = scriptedModel(answers.map((text) => ({ text })))
  const ports = {
    models: model.models,
    ...(sandbox && {
      sandbox: { run: (request: never) => sandbox.sandbox.run(request, { workspaceId: 'w', appId: null }) },
    }),
  }
  const { outputs } = await runApp(file.graph, { inputs, ports, variables })
  const messages = model.requests.map((request) => request.messages.map(({ role, content }) => `${role}: ${content}`))
  return { outputs, messages }
}
