import 'server-only'
import type { Json } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import { evaluateCondition } from '@/lib/graph/conditions'
import { matchesPattern } from '../shared/guards/matches-pattern'
import type { ConditionConfig } from './manifest'

type Case = ConditionConfig['cases'][number]

export default defineNode<ConditionConfig>({
  async run({ config, inputs }) {
    const matched = config.cases.find(matches)
    return { [matched?.id ?? 'else']: inputs.value ?? null }
  },
})

function matches({ match, conditions }: Case): boolean {
  const isTrue = ({ left, operator, right }: Case['conditions'][number]) =>
    evaluateCondition({ left: readLeft(left), operator, right }, matchesPattern)
  return match === 'all' ? conditions.every(isTrue) : conditions.some(isTrue)
}

/** A reference arrives as JSON; typed text is parsed as JSON if it is valid. */
function readLeft(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
