import type { JsonObject } from '@/lib/core/json'
import { findStale, indexPlaces, type Places } from '@/lib/graph/partial/find-stale'
import type { Plan } from '@/lib/graph/plan'
import type { RunEvent } from '../events'
import { pathKey } from '../state/path-key'
import type { RunSeed } from './run-seed'
import { seedForResume } from './seed-for-resume'

/**
 * Seed of a new run that keeps all results which do not depend on the given nodes. The nodes may be inside
 * containers. A container keeps its result unless one of the nodes is inside or before it. In a repeated
 * container, each frame keeps the results before the node, unless frames depend on earlier frames. If none of
 * the nodes exists, nothing is kept. A consent is dropped if a repeated step depends on it, since it was
 * given for the results of the earlier run.
 * @param onlyNodeId a top-level step that runs again, whose affected steps are known
 */
export function seedForRerun(
  events: Iterable<RunEvent>,
  plan: Plan,
  fromNodeIds: readonly string[],
  onlyNodeId?: string,
): RunSeed {
  const places = indexPlaces(plan)
  const existingIds = fromNodeIds.filter((id) => places.has(id))
  if (existingIds.length === 0 && onlyNodeId === undefined) return seedOf(new Map())
  const stale = withConsents(places, findStale(places, existingIds))
  if (onlyNodeId !== undefined) stale.add(onlyNodeId)
  const all = seedForResume(events)
  const keptCompletions = new Map([...all.completions].filter(([key]) => isKept(key.split('/'), places, stale)))
  const sets = all.variables.sets.filter(({ path }) => isInKept(path, keptCompletions))
  return { ...seedOf(keptCompletions), variables: { initial: all.variables.initial, sets } }
}

/** Seed of results that a new run takes over from an earlier run and emits again. */
export function seedOf(completions: ReadonlyMap<string, JsonObject | null>): RunSeed {
  return {
    completions,
    failures: new Map(),
    steps: new Map(),
    answers: new Map(),
    loggedSteps: new Set(),
    starts: new Map(),
    variables: { initial: null, sets: [] },
    resume: null,
  }
}

/** Consent is requested again, with its dependents, which may be covered by further consents. */
function withConsents(places: Places, stale: Set<string>): Set<string> {
  const consents = [...places.values()].filter(({ node }) => node.isConsent && !stale.has(node.id))
  for (const { node } of consents) {
    const affected = findStale(places, [node.id])
    if ([...affected].some((id) => stale.has(id))) return withConsents(places, new Set([...stale, ...affected]))
  }
  return stale
}

/** Whether the result of the step, or of a container around it, is kept. */
function isInKept(path: readonly string[], kept: ReadonlyMap<string, JsonObject | null>): boolean {
  return path.some((_, index) => index % 2 === 0 && kept.has(pathKey(path.slice(0, index + 1))))
}

/**
 * @param path [container, key, container, key, …, node]; nodes of a sub-app or a tool belong to the
 * node that ran them.
 */
function isKept(path: readonly string[], places: Places, stale: ReadonlySet<string>): boolean {
  const leaf = path.at(-1) ?? ''
  if (!places.has(leaf) || stale.has(leaf)) return false
  for (let index = 0; index < path.length - 1; index += 2) {
    const container = places.get(path[index] ?? '')
    if (!container?.node.frame || container.node.isSequential) return false
  }
  return true
}
