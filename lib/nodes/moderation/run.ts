import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import { findHarm } from '../shared/guards/find-harm'
import { moderationTask } from '../shared/guards/guard-prompts'
import { HARM_CATEGORIES } from '../shared/guards/harm-categories'
import { runGuard } from '../shared/guards/run-guard'
import type { ModerationConfig } from './manifest'

export default defineNode<ModerationConfig>({
  run: ({ config, inputs, ctx }) => {
    const categories = HARM_CATEGORIES.filter((category) => config.looksFor[category])
    return runGuard({
      text: inputs.text,
      config,
      ctx,
      task: moderationTask(categories),
      byRules: (text) => {
        const { score, findings } = findHarm(text, categories)
        return { score, reasons: findings.map(({ reason }) => reason) }
      },
    })
  },
})
