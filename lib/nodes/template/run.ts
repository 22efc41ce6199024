import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import type { TemplateConfig } from './manifest'

export default defineNode<TemplateConfig>({
  async run({ config }) {
    return { text: config.text }
  },
})
