import 'server-only'
import type { Json, JsonObject } from '@/lib/core/json'
import { defineNode, type NodeContext } from '@/lib/engine/node-definition'
import type { SubAppConfig } from './manifest'

export default defineNode<SubAppConfig>({
  async run({ config, inputs, ctx }) {
    const result = await runApp(config, toAppInputs(inputs), ctx.path, ctx)
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
      call: async (_name, args, callKey) => simplify(await runApp(config, args, [...ctx.path, callKey], ctx)),
    }
  },
})

function runApp(config: SubAppConfig, inputs: JsonObject, path: string[], ctx: NodeContext): Promise<JsonObject> {
  const versionId = config.versionId || null
  return ctx.ports.apps.run({ appId: config.appId, versionId, inputs, path, signal: ctx.signal })
}

function toAppInputs({ message, inputs }: JsonObject): JsonObject {
  const values = typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs) ? inputs : {}
  return message === undefined ? values : { ...values, message }
}

/** A model reads the text of an answer; its citations number passages that the model never saw. */
function simplify(result: JsonObject): Json {
  return typeof result.text === 'string' && result.data === undefined ? result.text : result
}

function toToolName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9_-]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return plain.slice(0, 60) || 'app'
}
