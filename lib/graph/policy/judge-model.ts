import { textRef } from '@/lib/messages/problems/text-ref'
import { findPolicyBreaches, type PolicyBreach } from './find-policy-breaches'
import { elsewhere, type ModelFacts } from './model-facts'
import type { KnownModel, ModelName, ModelRules } from './model-rules'

/** All policy violations of a model reference: `auto`, routes and trained names are resolved. */
export function judgeModel(rules: ModelRules, name: ModelName): PolicyBreach[] {
  if (name.connection === 'builtin') return []
  if (name.connection === 'auto') return rules.defaultChat ? judgeModel(rules, rules.defaultChat) : []
  if (name.connection === 'route') return judgeTargets(rules, rules.routes, name.model, 'policy.byRoute')
  if (name.connection === 'trained') return judgeTargets(rules, rules.trained, name.model, 'policy.byTrained')
  const facts = factsOf(rules, name)
  return facts ? findPolicyBreaches(rules.policy, facts) : []
}

function judgeTargets(
  rules: ModelRules,
  among: ModelRules['routes'],
  name: string,
  key: 'policy.byRoute' | 'policy.byTrained',
): PolicyBreach[] {
  const targets = among.find((item) => item.name === name)?.targets ?? []
  // Targets of a name are models of connections: nested names could form cycles.
  const direct = targets.filter(({ connection }) => connection !== 'route' && connection !== 'trained')
  const nested = key === 'policy.byRoute' ? targets.filter(({ connection }) => connection === 'trained') : []
  return [...direct, ...nested]
    .flatMap((target) => judgeModel(rules, target))
    .map(({ rule, text }) => ({ rule, text: textRef(key, { name, problem: text }) }))
}

/** null if the connection was deleted, so that nothing could be called. */
function factsOf({ connections, known }: ModelRules, { connection, model }: ModelName): ModelFacts | null {
  const place = connections.find(({ id }) => id === connection)
  if (!place) return null
  const knownModel = (id: string): KnownModel | undefined =>
    known.find((item) => item.provider === place.provider && item.model === id)
  const modelFacts = knownModel(model)
  const providerFacts = knownModel('*')
  const facts = {
    provider: place.provider,
    model,
    host: place.host,
    region: place.region ?? modelFacts?.region ?? providerFacts?.region ?? null,
    licence: modelFacts?.licence ?? providerFacts?.licence ?? null,
    dataUse: modelFacts?.dataUse ?? providerFacts?.dataUse ?? null,
  }
  return place.isElsewhere ? elsewhere(facts) : facts
}
