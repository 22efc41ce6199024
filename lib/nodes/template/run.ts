import 'server-only'
import { JsonSchema, parseJson } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import type { TemplateConfig } from './manifest'
import { renderJinja } from './render-jinja'

export default defineNode<TemplateConfig>({
  async run({ config, ctx }) {
    if (config.engine === 'simple') return { text: config.text }
    // Each value is JSON, because that is the encoding of this template field.
    const values = config.values.map(({ name, value }) => [name, parseJson(JsonSchema, value)] as const)
    return { text: await renderJinja(ctx, config.jinja, Object.fromEntries(values)) }
  },
})
