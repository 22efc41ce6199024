import type { JsonObject } from '@/lib/core/json'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import type { GraphNode } from '../graph'
import type { GraphIssue, IssueCode } from '../issue'
import { lint } from '../lint/lint'
import type { LintFacts } from '../lint/lint-facts'
import type { PolicyLists } from '../policy/model-facts'
import { sampleGraph } from './sample-graph'

export const c1 = '00000000-0000-7000-8000-000000000001'
export const base = '00000000-0000-7000-8000-0000000000b1'
export const place = { name: 'My OpenAI', provider: 'openai', host: 'api.openai.com', region: null }
export const gpt = { connection: c1, model: 'gpt' }

export interface GivenFacts extends Partial<Omit<LintFacts, 'rules'>> {
  policy?: Partial<PolicyLists>
  rules?: Partial<LintFacts['rules']>
}

export function facts({ policy, rules, ...overrides }: GivenFacts = {}): LintFacts {
  const knownModel = { provider: 'openai', model: 'gpt', contextTokens: 8_000, retiresOn: null, replacement: null }
  return {
    today: '2026-11-25',
    rules: {
      policy: { privateMode: null, ...policy },
      defaultChat: null,
      connections: [{ id: c1, ...place }],
      known: [],
      routes: [],
      trained: [],
      ...rules,
    },
    models: [knownModel],
    knowledgeBases: [{ id: base, name: 'Handbook', passages: 10, pending: 0, problem: null }],
    services: { connections: [], apis: [], mcpServers: [], idleMcpServers: [] },
    ...overrides,
  }
}

export function node(id: string, type: string, config: JsonObject = {}, overrides: Partial<GraphNode> = {}): GraphNode {
  const version = manifestOf(type)?.version ?? 1
  return { id, type, version, label: id, config, position: { x: 0, y: 0 }, ...overrides }
}

export const found = (code: IssueCode, nodes: GraphNode[], edges: string[], given?: GivenFacts) =>
  lint(sampleGraph(nodes, edges), manifestOf, facts(given)).filter((issue) => issue.code === code)
export const ends = [node('in', 'input'), node('out', 'answer')]
export const route = (id: string) =>
  node(id, 'condition', {
    cases: [{ id: 'yes', name: 'Yes', conditions: [{ left: '{{value}}', operator: 'is-not-empty' }] }],
  })

export const messageOf = (issue: GraphIssue | undefined): string | undefined => issue && addEnglish(issue).message
export const fixOf = (issue: GraphIssue | undefined): string | undefined =>
  issue?.fix && addEnglish(issue.fix.label).message
