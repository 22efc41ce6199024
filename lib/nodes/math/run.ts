import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { calculate } from '../shared/values/calculate'
import type { MathConfig } from './manifest'

export default defineNode<MathConfig>({
  async run({ config }) {
    try {
      const text = calculate(config.expression)
      return { value: Number(text), text }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : ''
      throw new AppError('INVALID_INPUT', problem('nodes.notCalculated', { reason }), { cause })
    }
  },
})
