import { textRef } from '@/lib/messages/problems/text-ref'
import { configuredModels } from '../configured-models'
import type { GraphView, NodeView } from '../graph-view'
import type { Fix, GraphIssue } from '../issue'
import { listTemplateStrings } from '../templates/template-fields'
import { estimateTokens } from './estimate-tokens'
import { catalogModel, targetsOf } from './lint-facts'
import type { LintRule } from './lint-rule'

/** Default size of a passage, with its header. */
const TOKENS_PER_PASSAGE = 220
/** A smaller limit truncates answers more often than it helps. */
const MIN_ANSWER_TOKENS = 256

/**
 * Prompts that leave no room in the model's context window: their text, the maximum passages, and
 * the longest answer.
 */
export const findLongPrompts: LintRule = ({ view, facts }) =>
  view.nodes.flatMap((node) =>
    configuredModels(node)
      .filter(({ ability }) => ability === 'chat')
      .flatMap(({ path, model }): GraphIssue[] => {
        const windows = targetsOf(facts.rules, model).flatMap((target) => {
          const tokens = catalogModel(facts, target)?.contextTokens
          return tokens ? [{ name: target.model, tokens }] : []
        })
        const smallest = windows.toSorted((a, b) => a.tokens - b.tokens)[0]
        if (!smallest) return []
        const prompt = promptTokens(view, node)
        const answer = typeof node.config?.maxOutputTokens === 'number' ? node.config.maxOutputTokens : 0
        if (prompt + answer <= smallest.tokens) return []
        return [
          {
            code: 'PROMPT_TOO_LONG',
            severity: 'warning',
            ...textRef('advice.promptTooLong', {
              node: node.node.label,
              prompt,
              answer,
              model: smallest.name,
              window: smallest.tokens,
            }),
            nodeId: node.node.id,
            path,
            ...shorten(view, node, { missing: prompt + answer - smallest.tokens, answer }),
          },
        ]
      }),
  )

/** A fix with fewer passages if they have a single source, else with a shorter answer. */
function shorten(
  view: GraphView,
  { node }: NodeView,
  { missing, answer }: { missing: number; answer: number },
): { fix?: Fix } {
  const passageSources = (view.edgesTo.get(node.id) ?? []).filter(({ fromPort }) => fromPort.kind === 'documents')
  const [passageSource, second] = passageSources.map(({ from }) => from)
  const keptPassages = passageSource ? passagesOf(passageSource) - Math.ceil(missing / TOKENS_PER_PASSAGE) : 0
  if (passageSource && !second && keptPassages >= 1)
    return {
      fix: {
        label: textRef('advice.takePassages', { count: keptPassages }),
        change: { type: 'set-config', nodeId: passageSource.node.id, path: 'limit', value: keptPassages },
      },
    }
  const shorter = answer - missing
  if (shorter < MIN_ANSWER_TOKENS) return {}
  return {
    fix: {
      label: textRef('advice.shortenAnswer', { tokens: shorter }),
      change: { type: 'set-config', nodeId: node.id, path: 'maxOutputTokens', value: shorter },
    },
  }
}

/** Tokens of the node's own text, of the prompts and templates that feed it, and of its passages. */
function promptTokens(view: GraphView, node: NodeView): number {
  const sources = (view.edgesTo.get(node.node.id) ?? []).filter(({ isBind, isControl }) => !isBind && !isControl)
  const feeding = sources.reduce((sum, { from, fromPort }) => {
    if (fromPort.kind === 'documents') return sum + passagesOf(from) * TOKENS_PER_PASSAGE
    return sum + (from.manifest.effect === 'pure' ? writtenTokens(from) : 0)
  }, 0)
  return writtenTokens(node) + feeding
}

function writtenTokens({ node, manifest }: NodeView): number {
  const texts = listTemplateStrings(node.config, manifest.templates ?? [])
  return texts.reduce((sum, { text }) => sum + estimateTokens(text), 0)
}

function passagesOf({ config }: NodeView): number {
  return typeof config?.limit === 'number' ? config.limit : 0
}
