import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { defineNode, type NodeContext } from '@/lib/engine/node-definition'
import { isPaused, type NodePaused, nodePaused } from '@/lib/engine/pauses/pause'
import type { SubAppConfig } from './manifest'
import { toToolName } from './to-tool-name'

export default defineNode<SubAppConfig>({
  async run({ config, inputs, ctx }) {
    const values = config.takes.length > 0 ? toFields(config.takes, inputs) : toAppInputs(inputs)
    const result = await runApp(config, { key: 'app', inputs: values, ctx })
    if (isPaused(result)) return result
    if (config.gives.length > 0) return pickValues(config.gives, result)
    return typeof result.text === 'string' ? { text: result.text, result } : { result }
  },
  async bind({ config, ctx }) {
    const app = { appId: config.appId, versionId: config.versionId || null }
    const described = await ctx.ports.apps.describe(app)
    const name = toToolName(described.name)
    const description = config.toolDescription.trim() || described.description || described.name
    return {
      kind: 'tool',
      specs: async () => [{ name, description, parameters: described.parameters }],
      call: async (_name, inputs, key) => {
        const result = await runApp(config, { key, inputs, ctx })
        return isPaused(result) ? result : simplify(result)
      },
    }
  },
})

interface AppCall {
  key: string
  inputs: JsonObject
  ctx: NodeContext
}

/** The resolved version is recorded: a run that waits for weeks resumes with the same one. */
async function runApp(
  { appId, ...config }: SubAppConfig,
  { key, inputs, ctx }: AppCall,
): Promise<JsonObject | NodePaused> {
  const { apps } = ctx.ports
  const call = { appId, versionId: config.versionId || null }
  const head = { key: `version-${key}`, kind: 'other' as const, name: 'Version of the app', input: call }
  const versionId = z.string().parse(await ctx.step(head, async () => (await apps.plan(call)).versionId))
  const { plan } = await apps.plan({ appId, versionId })
  const outcome = await ctx.runPlan({ key, plan, inputs, appId })
  if (outcome.type === 'paused') return nodePaused
  if (outcome.type === 'done') return outcome.outputs
  throw new AppError(outcome.error.code, outcome.error)
}

function toAppInputs({ message, inputs }: JsonObject): JsonObject {
  const values = typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs) ? inputs : {}
  return message === undefined ? values : { ...values, message }
}

/** A JSON field parses text, so text from an edge is encoded as JSON to arrive unchanged. */
function toFields(inputFields: SubAppConfig['takes'], inputs: JsonObject): JsonObject {
  return Object.fromEntries(
    inputFields.flatMap(({ name, kind }): [string, Json][] => {
      const value = inputs[name]
      if (value === undefined) return []
      const isJson = kind === 'json' || kind === 'any'
      return [[name, isJson && typeof value === 'string' ? JSON.stringify(value) : value]]
    }),
  )
}

/** A value that the app did not return gets no output, so that the branch after it is skipped. */
function pickValues(outputFields: SubAppConfig['gives'], { data }: JsonObject): JsonObject {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return {}
  return Object.fromEntries(
    outputFields.flatMap(({ name }): [string, Json][] => {
      const value = Object.hasOwn(data, name) ? data[name] : undefined
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** The result for a model: only the text of an answer, without citations of passages that the model never saw. */
function simplify(result: JsonObject): Json {
  return typeof result.text === 'string' && result.data === undefined ? result.text : result
}
