import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import { findInjection } from '../shared/guards/find-injection'
import { INJECTION_TASK } from '../shared/guards/guard-prompts'
import { runGuard } from '../shared/guards/run-guard'
import type { InjectionGuardConfig } from './manifest'

export default defineNode<InjectionGuardConfig>({
  run: ({ config, inputs, ctx }) =>
    runGuard({
      text: inputs.text,
      config,
      ctx,
      task: INJECTION_TASK,
      byRules: (text) => {
        const { score, findings } = findInjection(text)
        return { score, reasons: findings.map(({ reason }) => reason) }
      },
    }),
})
