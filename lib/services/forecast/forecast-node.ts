import 'server-only'
import type { Forecast, ForecastRange, ForecastValue } from '@/lib/contracts/forecast'
import { configuredModels } from '@/lib/graph/configured-models'
import type { NodeView } from '@/lib/graph/graph-view'
import { targetsOf } from '@/lib/graph/lint/lint-facts'
import type { ModelName, ModelRules } from '@/lib/graph/policy/model-rules'
import { costMicros } from '@/lib/models/prices'
import type { NodeSample, PastRun } from './past-runs'
import { type PromptFacts, promptTokens } from './prompt-tokens'
import { rangeOf, timesOf } from './range-of'

export interface NodeFacts extends Pick<PromptFacts, 'view' | 'inputs'> {
  past: readonly PastRun[]
  signatures: ReadonlyMap<string, string>
  rules: ModelRules
  now: Date
}

type NodeForecast = Forecast['nodes'][number]

const NONE: ForecastValue = { range: null, source: { kind: 'none' } }
const FREE: ForecastValue = { range: { low: 0, mid: 0, high: 0 }, source: { kind: 'free' } }

/** The expected cost and duration of one node in a run: from its own past runs if any, otherwise estimated. */
export function forecastNode(facts: NodeFacts, node: NodeView): NodeForecast {
  const id = node.node.id
  const samples = samplesOf(facts, node)
  const executions = node.parent ? rangeOf(executionsOf(facts, node)) : null
  if (samples.length > 0) {
    const source = { kind: 'runs' as const, runs: samples.length }
    const costs = samples.flatMap((sample) => sample.costMicros ?? [])
    return {
      nodeId: id,
      executions,
      tokens: { range: rangeOf(samples.map(({ tokens }) => tokens)), source },
      cost: costs.length === samples.length ? { range: rangeOf(costs), source } : NONE,
      duration: { range: rangeOf(samples.flatMap(({ durations }) => durations)), source },
    }
  }
  if (callsNoModel(facts, node)) return { nodeId: id, executions, tokens: FREE, cost: FREE, duration: NONE }
  return { nodeId: id, executions, ...byPrice(facts, node, executions), duration: NONE }
}

/** Past runs of the node with the same settings, on a model that it would use now. */
export function samplesOf({ past, signatures, rules }: NodeFacts, node: NodeView): NodeSample[] {
  const id = node.node.id
  const models = modelsOf(rules, node)
  return past.flatMap((run) => {
    const sample = run.nodes.get(id)
    const isSame = run.signatures.get(id) === signatures.get(id)
    if (!sample || !isSame || sample.durations.length === 0) return []
    // No model was called, or the same model would be called again.
    const isComparable =
      models === null || sample.models.size === 0 || [...sample.models].some((name) => models.has(name))
    return isComparable ? [sample] : []
  })
}

/**
 * How often past runs executed the node, with any settings: the length of a list does not depend on them.
 */
function executionsOf({ past }: NodeFacts, node: NodeView): number[] {
  return past.flatMap((run) => run.nodes.get(node.node.id)?.durations.length ?? [])
}

/** `connection/model` of all possible models; null when the name does not determine them. */
function modelsOf(rules: ModelRules, node: NodeView): Set<string> | null {
  const named = configuredModels(node)
  if (named.length === 0) return null
  return new Set(named.flatMap(({ model }) => targets(rules, model).map(nameOf)))
}

const nameOf = ({ connection, model }: ModelName) => `${connection}/${model}`

/** The models that may answer; without a default model, the built-in one. */
function targets(rules: ModelRules, model: ModelName): ModelName[] {
  if (model.connection === 'auto' && !rules.defaultChat) return [{ connection: 'builtin', model: 'extractive' }]
  return targetsOf(rules, model)
}

/** Whether the node works on this server only, which includes its built-in model. */
function callsNoModel({ view, rules }: NodeFacts, node: NodeView): boolean {
  const { manifest, ports } = node
  const isPlugged = (view.edgesTo.get(node.node.id) ?? []).some(({ isBind }) => isBind)
  if (ports.inner || manifest.delegates || isPlugged) return false
  const models = configuredModels(node).flatMap(({ model }) => targets(rules, model))
  if (models.length > 0) return models.every(({ connection }) => connection === 'builtin')
  return configuredModels(node).length === 0 && manifest.effect === 'pure'
}

/**
 * Estimates from the prompt's size and the model's price. The answer is only bounded by its limit: if none is set, the
 * cost has no upper bound.
 */
function byPrice(
  facts: NodeFacts,
  node: NodeView,
  executions: ForecastRange | null,
): Pick<NodeForecast, 'tokens' | 'cost'> {
  const chat = configuredModels(node).find(({ ability }) => ability === 'chat')
  if (!chat) return { tokens: NONE, cost: NONE }
  const limit = node.config?.maxOutputTokens
  const maxOutputTokens = typeof limit === 'number' ? limit : null
  const prompt = promptTokens({ ...facts, sizeOf: sizesIn(facts) }, node)
  const perExecution = {
    low: prompt.low,
    mid: null,
    high: prompt.high === null || maxOutputTokens === null ? null : prompt.high + maxOutputTokens,
  }
  // Without any known execution there is nothing to multiply.
  const isCounted = node.parent === null || executions !== null
  const times = (range: ForecastRange) => (executions ? timesOf(range, executions) : range)
  if (!isCounted) return { tokens: NONE, cost: NONE }
  const prices = targets(facts.rules, chat.model).map((target) => priceOf(facts, target, prompt, maxOutputTokens))
  const lows = prices.flatMap((price) => price?.low ?? [])
  const isPriced = prices.length > 0 && lows.length === prices.length
  const highs = prices.flatMap((price) => price?.high ?? [])
  return {
    tokens: { range: times(perExecution), source: { kind: 'price' } },
    cost: isPriced
      ? {
          range: times({
            low: Math.min(...lows),
            mid: null,
            high: highs.length === prices.length ? Math.max(...highs) : null,
          }),
          source: { kind: 'price' },
        }
      : NONE,
  }
}

function priceOf(
  { rules, now }: NodeFacts,
  target: ModelName,
  prompt: ForecastRange,
  maxOutputTokens: number | null,
): { low: number; high: number | null } | null {
  const connection = rules.connections.find(({ id }) => id === target.connection)
  if (!connection || connection.isElsewhere) return null
  const { provider, host } = connection
  const cost = (inputTokens: number, outputTokens: number) =>
    costMicros({ provider, model: target.model, host, inputTokens, outputTokens, at: now })
  const low = cost(prompt.low, 0)
  if (low === null) return null
  return { low, high: prompt.high === null || maxOutputTokens === null ? null : cost(prompt.high, maxOutputTokens) }
}

function sizesIn(facts: NodeFacts): PromptFacts['sizeOf'] {
  return (nodeId, port) => {
    const node = facts.view.viewById.get(nodeId)
    return node ? rangeOf(samplesOf(facts, node).flatMap(({ sizes }) => sizes.get(port) ?? [])) : null
  }
}
